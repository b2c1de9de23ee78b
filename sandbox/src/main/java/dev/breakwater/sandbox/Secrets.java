package dev.breakwater.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets, each in a file that only its owner can read. One that is there already is kept. */
public final class Secrets {

    private static final int BYTES = 24;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    public Secrets(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.getParent());
        if (Files.notExists(folder)) {
            Files.createDirectory(folder, onlyOwner(folder.getParent(), "rwx------"));
        }
    }

    /** The secret of this name, made at the first call. */
    public String get(String name) throws IOException {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        write(name, secret);
        return secret;
    }

    /** Puts this content in place of what was there. */
    public void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, onlyOwner(folder, "rw-------"));
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes all permissions for a file from everybody else. */
    public static void forOwnerOnly(Path file) throws IOException {
        if (hasPermissions(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static FileAttribute<?>[] onlyOwner(Path near, String permissions) {
        return hasPermissions(near)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path near) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
