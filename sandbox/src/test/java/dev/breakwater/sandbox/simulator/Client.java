package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A plain HTTP client of one supplier; says things the way the protocol wants them said. */
abstract class Client {

    /** What came back. */
    record Answer(int status, String body, Map<String, String> headers) {
        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException broken) {
                throw new IllegalStateException("Not JSON: " + body, broken);
            }
        }
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String baseUrl;

    Client(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Reads the booking. */
    abstract Answer look(String reference) throws IOException;

    /** Does all that precedes the commit; empty when the supplier refuses that already. */
    abstract Optional<String> prepare(String reference) throws IOException;

    /** Sends the commit alone. */
    abstract Answer commit(String reference, String prepared) throws IOException;

    abstract boolean saysCancelled(Answer look);

    /** Whether the answer to a commit says that it is done or will be; rubbish may make it throw. */
    boolean accepts(Answer commit) {
        return commit.status() == 200 && commit.json().isObject();
    }

    /** Whether any answer says that the supplier does not do what it was asked for. */
    boolean refuses(Answer answer) {
        return answer.status() >= 400 && answer.status() < 500;
    }

    abstract Map<String, String> headers() throws IOException;

    Answer cancel(String reference) throws IOException {
        return commit(reference, prepare(reference).orElseThrow());
    }

    boolean isCancelled(String reference) throws IOException {
        return saysCancelled(look(reference));
    }

    JsonNode effects(String reference) throws IOException {
        return exchange("GET", "/effects/" + reference, null, Map.of()).json();
    }

    Answer send(String method, String path, String body) throws IOException {
        return exchange(method, path, body, headers());
    }

    Answer exchange(String method, String path, String body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            Map<String, String> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> received.put(name, values.get(0)));
            return new Answer(response.statusCode(), response.body(), received);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
