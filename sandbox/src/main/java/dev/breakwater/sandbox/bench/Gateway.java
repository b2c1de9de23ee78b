package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.stage.Child;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway that runs, and what its operator and its caller can make it do. */
final class Gateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final String PAUSES = "/v1/pauses/";
    private static final String ALL = "all";
    private static final String SUPPLIER = "suppliers/";

    private final Child process;
    private final int port;
    private final GatewayConfig config;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Gateway(Child process, int port, GatewayConfig config) {
        this.process = process;
        this.port = port;
        this.config = config;
    }

    /**
     * How one is started.
     *
     * @param name of its log and its folder
     * @param flags what its JVM is told besides what every gateway is
     * @param settings its environment, besides what every gateway has
     */
    record Start(String name, List<String> flags, Map<String, String> settings) {
        static Start named(String name) {
            return new Start(name, List.of(), Map.of());
        }
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    void awaitServing() throws IOException, InterruptedException {
        process.awaitReady(
                () -> Optional.of(send(HttpRequest.newBuilder(uri("/v1/suppliers")), config.operatorKey(), OK)));
    }

    /** Sends nothing more to any supplier. */
    void pause() throws IOException, InterruptedException {
        pause(ALL);
    }

    void resume() throws IOException, InterruptedException {
        resume(ALL);
    }

    /** Sends nothing more to this supplier. */
    void pauseSupplier(String supplier) throws IOException, InterruptedException {
        pause(SUPPLIER + supplier);
    }

    void resumeSupplier(String supplier) throws IOException, InterruptedException {
        resume(SUPPLIER + supplier);
    }

    private void pause(String what) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(PAUSES + what))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"reason\":\"benchmark\"}"));
        send(request, config.operatorKey(), OK);
    }

    private void resume(String what) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(uri(PAUSES + what)).DELETE(), config.operatorKey(), NO_CONTENT);
    }

    /** Orders a cancellation and waits until it is accepted. Its id. */
    UUID order(String supplier, String booking) throws IOException, InterruptedException {
        HttpRequest.Builder order = HttpRequest.newBuilder(uri("/v1/cancellations"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("{\"supplier\":\"" + supplier + "\",\"booking\":{\"reference\":\""
                        + booking + "\"},\"reason\":\"CUSTOMER_REQUEST\",\"acceptAnyPenalty\":true}"));
        Matcher id = ID.matcher(send(order, config.callerKey(), ACCEPTED));
        if (!id.find()) {
            throw new IOException("an order was accepted without an id");
        }
        return UUID.fromString(id.group(1));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private String send(HttpRequest.Builder request, String key, int expected)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                request.timeout(PATIENCE)
                        .header("Authorization", "Bearer " + key)
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new IOException(
                    response.uri().getPath() + " was answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        process.close();
    }
}
