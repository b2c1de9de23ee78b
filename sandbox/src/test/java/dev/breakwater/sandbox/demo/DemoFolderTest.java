package dev.breakwater.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

    @TempDir
    private Path root;

    @Test
    void itIsEmptiedAtTheStartAndNothingOutsideIsTouched() throws Exception {
        Path outside = Files.writeString(root.resolve("outside"), "precious");
        Path folder = Files.createDirectories(root.resolve("demo/gateway/postgres"));
        Files.writeString(folder.resolve("PG_VERSION"), "18");
        Files.createSymbolicLink(root.resolve("demo/link"), outside);
        Files.createSymbolicLink(root.resolve("demo/links"), root);

        try (DemoFolder demo = DemoFolder.open(root.resolve("demo"))) {
            assertThat(demo.path()).isDirectoryNotContaining(path -> !path.endsWith("demo.lock"));
        }

        assertThat(outside).hasContent("precious");
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("file"), "precious");
        Files.createSymbolicLink(root.resolve("demo"), elsewhere);

        assertThatThrownBy(() -> DemoFolder.open(root.resolve("demo"))).hasMessageContaining("link");

        assertThat(precious).hasContent("precious");
    }

    @Test
    void oneDemoAtATimeHasIt() throws Exception {
        try (DemoFolder demo = DemoFolder.open(root.resolve("demo"))) {
            Path file = Files.writeString(demo.log(), "mine");

            assertThatThrownBy(() -> DemoFolder.open(root.resolve("demo"))).hasMessageContaining("Another demo");

            assertThat(file).exists();
        }
    }

    @Test
    void aProcessThatAnEarlierDemoLeftBehindIsEndedAndNoOther() throws Exception {
        Path folder = root.resolve("demo");
        Process left = sleeper(DemoFolder.mark(folder));
        Process other = sleeper(DemoFolder.mark(root.resolve("another")));
        try (DemoFolder demo = DemoFolder.open(folder)) {
            assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.path()).isDirectory();
            assertThat(other.isAlive()).isTrue();
        } finally {
            left.destroyForcibly();
            other.destroyForcibly();
        }
    }

    /** A java that waits for input which does not come. */
    private Process sleeper(String mark) throws IOException {
        Path source = Files.writeString(
                root.resolve("Sleeper.java"),
                "class Sleeper { public static void main(String[] a) throws Exception { System.in.read(); } }");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), mark, source.toString())
                .start();
    }
}
