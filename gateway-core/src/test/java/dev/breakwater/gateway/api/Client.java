package dev.breakwater.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Calls the gateway as one caller. */
final class Client {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI address;
    private final String key;

    Client(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    /** What came back; without a body the JSON is missing. */
    record Reply(int status, HttpResponse<String> raw, JsonNode json) {
        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        /** The value at a JSON pointer as text; empty if there is none. */
        String at(String pointer) {
            return json.at(pointer).asText();
        }
    }

    /** An order for the whole booking, whatever it costs. */
    static String order(String supplier, String reference) {
        return """
                {"supplier": "%s", "booking": {"reference": "%s"}, "reason": "EPIDEMIC", "acceptAnyPenalty": true}""".formatted(supplier, reference);
    }

    Reply order(String body, String... headers) {
        boolean keyed = Arrays.asList(headers).contains("Idempotency-Key");
        HttpRequest.Builder request = request("/v1/cancellations", headers).POST(BodyPublishers.ofString(body));
        if (!keyed) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        return send(request.setHeader("Content-Type", "application/json"));
    }

    /** Orders and waits for the end. */
    Reply ended(String body) {
        return order(body, "Prefer", "wait=20");
    }

    /** Orders and waits for the end, without waiting here; comes again with the same key when it is told to. */
    CompletableFuture<HttpResponse<String>> endedLater(String body) {
        HttpRequest.Builder request = request(
                "/v1/cancellations",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "Prefer",
                "wait=60",
                "Content-Type",
                "application/json");
        return untilItIsLetIn(request.POST(BodyPublishers.ofString(body)).build());
    }

    private static CompletableFuture<HttpResponse<String>> untilItIsLetIn(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofString()).thenCompose(answer -> {
            if (answer.statusCode() != 503) {
                return CompletableFuture.completedFuture(answer);
            }
            long seconds = answer.headers().firstValueAsLong("Retry-After").orElseThrow();
            Executor later = CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS);
            return CompletableFuture.supplyAsync(() -> untilItIsLetIn(request), later)
                    .thenCompose(again -> again);
        });
    }

    /** Orders, without waiting here for the answer. */
    CompletableFuture<HttpResponse<String>> orderedLater(String body) {
        HttpRequest.Builder request = request(
                "/v1/cancellations",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "Content-Type",
                "application/json");
        return HTTP.sendAsync(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    Reply post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    Reply post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    Reply put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    Reply delete(String path) {
        return send(request(path).DELETE());
    }

    Reply get(String path, String... headers) {
        return send(request(path, headers));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + key);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Reply(
                    response.statusCode(),
                    response,
                    json ? MAPPER.readTree(response.body()) : MissingNode.getInstance());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI address() {
        return address;
    }
}
