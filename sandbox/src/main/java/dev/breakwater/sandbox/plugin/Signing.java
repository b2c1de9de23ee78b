package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.Secrets;
import dev.breakwater.sandbox.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.naming.ldap.Rdn;

/**
 * Signs jars with the JDK's own tools; the password stays out of command lines.
 *
 * @param key a keystore
 * @param alias which key of it
 */
record Signing(Path key, String alias, String password) {
    /**
     * Tells, before anything is built, why the key cannot sign.
     *
     * @throws UsageException if the file is no keystore, the password is wrong, or there is no such key in it
     */
    void check() {
        try {
            KeyStore keys = KeyStore.getInstance(key.toFile(), password.toCharArray());
            if (!keys.isKeyEntry(alias)) {
                throw new UsageException(key + " has no key " + alias + ", but " + Collections.list(keys.aliases())
                        + ". Name one with --alias.");
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UsageException(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "This is not the password of " + key + "."
                            : key + " is no keystore: " + e.getMessage());
        }
    }

    /**
     * Makes the keystore, which only its owner can read, and the key in it.
     *
     * @param signer whom the certificate names
     */
    void makeKey(String signer) throws IOException, InterruptedException {
        Path apart = Files.createTempDirectory(key.getParent(), ".signing");
        Path made = apart.resolve("made.p12");
        try {
            keytool(
                    made,
                    "-genkeypair",
                    "-dname",
                    "CN=" + Rdn.escapeValue(signer),
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-validity",
                    "3650",
                    "-storetype",
                    "PKCS12");
            Secrets.forOwnerOnly(made);
            Files.move(made, key);
        } finally {
            Files.deleteIfExists(made);
            Files.delete(apart);
        }
    }

    /** In PEM. */
    void exportCertificate(Path file) throws IOException, InterruptedException {
        keytool(key, "-exportcert", "-rfc", "-file", file.toString());
    }

    void sign(Path jar, Path signed) throws IOException, InterruptedException {
        Tool.jdk(
                "jarsigner",
                Map.of(PackPlugin.PASSWORD, password),
                "-keystore",
                key.toString(),
                "-storepass:env",
                PackPlugin.PASSWORD,
                "-signedjar",
                signed.toString(),
                jar.toString(),
                alias);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Signing[" + key + ", " + alias + "]";
    }

    private void keytool(Path keystore, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("-keystore", keystore.toString(), "-alias", alias, "-storepass:env", PackPlugin.PASSWORD));
        Tool.jdk("keytool", Map.of(PackPlugin.PASSWORD, password), words.toArray(String[]::new));
    }
}
