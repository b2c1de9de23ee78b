package dev.breakwater.sandbox.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningTest {
    @TempDir
    private Path folder;

    @Test
    void aJarIsSignedByTheKeyWhoseCertificateIsBesideIt() throws Exception {
        Path jar = folder.resolve("plain.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, new Manifest())) {
            entries.putNextEntry(new JarEntry("words.txt"));
        }
        Signing signing = new Signing(folder.resolve("signing.p12"), "signer", "changeit");

        signing.makeKey();
        signing.sign(jar, folder.resolve("signed.jar"));
        signing.exportCertificate(folder.resolve("signer.pem"));

        try (JarFile signed = new JarFile(folder.resolve("signed.jar").toFile(), true);
                InputStream pem = Files.newInputStream(folder.resolve("signer.pem"))) {
            JarEntry entry = signed.getJarEntry("words.txt");
            signed.getInputStream(entry).readAllBytes();
            assertThat(entry.getCodeSigners()[0]
                            .getSignerCertPath()
                            .getCertificates()
                            .get(0))
                    .isEqualTo(CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        Signing guess = new Signing(folder.resolve("signing.p12"), "signer", "letmein");
        assertThatThrownBy(() -> guess.sign(jar, folder.resolve("forged.jar")))
                .hasMessageContaining("jarsigner has failed")
                .hasMessageNotContaining("letmein");
    }
}
