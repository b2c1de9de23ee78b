package dev.breakwater.sandbox.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.UsageException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.security.auth.x500.X500Principal;
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

        signing.makeKey("blue-coach");
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

    @Test
    void aKeyIsItsOwnersAndNamesThePlugin() throws Exception {
        Path key = folder.resolve("signing.p12");

        new Signing(key, "signer", "changeit").makeKey("blue, coach");

        assertThat(Files.getPosixFilePermissions(key))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(folder.toFile().list()).containsExactly("signing.p12");
        X509Certificate certificate = (X509Certificate)
                KeyStore.getInstance(key.toFile(), "changeit".toCharArray()).getCertificate("signer");
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(new X500Principal("CN=\"blue, coach\""));
    }

    @Test
    void aKeyThatCannotSignIsToldBefore() throws Exception {
        Path key = folder.resolve("signing.p12");
        Signing signing = new Signing(key, "signer", "changeit");
        signing.makeKey("blue-coach");
        Path text = Files.writeString(folder.resolve("key.txt"), "a key");

        assertThatCode(signing::check).doesNotThrowAnyException();
        assertRefused(new Signing(key, "signer", "letmein"), "not the password");
        assertRefused(new Signing(key, "another", "changeit"), "has no key another, but [signer]");
        assertRefused(new Signing(text, "signer", "changeit"), "is no keystore");
        assertRefused(new Signing(folder, "signer", "changeit"), "is no keystore");
    }

    private static void assertRefused(Signing signing, String reason) {
        assertThatThrownBy(signing::check)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("letmein", "changeit");
    }
}
