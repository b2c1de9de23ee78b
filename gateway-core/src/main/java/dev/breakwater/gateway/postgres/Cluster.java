package dev.breakwater.gateway.postgres;

import dev.breakwater.gateway.postgres.Command.Ended;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data of one server on disk, created whole or not at all, and the password beside it. */
final class Cluster {
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final String UNFINISHED = "data-unfinished-";

    private final PostgresFolder folder;
    private final Path binaries;
    private final Launcher launcher;

    Cluster(PostgresFolder folder, Path binaries, Launcher launcher) {
        this.folder = folder;
        this.binaries = binaries;
        this.launcher = launcher;
    }

    /** @return the password of {@link LocalPostgres#USER} */
    String prepare() {
        try {
            if (Files.exists(folder.data())) {
                requireSameVersion();
                return readPassword();
            }
            String password = newPassword();
            create();
            return password;
        } catch (IOException e) {
            throw new DatabaseProblem("The database in " + folder.root() + " cannot be prepared (" + e + ").", e);
        }
    }

    private void create() throws IOException {
        deleteUnfinished();
        log.info("Creating a database in {}", folder.root());
        Path unfinished =
                folder.root().resolve(UNFINISHED + ProcessHandle.current().pid());
        Ended ended = Command.of(launcher.command(List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "--pgdata=" + unfinished,
                        "--username=" + LocalPostgres.USER,
                        "--pwfile=" + folder.password(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--text-search-config=simple")))
                .in(folder.root())
                .run();
        if (!ended.succeeded()) {
            PostgresFolder.deleteTree(unfinished);
            throw new DatabaseProblem(
                    "PostgreSQL could not create a database in " + folder.root() + ": " + ended.output());
        }
        Files.move(unfinished, folder.data(), StandardCopyOption.ATOMIC_MOVE);
        PostgresFolder.force(folder.root());
    }

    private void deleteUnfinished() throws IOException {
        try (Stream<Path> content = Files.list(folder.root())) {
            content.filter(path -> path.getFileName().toString().startsWith(UNFINISHED))
                    .toList()
                    .forEach(PostgresFolder::deleteTree);
        }
    }

    /** PostgreSQL's data format changes with its major version. */
    private void requireSameVersion() throws IOException {
        Path versionFile = folder.data().resolve("PG_VERSION");
        if (!Files.exists(versionFile)) {
            throw new DatabaseProblem(folder.data() + " exists but holds no PostgreSQL data (PG_VERSION is missing)."
                    + " Restore it from a backup, or move it away to start with an empty database.");
        }
        String found = Files.readString(versionFile, StandardCharsets.US_ASCII).strip();
        String brought = majorVersion();
        if (!found.equals(brought)) {
            throw new DatabaseProblem("The data in " + folder.data() + " was written by PostgreSQL " + found
                    + ", and this gateway brings PostgreSQL " + brought + ". Start it once more with the gateway that"
                    + " wrote it, dump it with pg_dump, and load the dump into an empty folder.");
        }
    }

    private String majorVersion() {
        Ended version = Command.of(binaries.resolve("bin/postgres").toString(), "--version")
                .run();
        if (!version.succeeded()) {
            throw new DatabaseProblem("PostgreSQL does not run on this machine: " + version.output()
                    + ". Delete " + binaries + " if it may be damaged, or set BREAKWATER_DB_URL to a PostgreSQL of your"
                    + " own.");
        }
        return version.output().replaceAll("^.*\\(PostgreSQL\\) (\\d+).*$", "$1");
    }

    private String readPassword() throws IOException {
        if (!Files.exists(folder.password())) {
            throw new DatabaseProblem("The password of the database is missing: restore " + folder.password()
                    + ", which lies beside the data it belongs to.");
        }
        return Files.readString(folder.password(), StandardCharsets.US_ASCII).strip();
    }

    private String newPassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path file = folder.password();
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(StandardCharsets.US_ASCII.encode(password + "\n"));
            channel.force(true);
        }
        return password;
    }
}
