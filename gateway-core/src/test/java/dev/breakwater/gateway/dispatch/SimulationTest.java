package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.breakwater.gateway.cancellation.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Plays histories of dispatch, conversation and journal on a virtual clock. {@code -Dsimulation.histories=N} plays so many,
 * {@code -Dsimulation.seed=N} begins with that one.
 */
final class SimulationTest {
    private static final long HISTORIES = Long.getLong("simulation.histories", 2_000);
    private static final long FIRST = Long.getLong("simulation.seed", 1);
    private static final long ENOUGH = 5_000;

    /** In each history something goes wrong, and the gateway says so. */
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.breakwater.gateway.dispatch");

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void noHistoryLosesAnOrderOrCancelsTwice() {
        long start = System.nanoTime();
        Map<Status, Integer> ends = new EnumMap<>(Status.class);
        for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
            History.Report report = History.play(seed, Mutation.NONE, false);
            if (!report.violations().isEmpty()) {
                History.Report replayed = History.play(seed, Mutation.NONE, true);
                assertThat(report.violations()).as(replayed.toString()).isEmpty();
            }
            report.ends().forEach(end -> ends.merge(end, 1, Integer::sum));
        }
        double minutes = (System.nanoTime() - start) / 60e9;
        System.out.printf("%d histories, %.0f per minute, ends %s%n", HISTORIES, HISTORIES / minutes, ends);
        if (HISTORIES >= 1_000) {
            assertThat(ends)
                    .as("what the histories lead to")
                    .containsKeys(Status.CANCELLED, Status.REFUSED, Status.EXPIRED, Status.NEEDS_REVIEW);
        }
    }

    @Test
    void aSeedReplaysEverything() {
        LongStream.rangeClosed(1, 50).forEach(seed -> {
            History.Report first = History.play(seed, Mutation.NONE, true);
            History.Report second = History.play(seed, Mutation.NONE, true);

            assertThat(second.trace()).isEqualTo(first.trace());
            assertThat(History.play(seed, Mutation.NONE, false).hash()).isEqualTo(first.hash());
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aBrokenGatewayIsFoundOut(Mutation mutation) {
        long seed = 1;
        while (seed < ENOUGH && History.play(seed, mutation, false).violations().isEmpty()) {
            seed++;
        }

        assertThat(seed).as("histories until %s is found out", mutation).isLessThan(ENOUGH);
        System.out.printf("%s: found out by seed %d%n", mutation, seed);
    }
}
