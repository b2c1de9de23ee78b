package dev.breakwater.gateway.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server process. */
final class PostgresServer {
    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    /** Long, because after a crash it first replays what it had not yet written to its tables. */
    private static final Duration START = Duration.ofMinutes(10);

    private static final int ATTEMPTS = 3;
    private static final long LARGEST_LOG_BYTES = 16L * 1024 * 1024;
    private static final int READY_LINE = 7;

    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=128MB",
            "max_wal_size=2GB",
            "wal_compression=on",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=off",
            "log_destination=stderr");

    private final Process process;
    private final int port;

    private PostgresServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts on a free port and waits until it serves. */
    static PostgresServer start(PostgresFolder folder, Path binaries, Launcher launcher) {
        keepLogSmall(folder.log());
        for (int attempt = 1; ; attempt++) {
            long logStart = sizeOf(folder.log());
            Survivor.settle(folder.data());
            PostgresServer server = launch(folder, binaries, launcher);
            if (server.awaitReady(folder)) {
                return server;
            }
            String said = logSince(folder.log(), logStart);
            if (attempt == ATTEMPTS) {
                throw new DatabaseProblem("PostgreSQL did not start in " + folder.root() + ". Its log, " + folder.log()
                        + ", says: " + said);
            }
            log.info("PostgreSQL ended at start, trying again; it said: {}", said);
        }
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void stop() {
        Survivor.stop(process.pid(), process::isAlive);
    }

    private static PostgresServer launch(PostgresFolder folder, Path binaries, Launcher launcher) {
        int port = freePort();
        List<String> words = new ArrayList<>(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                folder.data().toString(),
                "-p",
                Integer.toString(port)));
        for (String setting : SETTINGS) {
            words.add("-c");
            words.add(setting);
        }
        ProcessBuilder builder = new ProcessBuilder(launcher.server(words))
                .directory(folder.root().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        Command.neutralize(builder.environment());
        try {
            return new PostgresServer(builder.start(), port);
        } catch (IOException e) {
            throw new DatabaseProblem("PostgreSQL could not be started in " + folder.root() + " (" + e + ").", e);
        }
    }

    /** False when the process ended instead: a port taken meanwhile, or children of a killed server still at work. */
    private boolean awaitReady(PostgresFolder folder) {
        long begin = System.nanoTime();
        long saySomething = begin + TimeUnit.SECONDS.toNanos(5);
        try {
            while (!isReady(folder.data().resolve("postmaster.pid"))) {
                if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                    return false;
                }
                if (System.nanoTime() > saySomething) {
                    log.info("PostgreSQL is starting; after a crash it recovers first (see {})", folder.log());
                    saySomething += TimeUnit.SECONDS.toNanos(30);
                }
                if (System.nanoTime() - begin > START.toNanos()) {
                    stop();
                    throw new DatabaseProblem("PostgreSQL was not ready after " + START.toMinutes()
                            + " minutes. Look at its log, " + folder.log() + ".");
                }
            }
            return true;
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new DatabaseProblem("Interrupted while PostgreSQL was starting.", e);
        }
    }

    private boolean isReady(Path pidFile) {
        try {
            List<String> lines = Files.readAllLines(pidFile, StandardCharsets.ISO_8859_1);
            return lines.size() > READY_LINE
                    && lines.get(0).strip().equals(Long.toString(process.pid()))
                    && lines.get(READY_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DatabaseProblem("No port of 127.0.0.1 can be opened (" + e + ").", e);
        }
    }

    private static void keepLogSmall(Path file) {
        try {
            if (sizeOf(file) > LARGEST_LOG_BYTES) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            log.warn("{} is large and cannot be moved aside: {}", file, e.toString());
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String logSince(Path file, long start) {
        try {
            byte[] all = Files.readAllBytes(file);
            int from = (int) Math.min(Math.max(start, all.length - 2000L), all.length);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(unreadable: " + e + ")";
        }
    }
}
