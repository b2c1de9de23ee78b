package dev.breakwater.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The scripted supplier of a contract as an HTTP server to play with. The script knows one booking; here every reference that
 * begins with a {@link Fate} is one of its own, told by the script in the words of the example.
 */
public final class Simulator implements AutoCloseable {
    private static final Pattern REFERENCE = Pattern.compile("\\b(" + words("|") + ")-[A-Za-z0-9]+");
    private static final int DROPPED = -1;

    /** What happens to a booking, by the first part of its reference. */
    enum Fate {
        OK(State.ACTIVE, "is cancelled"),
        REFUSED(State.REFUSED, "cannot be cancelled any more"),
        GONE(State.CANCELLED_BY_OTHERS, "was cancelled by someone else before"),
        UNKNOWN(State.NOT_FOUND, "is not found"),
        BUSY(State.BUSY, "the supplier is busy for the first two requests"),
        PENDING(State.ACTIVE, "is cancelled later, after two look-ups"),
        LOSTBEFORE(State.ACTIVE, "the first commit is cut on its way, and not executed"),
        LOSTAFTER(State.ACTIVE, "the commit is executed, and its reply is cut");

        private final State state;
        private final String description;

        Fate(State state, String description) {
            this.state = state;
            this.description = description;
        }
    }

    private final PluginContract contract;
    private final Bench bench;
    private final InstantSource clock;
    private final String token;
    private final PrintStream log;
    private final HttpServer server;
    private final Map<String, Booking> bookings = new HashMap<>();

    private Simulator(PluginContract contract, int port, String token, PrintStream log) throws IOException {
        this.contract = contract;
        this.bench = new Bench(contract, Rule.ACTIVE);
        this.clock = InstantSource.system();
        this.token = token;
        this.log = log;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
    }

    /** @param arguments the class of the contract, a port of 127.0.0.1, and a file with the token that every request bears */
    public static void main(String[] arguments) throws Exception {
        Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        String token =
                arguments.length > 2 ? Files.readString(Path.of(arguments[2])).strip() : "";
        Simulator simulator =
                start((PluginContract) constructor.newInstance(), Integer.parseInt(arguments[1]), token, System.out);
        System.out.println(simulator.fates());
    }

    /**
     * Starts to answer.
     *
     * @param port of 127.0.0.1; 0 for any
     * @param token what some header of every request has to end with; empty for requests without
     */
    static Simulator start(PluginContract contract, int port, String token, PrintStream log) throws IOException {
        Simulator simulator = new Simulator(contract, port, token, log);
        simulator.server.start();
        return simulator;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What references can be played with. */
    String fates() {
        return Arrays.stream(Fate.values())
                .filter(this::isPlayed)
                .map(fate -> "  %-12s  %s".formatted(fate + "-…", fate.description))
                .collect(Collectors.joining("\n"));
    }

    private boolean isPlayed(Fate fate) {
        return bench.shows(fate.state) && (fate != Fate.PENDING || bench.can(Capability.ANSWERS_LATER));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            int status = isKnown(exchange) ? answer(exchange, body) : send(exchange, empty(401));
            log.println(line + (status == DROPPED ? " <- cut" : " <- " + status));
        } catch (RuntimeException | AssertionError e) {
            log.println(exchange.getRequestMethod() + " " + exchange.getRequestURI() + ": the script failed, " + e);
        }
    }

    private boolean isKnown(HttpExchange exchange) {
        return token.isEmpty()
                || exchange.getRequestHeaders().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(value -> value.endsWith(token));
    }

    private int answer(HttpExchange exchange, byte[] body) throws IOException {
        String example = contract.booking().reference();
        String text = new String(body, StandardCharsets.UTF_8);
        String whole = exchange.getRequestURI() + "\n" + text;
        Optional<String> played = reference(whole);
        if (played.isEmpty() && !whole.contains(example)) {
            log.println("No reference here begins with one of " + words(", ") + ", so the booking is not found:");
            return send(exchange, notFound(request(exchange, text, example, example)));
        }
        String reference = played.orElse(example);
        WireRequest request = request(exchange, text, reference, example);
        Optional<WireReply> reply =
                bookings.computeIfAbsent(reference, Booking::new).answer(request);
        return reply.isEmpty() ? DROPPED : send(exchange, renamed(reply.get(), example, reference));
    }

    private WireReply notFound(WireRequest request) {
        return bench.shows(State.NOT_FOUND)
                ? new Booking(Fate.UNKNOWN).answer(request).orElseThrow()
                : empty(404);
    }

    private static WireReply empty(int status) {
        return new WireReply(status, Map.of(), Bytes.EMPTY);
    }

    private static String words(String between) {
        return Arrays.stream(Fate.values()).map(Fate::name).collect(Collectors.joining(between));
    }

    private static Optional<String> reference(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static WireRequest request(HttpExchange exchange, String body, String reference, String example) {
        String method = exchange.getRequestMethod();
        String contentType = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .filter(type -> !body.isEmpty())
                .orElse(body.isEmpty() ? "" : "application/octet-stream");
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String value = String.join(", ", values);
            if (isProtocols(name, value)) {
                headers.put(name, value.replace(reference, example));
            }
        });
        return new WireRequest(
                method.equals("GET") ? RequestKind.READ : RequestKind.PREPARE,
                method,
                exchange.getRequestURI().toString().replace(reference, example),
                headers,
                contentType,
                Bytes.utf8(body.replace(reference, example)));
    }

    /** Whether a plugin can have written it. */
    private static boolean isProtocols(String name, String value) {
        try {
            WireRequest.get("/", Map.of(name, value));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static WireReply renamed(WireReply reply, String example, String reference) {
        String body = reply.text();
        return body.contains(example)
                ? new WireReply(reply.status(), reply.headers(), Bytes.utf8(body.replace(example, reference)))
                : reply;
    }

    private static int send(HttpExchange exchange, WireReply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body().toByteArray();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        return reply.status();
    }

    private final class Booking {
        private static final int UNTIL_DONE = 2;

        private final Fate fate;
        private final NastySupplier supplier;
        private int requests;
        private int commits;
        private int looks;

        Booking(String reference) {
            this(reference(reference)
                    .map(name -> Fate.valueOf(name.substring(0, name.indexOf('-'))))
                    .filter(Simulator.this::isPlayed)
                    .orElse(Fate.OK));
        }

        Booking(Fate fate) {
            this.fate = fate;
            supplier = bench.supplier(fate.state)
                    .at(clock.instant())
                    .leadingTo(fate == Fate.PENDING ? State.PENDING : State.CANCELLED);
        }

        /** Empty: the connection is cut. */
        Optional<WireReply> answer(WireRequest request) {
            boolean commit = contract.effect(request) != Effect.NOTHING;
            commits += commit ? 1 : 0;
            if (fate == Fate.BUSY && ++requests > 2) {
                supplier.in(supplier.state() == State.BUSY ? State.ACTIVE : supplier.state());
            }
            if (supplier.state() == State.PENDING && ++looks > UNTIL_DONE) {
                supplier.in(State.CANCELLED);
            }
            if (commit && fate == Fate.LOSTBEFORE && commits == 1) {
                return Optional.empty();
            }
            Delivery delivery = supplier.send(request, () -> true);
            return commit && fate == Fate.LOSTAFTER
                    ? Optional.empty()
                    : Optional.of(((Delivery.Answered) delivery).reply());
        }
    }
}
