package dev.breakwater.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** A careful caller of the gateway: what stays without an answer is sent again, with the same key. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration TO_ANSWER = Duration.ofSeconds(15);
    private static final Set<Integer> GOOD = Set.of(200, 201, 202);
    private static final Set<Integer> WORTH_REPEATING = Set.of(429, 500, 502, 503, 504);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI gateway;
    private final String key;

    /** @param key the caller's */
    Client(URI gateway, String key) {
        this.gateway = Objects.requireNonNull(gateway, "gateway");
        this.key = Objects.requireNonNull(key, "key");
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, JsonNode body) throws InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body.toString())).build());
    }

    /** Posts an order; {@code wait} is the longest time in seconds to wait for its end. */
    JsonNode post(String path, JsonNode body, String idempotencyKey, int wait) throws InterruptedException {
        HttpRequest.Builder request =
                request(path).header("Idempotency-Key", idempotencyKey).POST(BodyPublishers.ofString(body.toString()));
        if (wait > 0) {
            request.header("Prefer", "wait=" + wait);
        }
        return send(request.build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(TO_ANSWER)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    /** @throws DemoException if there is no good answer, and sending it again does not help */
    private JsonNode send(HttpRequest request) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            String trouble;
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                if (GOOD.contains(response.statusCode())) {
                    return JSON.readTree(response.body());
                }
                trouble = response.statusCode() + " " + response.body();
                if (!WORTH_REPEATING.contains(response.statusCode())) {
                    throw new DemoException(request.method() + " " + request.uri() + " was answered " + trouble);
                }
            } catch (IOException unanswered) {
                trouble = unanswered.toString();
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new DemoException(
                        request.method() + " " + request.uri() + " stays without an answer: " + trouble);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
