package dev.breakwater.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    @TempDir
    private Path folder;

    private final FolderWatch watch = new FolderWatch();

    @Test
    void waitsUntilAFileHasComeToRest() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "1");
        List<Path> files = List.of(file);

        assertThat(watch.settledChange(files)).isFalse();
        Files.writeString(file, "22");
        assertThat(watch.settledChange(files)).isFalse();
        assertThat(watch.settledChange(files)).isTrue();
        assertThat(watch.settledChange(files)).isFalse();
        Files.delete(file);
        assertThat(watch.settledChange(files)).isFalse();
        assertThat(watch.settledChange(files)).isTrue();
    }

    @Test
    void doesNotWaitForEverForAFileThatNeverRests() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "");
        int looks = 1;
        while (!watch.settledChange(List.of(file))) {
            Files.writeString(file, "x".repeat(looks));
            looks++;
        }

        assertThat(looks).isEqualTo(5);
    }

    @Test
    void countsWhatIsReadAnywayAsTaken() throws IOException {
        List<Path> files = List.of(Files.writeString(folder.resolve("a"), "1"));
        watch.take(files);

        assertThat(watch.settledChange(files)).isFalse();
        assertThat(watch.settledChange(files)).isFalse();
    }
}
