package dev.breakwater.sandbox.stage;

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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A careful caller: what stays without an answer is sent again, with the same key and to the next gateway, as late as
 * {@code Retry-After} says.
 */
public final class Client {

    /** Told of every request before it is sent, and of what came of it. */
    public interface Diary {

        Diary NONE = new Diary() {
            @Override
            public void sends(HttpRequest request) {}

            @Override
            public void learns(HttpRequest request, String answer) {}
        };

        void sends(HttpRequest request);

        /** @param answer status and body, or why there is none */
        void learns(HttpRequest request, String answer);
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(15);
    private static final Set<Integer> GOOD = Set.of(200, 201, 202);
    private static final Set<Integer> WORTH_REPEATING = Set.of(429, 500, 502, 503, 504);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<URI> gateways;
    private final String key;
    private final Diary diary;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param gateways any of which may be asked
     * @param key the caller's
     */
    public Client(List<URI> gateways, String key, Diary diary) {
        this.gateways = List.copyOf(gateways);
        this.key = Objects.requireNonNull(key, "key");
        this.diary = Objects.requireNonNull(diary, "diary");
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    public JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET().build());
    }

    public JsonNode post(String path, JsonNode body) throws InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body.toString())).build());
    }

    /** Posts an order; {@code wait} is the longest time in seconds to wait for its end. */
    public JsonNode post(String path, JsonNode body, String idempotencyKey, int wait) throws InterruptedException {
        HttpRequest.Builder request =
                request(path).header("Idempotency-Key", idempotencyKey).POST(BodyPublishers.ofString(body.toString()));
        if (wait > 0) {
            request.header("Prefer", "wait=" + wait);
        }
        return send(request.build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(next().resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private URI next() {
        return gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()));
    }

    private HttpRequest elsewhere(HttpRequest request) {
        URI other = next().resolve(request.uri().getRawPath()
                + (request.uri().getRawQuery() == null
                        ? ""
                        : "?" + request.uri().getRawQuery()));
        return HttpRequest.newBuilder(request, (name, value) -> true).uri(other).build();
    }

    /** @throws StageException if there is no good answer, and sending it again does not help */
    private JsonNode send(HttpRequest first) throws InterruptedException {
        long start = System.nanoTime();
        HttpRequest request = first;
        while (true) {
            diary.sends(request);
            String trouble;
            Duration pause = PAUSE;
            try {
                HttpResponse<String> response = WholeReply.await(http, request, BodyHandlers.ofString(), TO_ANSWER);
                trouble = response.statusCode() + " " + response.body();
                diary.learns(request, trouble);
                if (GOOD.contains(response.statusCode())) {
                    return JSON.readTree(response.body());
                }
                if (!WORTH_REPEATING.contains(response.statusCode())) {
                    throw new StageException(request.method() + " " + request.uri() + " was answered " + trouble);
                }
                pause = retryAfter(response);
            } catch (IOException unanswered) {
                trouble = unanswered.toString();
                diary.learns(request, trouble);
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new StageException(
                        request.method() + " " + request.uri() + " stays without an answer: " + trouble);
            }
            Thread.sleep(pause.toMillis());
            request = elsewhere(request);
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
                .filter(asked -> asked.compareTo(PAUSE) > 0)
                .orElse(PAUSE);
    }
}
