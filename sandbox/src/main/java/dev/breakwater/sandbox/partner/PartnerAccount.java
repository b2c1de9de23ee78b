package dev.breakwater.sandbox.partner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;

/**
 * Who may log in to a partner's file server and what is seen there.
 *
 * @param home what the partner sees as {@code /}; has the folders {@code in}, {@code out} and {@code failed}
 */
public record PartnerAccount(String username, String password, Path home) {

    private static final List<String> FOLDERS = List.of("in", "out", "failed");

    public PartnerAccount {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(home, "home");
    }

    boolean admits(String name, String secret) {
        return username.equals(name)
                && MessageDigest.isEqual(
                        password.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    void createFolders() throws IOException {
        for (String folder : FOLDERS) {
            Files.createDirectories(home.resolve(folder));
        }
    }

    @Override
    public String toString() {
        return "PartnerAccount[username=" + username + ", home=" + home + "]";
    }
}
