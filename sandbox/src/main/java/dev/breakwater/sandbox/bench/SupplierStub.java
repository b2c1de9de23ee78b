package dev.breakwater.sandbox.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.breakwater.sandbox.bench.MessageReader.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A supplier that cancels every booking at once over OCTO, costs next to nothing and counts what it did. */
final class SupplierStub implements AutoCloseable {
    private static final int WAITING_CONNECTIONS = 256;
    private static final String BEFORE = "POST /bookings/";
    private static final String AFTER = "/cancel HTTP/1.1";
    private static final int UUID_LENGTH = 36;
    private static final String BOOKING = """
            {"id":"%1$s","uuid":"%1$s","resellerReference":null,"supplierReference":null,"status":"CANCELLED",\
            "utcUpdatedAt":"2026-01-01T12:00:00Z","utcRedeemedAt":null,"cancellable":false,\
            "cancellation":{"refund":"FULL","reason":%2$s,"utcCancelledAt":"2026-01-01T12:00:00Z"},\
            "pricing":{"original":5000,"retail":5000,"net":4000,"currency":"EUR","currencyPrecision":2,\
            "includedTaxes":[]},"unitItems":[{"uuid":"%1$s","unitId":"adult","status":"CANCELLED"}]}""";
    private static final String[] PARTS = BOOKING.replace("%2$s", "%1$s").split("%1\\$s", -1);

    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile Consumer<UUID> commits = booking -> {};
    private volatile Duration delay = Duration.ZERO;

    private SupplierStub(ServerSocket server) {
        this.server = server;
    }

    static SupplierStub start() throws IOException {
        SupplierStub stub =
                new SupplierStub(new ServerSocket(0, WAITING_CONNECTIONS, InetAddress.getLoopbackAddress()));
        daemon(stub::accept);
        return stub;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Starts to count anew. */
    Tally countAnew() {
        Tally tally = new Tally();
        tell(tally::add);
        return tally;
    }

    /** Who is told of each booking that is cancelled from now on; by many threads at once. */
    void tell(Consumer<UUID> counter) {
        commits = counter;
    }

    /** How long each answer takes from now on. What it does, it has done before. */
    void answerAfter(Duration time) {
        delay = time;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException closed) {
            connections.forEach(SupplierStub::hangUp);
        }
    }

    private void serve(Socket connection) {
        try {
            connection.setTcpNoDelay(true);
            MessageReader requests = new MessageReader(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (Optional<Message> request = requests.next(); request.isPresent(); request = requests.next()) {
                byte[] reply = reply(request.get()).getBytes(ISO_8859_1);
                if (!delay.isZero()) {
                    TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                }
                out.write(reply);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // The subject has hung up, as it may.
        } finally {
            connections.remove(connection);
            hangUp(connection);
        }
    }

    private String reply(Message request) {
        String line = request.startLine();
        int at = BEFORE.length();
        if (!line.startsWith(BEFORE) || !line.endsWith(AFTER) || line.length() != at + UUID_LENGTH + AFTER.length()) {
            return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        }
        String uuid = line.substring(at, at + UUID_LENGTH);
        commits.accept(UUID.fromString(uuid));
        String reason = request.body()
                .substring(request.body().indexOf(':') + 1, request.body().lastIndexOf('}'));
        String body = PARTS[0] + uuid + PARTS[1] + uuid + PARTS[2] + reason + PARTS[3] + uuid + PARTS[4];
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static void hangUp(Socket connection) {
        try {
            connection.close();
        } catch (IOException already) {
            // It is closed either way.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "supplier-stub");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
