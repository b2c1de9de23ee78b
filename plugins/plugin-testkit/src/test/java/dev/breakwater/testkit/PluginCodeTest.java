package dev.breakwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of plugins of these tests. */
final class PluginCodeTest {
    @TempDir
    private Path folder;

    @Test
    void aPureJarHasNoProblems() throws Exception {
        assertThat(PluginCode.problems(jar(CoachPlugin.class.getName()))).isEmpty();
    }

    @Test
    void whatAPluginClassReachesIsScanned() throws Exception {
        assertThat(PluginCode.problems(jar(PuritySins.ReadsTheClock.class.getName())))
                .singleElement()
                .asString()
                .endsWith("uses java.time.Instant.now: a plugin reads no clock; the order says what time it is");
    }

    @Test
    void whatDependsOnTheMachineIsToldHowNotTo() throws Exception {
        assertThat(PluginCode.problems(jar(NamesNoLocale.class.getName())))
                .containsExactly(NamesNoLocale.class.getName()
                        + " uses java.lang.String.toLowerCase: the result depends on the machine; name a Locale");
    }

    /** Reads words as the machine's country does. */
    static final class NamesNoLocale extends CoachPlugin {
        @SuppressWarnings("StringCaseLocaleUsage")
        static String word(String text) {
            return text.toLowerCase();
        }
    }

    @Test
    void aJarWithoutAPluginIsSaidToBeNone() throws Exception {
        Path jar = jar("");

        assertThatThrownBy(() -> PluginCode.problems(jar))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it names no plugin class");
    }

    private Path jar(String plugin) throws IOException, URISyntaxException {
        Path jar = folder.resolve("plugin.jar");
        Path classes = Path.of(CoachPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("META-INF/services/dev.breakwater.plugin.SupplierPlugin"));
            entries.write(("# the plugin\n" + plugin + "\n").getBytes(StandardCharsets.UTF_8));
            for (Path file : classes(classes)) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static List<Path> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
