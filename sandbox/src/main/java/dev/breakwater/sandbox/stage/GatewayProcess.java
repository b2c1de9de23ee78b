package dev.breakwater.sandbox.stage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A gateway as a process of its own, which can be killed and started again on the same data. */
public final class GatewayProcess implements AutoCloseable {

    /**
     * What it is started with.
     *
     * @param program how to start it
     * @param folder data goes there, below {@code name}
     * @param log where it writes what it says
     * @param port what it shall listen on
     * @param key one that only this gateway knows
     * @param environment settings of its own
     */
    public record Settings(
            GatewayProgram program,
            StageFolder folder,
            String name,
            Path log,
            int port,
            String key,
            Map<String, String> environment) {

        public Settings {
            Objects.requireNonNull(program, "program");
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(log, "log");
            Objects.requireNonNull(key, "key");
            environment = Map.copyOf(environment);
        }
    }

    private static final Duration TO_DRAIN = Duration.ofSeconds(45);
    private static final Duration TO_ANSWER = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final Settings settings;
    private final Path config;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TO_ANSWER).build();
    private Process process;
    private boolean closed;

    /** @param config the configuration folder */
    public GatewayProcess(Settings settings, Path config) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.config = Objects.requireNonNull(config, "config");
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    /**
     * Starts the process; it is not ready to serve yet.
     *
     * @param flags for this start's JVM
     */
    public synchronized void start(String... flags) throws IOException {
        if (closed) {
            return;
        }
        ProcessBuilder builder = settings.program()
                .run(StageFolder.mark(settings.folder().path()), List.of(flags), "run", "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.put(
                "BREAKWATER_DATA", settings.folder().data(settings.name()).toString());
        environment.put("BREAKWATER_PORT", Integer.toString(settings.port()));
        environment.putAll(settings.environment());
        process = builder.start();
    }

    /** Whether it serves; another gateway that was quicker to take the port would not know the key. */
    public boolean isUp() throws InterruptedException {
        return isGood("/actuator/health") && isGood("/v1/suppliers");
    }

    private boolean isGood(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .header("Authorization", "Bearer " + settings.key())
                .build();
        try {
            return WholeReply.await(http, request, BodyHandlers.discarding(), TO_ANSWER)
                            .statusCode()
                    == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized long pid() {
        return process.pid();
    }

    /** @throws StageException if it has ended by itself */
    public synchronized void requireAlive() {
        if (!closed && !process.isAlive()) {
            throw new StageException("The gateway has ended by itself, with status " + process.exitValue()
                    + ". The log says why: " + settings.log());
        }
    }

    /** Kills it without any warning, as a power failure does. */
    public synchronized void kill() throws InterruptedException {
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
