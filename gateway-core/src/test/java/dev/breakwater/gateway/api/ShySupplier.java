package dev.breakwater.gateway.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before the simulated attraction. The first commit for each booking gets lost on its way, the next ones pass. Look-ups
 * for a booking can be held.
 */
final class ShySupplier implements AutoCloseable {
    private static final Set<String> PASSED_ON = Set.of("authorization", "content-type", "accept", "octo-capabilities");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI simulator;
    private final Map<String, AtomicInteger> commits = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> traceparents = new ConcurrentHashMap<>();
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** A look-up that is kept waiting. */
    static final class Hold {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        boolean hasArrived() {
            return arrived.getCount() == 0;
        }

        void release() {
            released.countDown();
        }
    }

    private ShySupplier(URI simulator) throws IOException {
        this.simulator = simulator;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static ShySupplier before(Sandbox sandbox) throws IOException {
        return new ShySupplier(
                URI.create(sandbox.simulators().of(Supplier.GLASS_TOWER).baseUrl()));
    }

    /** Quick to call a reply lost, and to leave the rest to a person. */
    String configuration() {
        return """
                name: Shy Tower
                plugin: attraction
                protocol: octo
                baseUrl: http://127.0.0.1:%d%s
                auth: {type: bearer, token: "${file:secrets/glass-tower-token}"}
                timeouts: {connect: 700ms, response: 700ms, total: 800ms}
                settlingTime: 0ms
                lookups: [100ms]
                retry: {initial: 1s, max: 1m, giveUpAfter: 1h}
                """.formatted(server.getAddress().getPort(), simulator.getPath());
    }

    /** How many commits for the booking came this far. */
    int commits(String reference) {
        return commits.getOrDefault(reference, new AtomicInteger()).get();
    }

    /** Which traces the requests for the booking belonged to, as they told. */
    List<String> traceparents(String reference) {
        return List.copyOf(traceparents.getOrDefault(reference, new ConcurrentLinkedQueue<>()));
    }

    /** Keeps the next look-up for the booking waiting. */
    Hold hold(String reference) {
        Hold hold = new Hold();
        holds.put(reference, hold);
        return hold;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String reference = path.replaceFirst(".*/bookings/([^/]+).*", "$1");
        traceparents
                .computeIfAbsent(reference, name -> new ConcurrentLinkedQueue<>())
                .add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
        boolean commit = !exchange.getRequestMethod().equals("GET");
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            if (commit
                    && commits.computeIfAbsent(reference, name -> new AtomicInteger())
                                    .incrementAndGet()
                            == 1) {
                closing.await();
                return;
            }
            Hold hold = commit ? null : holds.remove(reference);
            if (hold != null) {
                hold.arrived.countDown();
                hold.released.await(10, TimeUnit.SECONDS);
            }
            passOn(exchange, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void passOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(simulator.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        exchange.getResponseHeaders()
                .put(
                        "Content-Type",
                        List.of(response.headers().firstValue("Content-Type").orElse("application/json")));
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
