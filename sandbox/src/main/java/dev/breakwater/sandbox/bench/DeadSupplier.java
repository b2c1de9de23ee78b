package dev.breakwater.sandbox.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A supplier that accepts connections and never answers. It counts who calls. */
final class DeadSupplier implements AutoCloseable {
    private static final int WAITING_CONNECTIONS = 256;

    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final LongAdder calls = new LongAdder();

    private DeadSupplier(ServerSocket server) {
        this.server = server;
    }

    static DeadSupplier start() throws IOException {
        DeadSupplier supplier =
                new DeadSupplier(new ServerSocket(0, WAITING_CONNECTIONS, InetAddress.getLoopbackAddress()));
        daemon(supplier::accept);
        return supplier;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** How many have asked for something so far; on one connection nobody asks twice. */
    long calls() {
        return calls.sum();
    }

    /** How many still wait for an answer. */
    int waiting() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                daemon(() -> listen(connection));
            }
        } catch (IOException closed) {
            connections.forEach(DeadSupplier::hangUp);
        }
    }

    private void listen(Socket connection) {
        try {
            if (connection.getInputStream().read() >= 0) {
                calls.increment();
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException gone) {
            // The gateway has hung up, as it must.
        } finally {
            connections.remove(connection);
            hangUp(connection);
        }
    }

    private static void hangUp(Socket connection) {
        try {
            connection.close();
        } catch (IOException already) {
            // It is closed either way.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "dead-supplier");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
