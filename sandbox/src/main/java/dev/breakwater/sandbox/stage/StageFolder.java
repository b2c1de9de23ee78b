package dev.breakwater.sandbox.stage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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
import java.util.stream.Stream;

/** The one folder that all is written to. It is empty at the start, and one process at a time has it. */
public final class StageFolder implements AutoCloseable {

    private static final Duration TO_END = Duration.ofSeconds(20);
    private static final String LOCK = "stage.lock";

    private final Path path;
    private final FileChannel channel;

    private StageFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the folder and empties it. Processes that an earlier one has left behind when it was killed are ended.
     *
     * @throws StageException if another one is under way there, or it holds what is not ours
     */
    public static StageFolder open(Path folder) throws IOException, InterruptedException {
        Path path = folder.toAbsolutePath().normalize();
        if (Files.isSymbolicLink(path)) {
            throw new StageException(
                    path
                            + " is a link; this folder is emptied at each start and has to be one of its own. Remove the link.");
        }
        Files.createDirectories(path);
        requireOurs(path);
        FileChannel channel = lock(path);
        endLeftovers(path);
        empty(path);
        return new StageFolder(path, channel);
    }

    private static void requireOurs(Path path) throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            if (Files.notExists(path.resolve(LOCK)) && content.findAny().isPresent()) {
                throw new StageException(path + " holds files that are not of an earlier run, and the folder would be"
                        + " emptied. Name an empty one.");
            }
        }
    }

    /** What a process started here has to have on its command line, to be known as ours. */
    public static String mark(Path folder) {
        return "-Dbreakwater.stage=" + folder;
    }

    public Path path() {
        return path;
    }

    /** @param name of what writes it */
    public Path log(String name) {
        return path.resolve(name + ".log");
    }

    /** @param name of whose it is */
    public Path data(String name) {
        return path.resolve(name);
    }

    public Path sandbox() {
        return path.resolve("sandbox");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new StageException("Another one is under way in " + path + ". Stop it and try again.");
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException withinThisProcess) {
            return false;
        }
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
                throw new StageException("Process " + leftover.pid() + " of an earlier run does not end.", stuck);
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
            case "postgres" -> arguments.stream().anyMatch(argument -> argument.startsWith(path + "/"));
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
