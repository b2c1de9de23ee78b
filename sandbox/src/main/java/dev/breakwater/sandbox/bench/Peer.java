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

/** A job scheduler in a process of its own, told over HTTP what to do. */
record Peer(String title, Child process, int port, HttpClient http) implements Engine {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int OK = 200;

    Peer(String title, Child process, int port) {
        this(title, process, port, HttpClient.newHttpClient());
    }

    @Override
    public void prepare(Effects bookings) throws IOException, InterruptedException {
        tell("/prepare", String.join("\n", bookings.references()));
    }

    @Override
    public void resume() throws IOException, InterruptedException {
        tell("/resume", "");
    }

    @Override
    public void pause() throws IOException, InterruptedException {
        tell("/pause", "");
    }

    @Override
    public long pending() throws IOException, InterruptedException {
        return Long.parseLong(tell("/pending", ""));
    }

    @Override
    public CpuMeter cpu() {
        return CpuMeter.of(process.pid());
    }

    private String tell(String path, String text) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(text))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException(title + " cannot do " + path + ": " + response.body());
        }
        return response.body();
    }
}
