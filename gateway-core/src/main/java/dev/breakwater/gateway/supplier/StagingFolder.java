package dev.breakwater.gateway.supplier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this process keeps its own copies of plugins' jars: an open jar must not change under its class loader, and the folder
 * of plugins is other people's. What a process that was killed has left is removed by the next one; a lock tells them apart.
 */
final class StagingFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StagingFolder.class);
    private static final String PREFIX = "run-";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lock;
    private long copies;

    private StagingFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws UncheckedIOException if the folder cannot be written */
    static StagingFolder open(Path parent) {
        try {
            Files.createDirectories(parent);
            removeAbandoned(parent);
            Path folder = Files.createTempDirectory(parent, PREFIX, ownerOnly());
            FileChannel lock =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            return new StagingFolder(folder, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("the staging folder for plugins cannot be used: " + parent, e);
        }
    }

    Path path() {
        return folder;
    }

    /** A copy of this file under a name that was never used before. */
    synchronized Path copy(Path file) throws IOException {
        copies++;
        return Files.copy(file, folder.resolve(copies + ".jar"));
    }

    void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.debug("{} stays until the next start", copy, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
            remove(folder);
        } catch (IOException e) {
            LOG.debug("{} stays until the next start", folder, e);
        }
    }

    private static void removeAbandoned(Path parent) throws IOException {
        List<Path> runs;
        try (Stream<Path> children = Files.list(parent)) {
            runs = children.filter(child -> child.getFileName().toString().startsWith(PREFIX))
                    .filter(child -> Files.isRegularFile(child.resolve(LOCK)))
                    .toList();
        }
        for (Path run : runs) {
            try (FileChannel channel = FileChannel.open(run.resolve(LOCK), StandardOpenOption.WRITE)) {
                if (channel.tryLock() != null) {
                    remove(run);
                }
            } catch (IOException | OverlappingFileLockException e) {
                LOG.debug("{} is left alone", run, e);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> children = Files.list(folder)) {
            files = children.toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
