package dev.breakwater.sandbox.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the repository's own template, and a kit that is none. */
class NewPluginTest {
    private static final Template BLUE_COACH = new Template("blue-coach", "coach");

    @TempDir
    private Path folder;

    private Path home;
    private Path plugin;

    @BeforeEach
    void build() throws IOException {
        home = folder.resolve("home");
        plugin = folder.resolve("my plugins/blue-coach");
        kit("one");
        Path template = Path.of("../plugins/template");
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !template.relativize(file).startsWith("target"))
                    .toList()) {
                Path copy = home.resolve("plugins/template")
                        .resolve(template.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.createDirectories(home.resolve("plugins/template/target"));
        Files.writeString(home.resolve("plugins/template/target/old.txt"), "of an earlier build");
    }

    @Test
    void everythingHasTheNewName() throws IOException {
        NewPlugin.make(BLUE_COACH, home, plugin);

        assertThat(plugin.resolve("src/main/java/com/example/bluecoach/BlueCoachPlugin.java"))
                .content()
                .contains("package com.example.bluecoach;", "class BlueCoachPlugin", "suppliers", "coach")
                .doesNotContain("SUPPLIER-TYPE");
        assertThat(plugin.resolve("src/main/resources/META-INF/services/dev.breakwater.plugin.SupplierPlugin"))
                .hasContent("com.example.bluecoach.BlueCoachPlugin");
        assertThat(plugin.resolve("config/suppliers/blue-coach.yaml")).content().contains("plugin: blue-coach");
        assertThat(plugin.resolve("pom.xml")).content().contains("<Plugin-Id>blue-coach</Plugin-Id>");
        assertThat(plugin.resolve("README.md"))
                .content()
                .contains("# blue-coach")
                .doesNotContain("Breakwater's blue-coach");
        assertThat(plugin.resolve("target")).doesNotExist();
        for (Path file : files()) {
            assertThat(plugin.relativize(file).toString()).doesNotContainIgnoringCase("template");
        }
    }

    @Test
    void theSimulatorsPortIsTheOneThatItsSupplierNames() throws IOException {
        NewPlugin.make(BLUE_COACH, home, plugin);
        PluginFolder made = new PluginFolder(plugin);
        Path supplier = plugin.resolve("config/suppliers/blue-coach.yaml");

        assertThat(made.port("blue-coach")).hasValue(18_090);
        Files.writeString(supplier, Files.readString(supplier).replace("18090", "19000"));
        assertThat(made.port("blue-coach")).hasValue(19_000);
        assertThat(made.port("another")).isEmpty();
    }

    @Test
    void theKitIsBesideItInAVersionOfItsContent() throws IOException {
        NewPlugin.make(BLUE_COACH, home, plugin);

        String version = Kit.of(home).version();
        assertThat(version).matches("0\\.1\\.0-[0-9a-f]{8}");
        assertThat(plugin.resolve("pom.xml")).content().contains("<breakwater.version>" + version + "<");
        Path module = plugin.resolve(".breakwater/repository/dev/breakwater/plugin-testkit/" + version);
        assertThat(module.resolve("plugin-testkit-" + version + ".jar")).isNotEmptyFile();
        assertThat(module.resolve("plugin-testkit-" + version + ".pom"))
                .content()
                .contains("<artifactId>conversation</artifactId>", "<version>" + version + "</version>");
    }

    @Test
    void anotherKitTakesThePlaceOfTheOldOne() throws IOException {
        NewPlugin.make(BLUE_COACH, home, plugin);
        String before = Kit.of(home).version();
        assertThat(Kit.of(home).refresh(plugin)).isFalse();

        kit("two");

        assertThat(Kit.of(home).refresh(plugin)).isTrue();
        assertThat(plugin.resolve("pom.xml"))
                .content()
                .doesNotContain(before)
                .contains(Kit.of(home).version());
        assertThat(files()).noneMatch(file -> file.toString().contains(before));
    }

    @Test
    void aProjectThatDoesNotUseTheKitIsLeftAlone() throws IOException {
        Files.createDirectories(plugin);
        Files.writeString(plugin.resolve("pom.xml"), "<project/>");

        assertThat(Kit.of(home).refresh(plugin)).isFalse();
        assertThat(files()).containsExactly(plugin.resolve("pom.xml"));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.createDirectories(plugin);
        Files.writeString(plugin.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> NewPlugin.make(BLUE_COACH, home, plugin))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not empty");
        assertThat(files()).hasSize(1);
    }

    @Test
    void nothingIsMadeBelowAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "a file");

        assertThatThrownBy(() -> NewPlugin.make(BLUE_COACH, home, file.resolve("deep/blue-coach")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("notes.txt is no folder");
    }

    @Test
    void aPluginIsNoPartOfBreakwatersFolder() {
        assertThatThrownBy(() -> NewPlugin.make(BLUE_COACH, home, home.resolve("plugins/blue-coach")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"airline", "hotel-chain", "plugin-api"})
    void whatComesWithBreakwaterKeepsItsName(String name) throws IOException {
        Files.createDirectories(home.resolve("plugins").resolve(name));

        assertThatThrownBy(() -> NewPlugin.make(new Template(name, "coach"), home, plugin))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(name + " is the name of something that comes with Breakwater");
        assertThat(plugin).doesNotExist();
    }

    @Test
    void withoutABuildItSaysWhatToDo() throws IOException {
        Files.delete(home.resolve("plugins/conversation/target/conversation-0.1.0-SNAPSHOT.jar"));

        assertThatThrownBy(() -> NewPlugin.make(BLUE_COACH, home, plugin)).hasMessageContaining("breakwater build");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Blue",
                "-blue",
                "blue-",
                "blue--coach",
                "blue coach",
                "../blue",
                "1blue",
                "class",
                "new",
                "my-template"
            })
    void namesThatCannotBeAPackageOrAnIdAreRefused(String name) {
        assertThatThrownBy(() -> new Template(name, "coach")).isInstanceOf(UsageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"; DROP", "coach\n", "*/"})
    void typesThatWouldBreakTheFilesAreRefused(String type) {
        assertThatThrownBy(() -> new Template("blue", type)).isInstanceOf(UsageException.class);
        assertThatCode(() -> new Template("blue", "tour-operator")).doesNotThrowAnyException();
    }

    private void kit(String content) throws IOException {
        for (String module : List.of("plugin-api", "conversation", "plugin-testkit")) {
            Path jar = home.resolve("plugins/" + module + "/target/" + module + "-0.1.0-SNAPSHOT.jar");
            Files.createDirectories(jar.getParent());
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out)) {
                entries.putNextEntry(new JarEntry("Some.class"));
                entries.write(content.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(plugin)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
