package dev.breakwater.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.sandbox.bench.LoadGenerator.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class EngineReportTest {
    @Test
    void tellsRatesEffectsCpuAndRatiosForEachDelay() {
        String report = report(1_000, 500, 50, 25).markdown();

        assertThat(report)
                .contains("supplier answers after 0 ms", "supplier answers after 20 ms")
                .contains("| Breakwater | 1,000 (1,000) | 0 of 1,000 | 0 | 0.50 | 0.25 |")
                .contains("| Breakwater to db-scheduler | 2.00 | 2.00 | 2 |")
                .contains("| Breakwater to JobRunr | 20.00 | 20.00 | 10 |")
                .contains("| Breakwater to Quartz | 40.00 | 40.00 | |")
                .contains("| 7 (7) | 3.0 | 3.0 | 0.29 |");
    }

    @Test
    void goalsAreReachedOnlyAgainstBothPeers() {
        assertThat(report(1_000, 500, 100, 25).reachesItsGoals()).isTrue();
        assertThat(report(1_000, 501, 100, 25).reachesItsGoals()).isFalse();
        assertThat(report(1_000, 500, 101, 25).reachesItsGoals()).isFalse();
    }

    @Test
    void theMedianRoundCountsAndEffectsAddUp() {
        EngineFigures figures = new EngineFigures("one", 10);
        figures.add(drain(300, 0, 1));
        figures.add(drain(100, 2, 0));
        figures.add(drain(200, 0, 0));

        assertThat(figures.perSecond()).isEqualTo(200);
        assertThat(figures.latest()).isEqualTo(200);
        assertThat(figures.lost()).isEqualTo(2);
        assertThat(figures.excess()).isEqualTo(1);
        assertThat(figures.executions()).isEqualTo(600);
    }

    @Test
    void cpuThatIsUnknownOnceIsUnknown() {
        EngineFigures figures = new EngineFigures("one", 10);
        figures.add(drain(100, 0, 0));
        figures.add(new Drain(100, 0, 0, Duration.ofSeconds(1), OptionalLong.empty(), OptionalLong.of(1)));

        assertThat(figures.engineCpu()).isEmpty();
        assertThat(figures.databaseCpu()).isPresent();
    }

    private static EngineReport report(int... perSecond) {
        List<EngineFigures> engines = List.of(
                engine("Breakwater", perSecond[0]),
                engine("db-scheduler", perSecond[1]),
                engine("jobrunr", perSecond[2]),
                engine("quartz", perSecond[3]));
        Figures door = new Figures(new Subject("", "", Target.supplier(1), CpuMeter.of()));
        Histogram micros = new Histogram(3);
        micros.recordValueWithCount(3_000, 7);
        door.add(new Load(Duration.ofSeconds(1), micros, new Tally()), OptionalLong.of(2));
        return new EngineReport(BenchSettings.of(Path.of("/"), "java", List.of()), List.of(engines, engines), door);
    }

    private static EngineFigures engine(String title, int perSecond) {
        EngineFigures figures = new EngineFigures(title, 1);
        figures.add(drain(perSecond, 0, 0));
        return figures;
    }

    private static Drain drain(int perSecond, int lost, long excess) {
        return new Drain(
                perSecond,
                lost,
                excess,
                Duration.ofSeconds(1),
                OptionalLong.of(perSecond / 2),
                OptionalLong.of(perSecond / 4));
    }
}
