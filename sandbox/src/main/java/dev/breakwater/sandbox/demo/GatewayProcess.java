package dev.breakwater.sandbox.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway as a process of its own, which can be killed and started again on the same data. */
final class GatewayProcess implements AutoCloseable {

    /**
     * What it is started with.
     *
     * @param home the folder that has {@code target/dist} and {@code routes}
     * @param folder of the demonstration; data and log go there
     * @param config the configuration folder
     * @param port what it shall listen on
     */
    record Settings(Path home, DemoFolder folder, Path config, int port) {

        Settings {
            Objects.requireNonNull(home, "home");
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(config, "config");
        }

        private Path jar() {
            return home.resolve("target/dist/breakwater-gateway-exec.jar");
        }
    }

    private static final Duration TO_DRAIN = Duration.ofSeconds(45);
    private static final Duration TO_ANSWER = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final Settings settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TO_ANSWER).build();
    private Process process;
    private boolean closed;

    GatewayProcess(Settings settings) {
        this.settings = settings;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    /** Starts the process; it is not ready to serve yet. */
    synchronized void start() throws IOException {
        if (closed) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(settings.home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(settings.folder().log().toFile()));
        Map<String, String> environment = builder.environment();
        Stream.of("URL", "USER", "PASSWORD").map("BREAKWATER_DB_"::concat).forEach(environment::remove);
        environment.put("BREAKWATER_HOME", settings.home().toString());
        environment.put("BREAKWATER_DATA", settings.folder().gatewayData().toString());
        environment.put("BREAKWATER_PORT", Integer.toString(settings.port()));
        process = builder.start();
    }

    private List<String> command() {
        Map<String, String> environment = System.getenv();
        List<String> words = new ArrayList<>();
        words.add(environment.getOrDefault(
                "BREAKWATER_JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Stream.of(environment.getOrDefault("BREAKWATER_JVM_FLAGS", "").split("\\s+"))
                .filter(flag -> !flag.isEmpty())
                .forEach(words::add);
        words.add(DemoFolder.mark(settings.folder().path()));
        words.addAll(List.of(
                "-jar",
                settings.jar().toString(),
                "run",
                "--config",
                settings.config().toString()));
        return words;
    }

    /** Whether it says of itself that it is up. */
    boolean isHealthy() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve("/actuator/health"))
                .timeout(TO_ANSWER)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** @throws DemoException if it has ended by itself */
    synchronized void requireAlive() {
        if (!closed && !process.isAlive()) {
            throw new DemoException("The gateway has ended by itself, with status " + process.exitValue()
                    + ". The log says why: " + settings.folder().log());
        }
    }

    /** Kills it without any warning, as a power failure does. */
    synchronized void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Asks it to end, and waits until it has finished what it is at. */
    @Override
    public void close() {
        Process running;
        synchronized (this) {
            closed = true;
            running = process;
        }
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(TO_DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
