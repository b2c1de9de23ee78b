package dev.breakwater.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's programs, unpacked once per build instead of once per test class. */
public final class SharedBinaries {
    private static final Path CACHE = Path.of("target", "postgres-binaries").toAbsolutePath();

    private SharedBinaries() {}

    /** Where a test keeps its database in its folder, with the programs beside it. */
    public static Path databaseIn(Path folder) {
        try {
            Files.createDirectories(CACHE);
            Files.createDirectories(folder);
            Files.createSymbolicLink(link(folder), CACHE);
            return folder.resolve("postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets go of the programs when the database in this folder is closed. */
    public static void release(Path folder) {
        try {
            Files.delete(link(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path link(Path folder) {
        return folder.resolve(CACHE.getFileName());
    }
}
