package dev.breakwater.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Runs one engine, which takes its instructions over HTTP: {@code /prepare} with a booking per line, {@code /resume},
 * {@code /pause} and {@code /pending}, which answers with a number.
 */
public final class Main {
    private static final int OK = 200;
    private static final int FAILED = 500;
    private static final int BACKLOG = 16;

    private Main() {}

    /** Instructions that answer with a text. */
    private interface Instruction {
        String follow(List<String> lines) throws Exception;
    }

    /** Like {@link Instruction}, without an answer. */
    private interface Order {
        void follow() throws Exception;
    }

    /** @param arguments the engine's name */
    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.of(System.getenv());
        SupplierClient supplier = new SupplierClient(settings.supplier(), settings.places());
        Engine engine = engine(arguments.length == 0 ? "" : arguments[0], settings, supplier);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), BACKLOG);
        listen(server, "/prepare", lines -> silently(() -> engine.prepare(lines)));
        listen(server, "/resume", lines -> silently(engine::resume));
        listen(server, "/pause", lines -> silently(engine::pause));
        listen(server, "/pending", lines -> Long.toString(engine.pending()));
        server.start();
    }

    private static Engine engine(String name, Settings settings, SupplierClient supplier) throws Exception {
        return switch (name) {
            case "db-scheduler" -> new DbSchedulerEngine(settings, supplier);
            case "jobrunr" -> new JobRunrEngine(settings, supplier);
            case "quartz" -> new QuartzEngine(settings, supplier);
            default -> throw new IllegalArgumentException("There is no engine " + name);
        };
    }

    private static String silently(Order order) throws Exception {
        order.follow();
        return "";
    }

    private static void listen(HttpServer server, String path, Instruction instruction) {
        server.createContext(path, exchange -> {
            try (exchange) {
                List<String> lines = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                        .lines()
                        .toList();
                answer(exchange, OK, instruction.follow(lines));
            } catch (Exception e) {
                answer(exchange, FAILED, e.toString());
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
