package dev.breakwater.sandbox.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one folder the demonstration writes to. It is empty at the start, and one process at a time has it. */
final class DemoFolder implements AutoCloseable {

    private static final Duration TO_END = Duration.ofSeconds(20);
    private static final String LOCK = "demo.lock";

    private final Path path;
    private final FileChannel channel;

    private DemoFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the folder and empties it. Processes that an earlier demonstration has left behind when it was killed are ended.
     *
     * @throws DemoException if another demonstration is under way there
     */
    static DemoFolder open(Path folder) throws IOException, InterruptedException {
        Path path = folder.toAbsolutePath().normalize();
        if (Files.isSymbolicLink(path)) {
            throw new DemoException(
                    path + " is a link; the demo empties the folder and wants to own it. Remove the link.");
        }
        Files.createDirectories(path);
        FileChannel channel = lock(path);
        endLeftovers(path);
        empty(path);
        return new DemoFolder(path, channel);
    }

    /** What a process started here has to have on its command line, to be known as ours. */
    static String mark(Path folder) {
        return "-Dbreakwater.demo=" + folder;
    }

    Path path() {
        return path;
    }

    Path log() {
        return path.resolve("demo.log");
    }

    Path gatewayData() {
        return path.resolve("gateway");
    }

    Path sandbox() {
        return path.resolve("sandbox");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new DemoException("Another demo is under way in " + path + ". Stop it and try again.");
        }
        return channel;
    }

    private static void endLeftovers(Path path) throws InterruptedException {
        List<ProcessHandle> leftovers = ProcessHandle.allProcesses()
                .filter(process -> isOurs(process.info(), path))
                .toList();
        leftovers.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle leftover : leftovers) {
            try {
                leftover.onExit().get(TO_END.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException stuck) {
                throw new DemoException("Process " + leftover.pid() + " of an earlier demo does not end.", stuck);
            }
        }
    }

    private static boolean isOurs(ProcessHandle.Info info, Path path) {
        String program = info.command()
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("");
        List<String> arguments = info.arguments().map(Arrays::asList).orElse(List.of());
        return switch (program) {
            case "java" -> arguments.contains(mark(path));
            case "postgres" ->
                arguments.stream().anyMatch(argument -> argument.startsWith(path.resolve("gateway") + "/"));
            default -> false;
        };
    }

    private static void empty(Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(path.resolve(LOCK))) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!folder.equals(path)) {
                    Files.delete(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
