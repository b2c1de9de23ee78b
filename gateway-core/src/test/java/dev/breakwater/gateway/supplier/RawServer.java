package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server on a bare socket that can do what no decent server does. It records every request that reaches it. */
final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Behaviour behaviour = Line::ok;

    /** What the server does with a request. When this returns, the connection waits for the next one. */
    interface Behaviour {
        void on(Line line) throws IOException;
    }

    /** A request as it was on the wire. */
    record Request(int connection, String line, Map<String, String> headers, String body) {}

    /** A connection that just received a request. */
    final class Line {
        private final Socket connection;
        private final Request request;

        private Line(Socket connection, Request request) {
            this.connection = connection;
            this.request = request;
        }

        Request request() {
            return request;
        }

        void write(String text) throws IOException {
            connection.getOutputStream().write(text.getBytes(ISO_8859_1));
        }

        void answer(String status, String headers, String body) throws IOException {
            write("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n" + headers + "\r\n" + body);
        }

        void ok() throws IOException {
            answer("200 OK", "Content-Type: application/json\r\n", "{}");
        }

        void close() throws IOException {
            connection.close();
        }

        void reset() throws IOException {
            connection.setSoLinger(true, 0);
            connection.close();
        }

        /** Until the server is closed. */
        void hang() {
            try {
                closing.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    RawServer() {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        start("raw-server", this::accept);
    }

    RawServer behaving(Behaviour next) {
        behaviour = next;
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return connections.size();
    }

    /** Closes all kept connections from this side, as servers do after a time. */
    void closeConnections() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        socket.close();
        closeConnections();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                int number = connections.size();
                start("raw-server-" + number, () -> serve(number, connection));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void serve(int number, Socket connection) {
        try {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            Request request = read(number, in);
            while (request != null) {
                requests.add(request);
                behaviour.on(new Line(connection, request));
                request = read(number, in);
            }
            connection.close();
        } catch (IOException closed) {
            // Either side may end a connection at any time.
        }
    }

    private static Request read(int connection, InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = readLine(in);
        while (line != null && !line.isEmpty()) {
            lines.add(line);
            line = readLine(in);
        }
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header : lines.subList(1, lines.size())) {
            String name = header.substring(0, header.indexOf(':'));
            headers.merge(name, header.substring(header.indexOf(':') + 1).trim(), (a, b) -> a + " AND " + b);
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new Request(connection, lines.get(0), headers, new String(in.readNBytes(length), ISO_8859_1));
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c != '\n') {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
            c = in.read();
        }
        return line.toString().stripTrailing();
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name.toLowerCase(Locale.ROOT));
        thread.setDaemon(true);
        thread.start();
    }
}
