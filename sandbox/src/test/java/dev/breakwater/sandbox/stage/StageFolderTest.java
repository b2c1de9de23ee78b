package dev.breakwater.sandbox.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageFolderTest {

    @TempDir
    private Path root;

    @Test
    void itIsEmptiedAtTheStartAndNothingOutsideIsTouched() throws Exception {
        Path outside = Files.writeString(root.resolve("outside"), "precious");
        Path folder = Files.createDirectories(root.resolve("demo/gateway/postgres"));
        Files.writeString(folder.resolve("PG_VERSION"), "18");
        Files.createFile(root.resolve("demo/stage.lock"));
        Files.createSymbolicLink(root.resolve("demo/link"), outside);
        Files.createSymbolicLink(root.resolve("demo/links"), root);

        try (StageFolder demo = StageFolder.open(root.resolve("demo"))) {
            assertThat(demo.path()).isDirectoryNotContaining(path -> !path.endsWith("stage.lock"));
        }

        assertThat(outside).hasContent("precious");
    }

    @Test
    void aFolderOfSomebodyElseIsNotEmptied() throws IOException {
        Path folder = Files.createDirectory(root.resolve("thesis"));
        Path precious = Files.writeString(folder.resolve("file"), "precious");

        assertThatThrownBy(() -> StageFolder.open(folder)).hasMessageContaining("Name an empty one");

        assertThat(precious).hasContent("precious");
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("file"), "precious");
        Files.createSymbolicLink(root.resolve("demo"), elsewhere);

        assertThatThrownBy(() -> StageFolder.open(root.resolve("demo"))).hasMessageContaining("link");

        assertThat(precious).hasContent("precious");
    }

    @Test
    void oneDemoAtATimeHasIt() throws Exception {
        try (StageFolder demo = StageFolder.open(root.resolve("demo"))) {
            Path file = Files.writeString(demo.log("demo"), "mine");

            assertThatThrownBy(() -> StageFolder.open(root.resolve("demo"))).hasMessageContaining("Another one");

            assertThat(file).exists();
        }
    }

    @Test
    void aProcessThatAnEarlierDemoLeftBehindIsEndedAndNoOther() throws Exception {
        Path folder = root.resolve("demo");
        Process left = sleeper(StageFolder.mark(folder));
        Process other = sleeper(StageFolder.mark(root.resolve("another")));
        try (StageFolder demo = StageFolder.open(folder)) {
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
