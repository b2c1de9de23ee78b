package dev.breakwater.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Accepts every connection and never says a word. */
final class DeadServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Queue<Socket> calls = new ConcurrentLinkedQueue<>();

    DeadServer() throws IOException {
        socket = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        Thread listener = new Thread(this::listen, "dead-server");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        try {
            while (true) {
                calls.add(socket.accept());
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** How many connections were made so far. */
    int calls() {
        return calls.size();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket call : calls) {
            call.close();
        }
    }
}
