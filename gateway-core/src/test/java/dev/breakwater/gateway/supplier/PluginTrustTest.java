package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.config.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars signed as the JDK signs, by two people of whom one is known. */
class PluginTrustTest {
    private static final String PASSWORD = "changeit";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path keys;

    @TempDir
    private Path folder;

    private Path jar;
    private Plugins plugins;

    @BeforeAll
    static void makeKeys() throws Exception {
        for (String name : List.of("mei", "mallory")) {
            run(
                    "keytool",
                    "-genkeypair",
                    "-alias",
                    name,
                    "-dname",
                    "CN=" + name,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-validity",
                    "2",
                    "-keystore",
                    keys.resolve(name + ".p12").toString(),
                    "-storepass",
                    PASSWORD);
            run(
                    "keytool",
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    name,
                    "-keystore",
                    keys.resolve(name + ".p12").toString(),
                    "-storepass",
                    PASSWORD,
                    "-file",
                    keys.resolve(name + ".pem").toString());
        }
    }

    @BeforeEach
    void trustMei() throws IOException {
        Files.createDirectories(folder.resolve("plugin-signers"));
        Files.copy(keys.resolve("mei.pem"), folder.resolve("plugin-signers/mei.pem"));
        jar = PluginJar.of("octopus", "1.0").write(folder.resolve("jars/octopus.jar"));
        plugins = plugins(false);
    }

    @AfterEach
    void close() {
        plugins.close();
    }

    @Test
    void aSignedJarIsLoadedAndItsSignerNamed() throws Exception {
        sign("mei");

        PluginSet set = plugins.scan();

        assertThat(set.quarantined()).isEmpty();
        assertThat(set.loaded()).hasSize(1);
        assertThat(set.signers()).containsValue("mei");
    }

    @Test
    void anUnsignedJarIsRefused() throws IOException {
        assertThat(reason())
                .isEqualTo("it is not signed; sign it with breakwater plugin pack, or with jarsigner, by a key whose "
                        + "certificate is in plugin-signers/");
    }

    @Test
    void anAuthorIsToldWhatAGatewaySays() throws Exception {
        assertThat(PluginCheck.of(jar, Optional.empty()).refusal()).startsWith("it is not signed");

        sign("mei");

        assertThat(PluginCheck.of(jar, Optional.of(folder)).signer()).isEqualTo("mei");
        assertThat(PluginCheck.of(jar, Optional.empty()).signer()).isEqualTo("CN=mei");
        Files.delete(folder.resolve("plugin-signers/mei.pem"));
        assertThat(PluginCheck.of(jar, Optional.of(folder)).refusal()).contains("by nobody whose certificate");
    }

    @Test
    void anAuthorIsToldWhatIsWrongWithAJar() throws IOException {
        Path broken = PluginJar.of("octopus", "one").write(folder.resolve("broken.jar"));

        PluginCheck check = PluginCheck.of(broken, Optional.empty());

        assertThat(check.plugin()).isEmpty();
        assertThat(check.refusal()).contains("Plugin-Version");
    }

    @Test
    void whatNobodySignedIsNotRunEvenToBeChecked() throws IOException {
        Path eager = PluginJar.of("eager", "1.0")
                .replace(
                        "sample.SamplePlugin",
                        "public SamplePlugin() {}",
                        "public SamplePlugin() { System.setProperty(\"eager.ran\", \"true\"); }")
                .write(folder.resolve("eager.jar"));

        assertThat(PluginCheck.of(eager, Optional.empty()).refusal()).startsWith("it is not signed");
        assertThat(System.getProperty("eager.ran")).isNull();
    }

    @Test
    void aJarSignedByAStrangerIsRefused() throws Exception {
        sign("mallory");

        assertThat(reason()).isEqualTo("it is signed, but by nobody whose certificate is in plugin-signers/");
    }

    @Test
    void aJarThatWasChangedIsRefusedEvenInDevelopment() throws Exception {
        sign("mei");
        change("sample/SamplePlugin.class");
        plugins.close();
        plugins = plugins(true);

        assertThat(reason())
                .isEqualTo("it was changed after it was signed: sample/SamplePlugin.class does not fit the signature");
    }

    @Test
    void aJarToWhichSomethingWasAddedIsRefused() throws Exception {
        sign("mei");
        change("sample/Added.class");

        assertThat(reason())
                .isEqualTo("it was changed after it was signed: sample/Added.class is not signed, although others are");
    }

    @Test
    void aJarWhoseDigestsAreNoDigestsIsRefusedAndDisturbsNobodyElse() throws Exception {
        write("META-INF/MANIFEST.MF", "Name: sample/SamplePlugin.class\r\nSHA-512-Digest: A\r\n\r\n");
        sign("mallory");
        Files.move(jar, jar.resolveSibling("mallory.jar"));
        PluginJar.of("octopus", "1.0").write(jar);
        sign("mei");

        PluginSet set = plugins.scan();

        assertThat(set.loaded()).extracting(handle -> handle.plugin().jar()).containsExactly("octopus.jar");
        assertThat(set.quarantined()).extracting(QuarantinedPlugin::jar).containsExactly("mallory.jar");
        assertThat(set.quarantined().get(0).reason()).startsWith("it cannot be read");
    }

    @Test
    void aJarSignedByAStrangerTooIsLoadedForTheOneWhoIsKnown() throws Exception {
        sign("mallory");
        sign("mei");

        assertThat(plugins.scan().signers()).containsValue("mei");
    }

    @Test
    void whoIsNotTrustedAnyMoreIsUnloadedAndWhoIsTrustedNowIsLoaded() throws Exception {
        sign("mei");
        assertThat(plugins.scan().loaded()).hasSize(1);

        Files.delete(folder.resolve("plugin-signers/mei.pem"));
        assertThat(plugins.scan().loaded()).isEmpty();
        Files.copy(keys.resolve("mei.pem"), folder.resolve("plugin-signers/mei.pem"));
        assertThat(plugins.scan().loaded()).hasSize(1);
    }

    @Test
    void whatTheBuildMadeIsLoadedAndADevelopersOwnJarOnlyIfTheyAreAllowed() throws IOException {
        plugins.close();
        plugins = plugins(true);
        PluginSet open = plugins.scan();
        assertThat(open.loaded()).hasSize(1);
        assertThat(open.signers()).isEmpty();
        Files.createDirectories(folder.resolve("built"));
        Files.writeString(
                folder.resolve("built/octopus.jar.sha256"),
                open.loaded().get(0).plugin().sha256() + "\n");

        plugins.close();
        plugins = plugins(false);

        assertThat(plugins.scan().signers()).containsValue("built with this gateway");
    }

    @Test
    void anUnsignedJarDoesNotClashWithASignedOneOfTheSameName() throws Exception {
        sign("mei");
        PluginJar.of("octopus", "1.0").entry("other", "content").write(folder.resolve("jars/other.jar"));

        PluginSet set = plugins.scan();

        assertThat(set.loaded()).extracting(handle -> handle.plugin().jar()).containsExactly("octopus.jar");
        assertThat(set.quarantined()).extracting(QuarantinedPlugin::jar).containsExactly("other.jar");
    }

    @Test
    void aFileThatIsNoCertificateIsReported() throws IOException {
        Files.writeString(folder.resolve("plugin-signers/wrong.pem"), "wrong");

        assertThat(plugins.scan().problems())
                .containsExactly(Problem.of("plugin-signers/wrong.pem", "is not an X.509 certificate in PEM"));
    }

    private Plugins plugins(boolean unsignedToo) {
        return new Plugins(
                folder.resolve("jars"),
                folder.resolve("staging"),
                new PluginTrust(folder, folder.resolve("built"), unsignedToo),
                PATIENCE);
    }

    private String reason() throws IOException {
        PluginSet set = plugins.scan();
        assertThat(set.loaded()).isEmpty();
        return set.quarantined().get(0).reason();
    }

    private void sign(String name) throws Exception {
        char[] password = PASSWORD.toCharArray();
        KeyStore store = KeyStore.getInstance(keys.resolve(name + ".p12").toFile(), password);
        PrivateKeyEntry key = (PrivateKeyEntry) store.getEntry(name, new PasswordProtection(password));
        Path signed = folder.resolve("signed.jar");
        try (ZipFile unsigned = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(key).signerName(name).build().sign(unsigned, out);
        }
        Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private void change(String entry) throws IOException {
        write(entry, "\0");
    }

    /** Writes this behind what the entry holds. */
    private void write(String entry, String text) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Files.writeString(zip.getPath(entry), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static void run(String... command) throws Exception {
        command[0] = Path.of(System.getProperty("java.home"), "bin", command[0]).toString();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
