package dev.breakwater.gateway.partnerfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A local folder for what is on its way. Nothing in it is needed after a crash. */
final class Spool {
    private final Path folder;
    private final long largest;

    /**
     * @param folder created if it is not there, and emptied
     * @param largest the most bytes of one file
     */
    Spool(Path folder, long largest) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.largest = largest;
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*.spooled")) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    /** A file whose content is here. It is deleted when closed. */
    record Spooled(Path path, String sha256, long size) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    long largest() {
        return largest;
    }

    /** A name for a new file. */
    Path next() throws IOException {
        return Files.createTempFile(folder, "", ".spooled");
    }

    /** Takes a stream to its end, or until it is larger than allowed; then the size tells so. */
    Spooled take(InputStream content) throws IOException {
        MessageDigest digest = sha256();
        Path path = next();
        long size = 0;
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(path), digest)) {
            byte[] buffer = new byte[65_536];
            for (int count = content.read(buffer); count >= 0 && size <= largest; count = content.read(buffer)) {
                out.write(buffer, 0, count);
                size += count;
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        return new Spooled(path, HexFormat.of().formatHex(digest.digest()), size);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
