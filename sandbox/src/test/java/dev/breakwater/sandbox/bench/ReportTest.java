package dev.breakwater.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.bench.LoadGenerator.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void tellsRatesPercentilesCpuAndRatios() {
        String table = report(1_000, 100, 400).markdown();

        assertThat(table)
                .contains("| a: a | 1,000 (1,000) | 3.0 | 3.0 | 0.50 |")
                .contains("c/a | 0.40 |")
                .contains("c/b | 4.00 |");
    }

    @Test
    void cpuThatNobodyTellsIsNotMadeUp() {
        Figures figures = new Figures(subject("a"));
        figures.add(load(10), OptionalLong.empty());

        assertThat(figures.cpu()).isEmpty();
    }

    @Test
    void theMedianRoundCounts() {
        Figures figures = new Figures(subject("a"));
        for (int requests : new int[] {300, 100, 200}) {
            figures.add(load(requests), OptionalLong.of(0));
        }

        assertThat(figures.perSecond()).isEqualTo(200);
    }

    @Test
    void onlyItsOwnSectionOfTheFileIsReplaced() throws Exception {
        Path file = Files.writeString(
                folder.resolve("benchmarks.md"),
                "before\n" + Report.SECTION.begin() + "\nold\n" + Report.SECTION.end() + "\nafter\n");

        Report.SECTION.writeInto(file, report(1, 1, 1).markdown());

        assertThat(file)
                .content()
                .startsWith("before\n" + Report.SECTION.begin())
                .endsWith(Report.SECTION.end() + "\nafter\n")
                .contains("| a: a | 1 (1) |")
                .doesNotContain("old");
    }

    @Test
    void aFileWithoutItsMarksIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("benchmarks.md"), "mine\n");

        assertThatThrownBy(() -> Report.SECTION.writeInto(file, report(1, 1, 1).markdown()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lacks the lines");
        assertThat(file).hasContent("mine");
    }

    private static Report report(int a, int b, int c) {
        BenchSettings settings = BenchSettings.of(Path.of("/"), "java", List.of());
        return new Report(
                settings, LocalDate.EPOCH, List.of(figures("a", a), figures("b", b), figures("c", c)), 50_000);
    }

    private static Figures figures(String name, int perSecond) {
        Figures figures = new Figures(subject(name));
        figures.add(load(perSecond), OptionalLong.of(perSecond / 2));
        return figures;
    }

    private static Subject subject(String name) {
        return new Subject(name, name, Target.supplier(1), CpuMeter.of());
    }

    private static Load load(int requests) {
        Histogram micros = new Histogram(3);
        micros.recordValueWithCount(3_000, requests);
        return new Load(Duration.ofSeconds(1), micros, new Tally());
    }
}
