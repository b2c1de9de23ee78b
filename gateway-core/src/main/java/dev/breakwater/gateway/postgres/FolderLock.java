package dev.breakwater.gateway.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a second gateway off a folder; the operating system lets go of it when the process dies. */
final class FolderLock implements AutoCloseable {
    /**
     * Folders locked by this very process. Asked first, because closing any other channel of a locked file would let go
     * of the operating system's lock.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FolderLock acquire(PostgresFolder folder) {
        Path file = folder.lock();
        if (!HELD_HERE.add(file)) {
            throw taken(folder, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return lock(folder, file);
        } catch (IOException e) {
            HELD_HERE.remove(file);
            throw new DatabaseProblem("The lock file " + file + " cannot be written (" + e + ").", e);
        } catch (DatabaseProblem e) {
            HELD_HERE.remove(file);
            throw e;
        }
    }

    private static FolderLock lock(PostgresFolder folder, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw taken(folder, ownerIn(channel));
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
            return new FolderLock(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String ownerIn(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        String owner =
                StandardCharsets.US_ASCII.decode(content.flip()).toString().strip();
        return owner.isEmpty() ? "unknown" : owner;
    }

    private static DatabaseProblem taken(PostgresFolder folder, String owner) {
        return new DatabaseProblem("The database in " + folder.root() + " is in use by another gateway (process "
                + owner + "). Stop that one first, or give this one a folder of its own.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DatabaseProblem("The lock file " + file + " cannot be closed (" + e + ").", e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
