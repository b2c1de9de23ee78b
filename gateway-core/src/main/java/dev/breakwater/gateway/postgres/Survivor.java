package dev.breakwater.gateway.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that outlived the gateway which started it. Only a process proven to be PostgreSQL on our own data is ever
 * signalled: the id in {@code postmaster.pid} may long belong to somebody else.
 */
final class Survivor {
    private static final Logger log = LoggerFactory.getLogger(Survivor.class);
    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration FAST_STOP = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(20);
    private static final Duration ORPHANS_LEAVE = Duration.ofSeconds(20);

    private Survivor() {}

    /** Afterwards no server runs on this data and no foreign {@code postmaster.pid} keeps a new one from starting. */
    static void settle(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        Optional<Long> pid = pidIn(pidFile);
        if (pid.isEmpty()) {
            return;
        }
        long server = pid.get();
        if (isOurs(server, data)) {
            log.info("A PostgreSQL (process {}) of an earlier run still serves {}; stopping it", server, data);
            stop(server, () -> isOurs(server, data));
        } else if (ProcessHandle.of(server).isPresent()) {
            awaitOrphans(data);
            log.info("{} names process {}, which is not this database; removing the file", pidFile, server);
            delete(pidFile);
        }
    }

    /** Fast first, immediate when that takes too long (nothing is lost by it, the next start recovers). */
    static void stop(long pid, BooleanSupplier alive) {
        signal("INT", pid);
        if (await(FAST_STOP, () -> !alive.getAsBoolean())) {
            return;
        }
        log.warn("PostgreSQL (process {}) did not stop within {} s; stopping it at once", pid, FAST_STOP.toSeconds());
        signal("QUIT", pid);
        if (!await(IMMEDIATE_STOP, () -> !alive.getAsBoolean())) {
            throw new DatabaseProblem("PostgreSQL (process " + pid + ") does not stop. Look at its log, end it by hand,"
                    + " then start the gateway again.");
        }
    }

    static Optional<Long> pidIn(Path pidFile) {
        try (Stream<String> lines = Files.lines(pidFile, StandardCharsets.ISO_8859_1)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("[1-9][0-9]{0,9}"))
                    .map(Long::valueOf);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    static boolean isOurs(long pid, Path data) {
        return Files.isDirectory(PROCESSES.resolve("self")) ? isOursByProc(pid, data) : isOursByHandle(pid, data);
    }

    private static boolean isOursByProc(long pid, Path data) {
        Path process = PROCESSES.resolve(Long.toString(pid));
        if (!isPostgres(process)) {
            return false;
        }
        try {
            String commandLine = Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8);
            return namesData(List.of(commandLine.split("\0")), data);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isOursByHandle(long pid, Path data) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .filter(info -> info.command().orElse("").endsWith("/postgres"))
                .flatMap(ProcessHandle.Info::arguments)
                .filter(arguments -> namesData(Arrays.asList(arguments), data))
                .isPresent();
    }

    private static boolean namesData(List<String> arguments, Path data) {
        int option = arguments.indexOf("-D");
        return option >= 0
                && option + 1 < arguments.size()
                && arguments.get(option + 1).equals(data.toString());
    }

    private static boolean isPostgres(Path process) {
        try {
            String program = Files.readSymbolicLink(process.resolve("exe")).toString();
            return program.endsWith("/postgres") || program.endsWith("/postgres (deleted)");
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    /**
     * Without {@code postmaster.pid} a new server cannot see children that outlive their killed parent for a moment, and
     * two of them on the same data would ruin it.
     */
    private static void awaitOrphans(Path data) {
        if (!await(ORPHANS_LEAVE, () -> !anyPostgresWorksIn(data))) {
            throw new DatabaseProblem("Processes of an earlier PostgreSQL still work in " + data
                    + ". End them by hand, then start the gateway again.");
        }
    }

    private static boolean anyPostgresWorksIn(Path data) {
        if (!Files.isDirectory(PROCESSES.resolve("self"))) {
            return false;
        }
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .anyMatch(process -> isPostgres(process) && worksIn(process, data));
        } catch (IOException e) {
            throw new DatabaseProblem("The list of processes cannot be read (" + e + ").", e);
        }
    }

    private static boolean worksIn(Path process, Path data) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(data);
        } catch (IOException e) {
            return false;
        }
    }

    // Process.destroy() would send SIGTERM, on which PostgreSQL waits for its clients to leave.
    private static void signal(String name, long pid) {
        Command.of("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid))
                .run();
    }

    /** Not cut short by an interrupt: a half-stopped database helps nobody. */
    private static boolean await(Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DatabaseProblem(
                    "The stale file " + file + " cannot be deleted (" + e + "). Delete it by hand.", e);
        }
    }
}
