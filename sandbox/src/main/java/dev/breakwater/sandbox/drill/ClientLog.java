package dev.breakwater.sandbox.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.sandbox.stage.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every request of the clients and every answer, each a line of JSON in a file. */
final class ClientLog implements Client.Diary, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Writer file;

    ClientLog(Path file) throws IOException {
        this.file = Files.newBufferedWriter(file);
    }

    /** The Idempotency-Keys of all orders that were sent. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    @Override
    public void sends(HttpRequest request) {
        request.headers().firstValue("Idempotency-Key").ifPresent(asked::add);
        write(line(request));
    }

    @Override
    public void learns(HttpRequest request, String answer) {
        write(line(request).put("answer", answer));
    }

    private static ObjectNode line(HttpRequest request) {
        ObjectNode line = JSON.createObjectNode()
                .put("at", Instant.now().toString())
                .put("request", request.method() + " " + request.uri());
        request.headers().firstValue("Idempotency-Key").ifPresent(key -> line.put("key", key));
        return line;
    }

    private synchronized void write(ObjectNode line) {
        try {
            file.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
