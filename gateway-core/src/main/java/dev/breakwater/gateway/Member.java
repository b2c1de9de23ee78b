package dev.breakwater.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Who this process is. The name is kept beside the data and locked while the process lives, so that a process that gets it knows
 * every earlier one of that name to be dead.
 */
final class Member implements AutoCloseable {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9-]{0,62}";

    private final String name;
    private final String incarnation = UUID.randomUUID().toString().substring(0, 8);
    private final Optional<FileLock> lock;

    private Member(String name, Optional<FileLock> lock) {
        this.name = name;
        this.lock = lock;
    }

    /** Takes the name that lies in this folder, or a new one if another process has it. */
    static Member in(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("member.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                return new Member(newName(), lock);
            }
            Path file = folder.resolve("member");
            String name =
                    Files.exists(file) ? Files.readString(file, ISO_8859_1).strip() : "";
            if (!name.matches(NAME)) {
                // There is none, or a power cut has left nothing of it.
                name = newName();
                Files.writeString(file, name, ISO_8859_1);
            }
            return new Member(name, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static String newName() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** The same for every process that runs on this folder, one after the other. */
    String name() {
        return name;
    }

    /** This very process. */
    String owner() {
        return name + "/" + incarnation;
    }

    @Override
    public void close() {
        lock.ifPresent(held -> {
            try {
                held.acquiredBy().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
