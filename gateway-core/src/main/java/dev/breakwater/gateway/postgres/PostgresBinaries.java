package dev.breakwater.gateway.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of PostgreSQL, unpacked once per version from the archive on the class path. */
final class PostgresBinaries {
    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);
    private static final Set<PosixFilePermission> PROGRAM = Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_EXECUTE);

    private PostgresBinaries() {}

    /**
     * Unpacks into a folder below {@code cache} that is named after the archive's content, unless it is there already.
     *
     * @return the folder that holds {@code bin/postgres}
     */
    static Path unpack(Path cache) {
        String archive = archiveName();
        try {
            Path absolute = cache.toAbsolutePath();
            Path home = absolute.resolve(archive.replace(".txz", "") + "-" + fingerprint(archive));
            if (!Files.isDirectory(home)) {
                Files.createDirectories(absolute);
                unpack(archive, home);
            }
            return home;
        } catch (IOException e) {
            throw new DatabaseProblem(
                    "The programs of PostgreSQL cannot be unpacked into " + cache + " (" + e
                            + "). Make room, or give the gateway a folder it may write to.",
                    e);
        }
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String family = system.startsWith("linux") ? "linux" : system.startsWith("mac") ? "darwin" : system;
        String processor = switch (machine) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> machine;
        };
        return "postgres-" + family + "-" + processor + ".txz";
    }

    private static InputStream open(String archive) {
        InputStream content = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (content == null) {
            throw new DatabaseProblem("No PostgreSQL for this machine is built in (" + archive
                    + "). Set BREAKWATER_DB_URL to a PostgreSQL of your own.");
        }
        return content;
    }

    private static String fingerprint(String archive) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream content = new DigestInputStream(open(archive), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    private static void unpack(String archive, Path home) throws IOException {
        Path unfinished = Files.createTempDirectory(home.getParent(), "unpacking-");
        try {
            try (InputStream content = open(archive);
                    TarArchiveInputStream entries = new TarArchiveInputStream(
                            new BufferedInputStream(new XZCompressorInputStream(new BufferedInputStream(content))))) {
                for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    write(entry, entries, unfinished);
                }
            }
            flushFileSystem(unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            PostgresFolder.force(home.getParent());
        } catch (FileSystemException e) {
            // What it is called when another gateway was quicker differs between systems.
            if (!Files.isDirectory(home)) {
                throw e;
            }
            log.debug("Another gateway has unpacked {} meanwhile", home);
        } finally {
            PostgresFolder.deleteTree(unfinished);
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, target);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(target, PROGRAM);
            }
        }
    }

    /** One flush for a thousand small files: after a power cut the renamed folder must not hold empty ones. */
    private static void flushFileSystem(Path folder) {
        Command.of("sync").in(folder).run();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
