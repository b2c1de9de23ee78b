package dev.breakwater.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.sandbox.drill.Action.Kind;
import dev.breakwater.sandbox.drill.Action.Of;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    @Test
    void theSeedAloneDecides() {
        Schedule one = Schedule.of(7, TWO_MINUTES, 3);

        assertThat(Schedule.of(7, TWO_MINUTES, 3)).isEqualTo(one);
        assertThat(Schedule.of(7, TWO_MINUTES, 3).crashPoints(2, 1)).isEqualTo(one.crashPoints(2, 1));
        assertThat(Schedule.of(8, TWO_MINUTES, 3).actions()).isNotEqualTo(one.actions());
    }

    @Test
    void thisIsTheScheduleOfASeedForEver() {
        assertThat(Schedule.of(1, Duration.ofSeconds(30), 2).actions())
                .extracting(Action::toString)
                .startsWith(
                        "   3.1 s  LOSE_REPLIES 1 for 1.2 s",
                        "   3.4 s  PAUSE_GATEWAY 1 for 8.0 s",
                        "   6.8 s  KILL_SUPPLIER 0 for 5.4 s",
                        "  10.1 s  CUT_MEMBER 1 for 7.1 s");
        assertThat(Schedule.of(2, Duration.ofSeconds(30), 3).crashPoints(1, 0))
                .isEqualTo("AFTER_SEND:31:stop,BEFORE_WRITE:115:halt");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 99})
    void twoMinutesHaveAtLeastFifteenKillsAndPausesBesideThoseAtCrashPoints(long seed) {
        assertThat(Schedule.of(seed, TWO_MINUTES, 3).actions())
                .filteredOn(action ->
                        action.kind().of() == Of.GATEWAY || action.kind().of() == Of.DATABASE)
                .hasSizeGreaterThanOrEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9})
    void everyKindHappensInItsTimeAndToSomebodyThereIs(int gateways) {
        List<Action> actions = Schedule.of(5, TWO_MINUTES, gateways).actions();

        assertThat(actions).isSortedAccordingTo(Comparator.comparing(Action::at));
        assertThat(actions).allSatisfy(action -> {
            assertThat(action.at()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(117));
            assertThat(action.target()).isBetween(0, action.kind().of() == Of.SUPPLIER ? 1 : Math.max(0, gateways - 1));
        });
        assertThat(actions)
                .extracting(Action::kind)
                .contains(Kind.KILL_GATEWAY, Kind.PAUSE_GATEWAY, Kind.KILL_BACKEND, Kind.LOSE_REPLIES);
        assertThat(actions.stream().anyMatch(action -> action.kind().of() == Of.CLUSTER))
                .isEqualTo(gateways > 1);
    }

    @Test
    void longDrillsHaveSleepsThatOutliveEveryLease() {
        assertThat(longest(Schedule.of(1, Duration.ofMinutes(10), 3))).isEqualTo(Duration.ofMinutes(1));
        assertThat(longest(Schedule.of(1, TWO_MINUTES, 3))).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(12));
    }

    @Test
    void nobodySleepsBetweenTheLastCheckAndTheFirstByte() {
        Schedule schedule = Schedule.of(1, TWO_MINUTES, 3);

        assertThat(IntStream.range(0, 200).mapToObj(start -> schedule.crashPoints(0, start)))
                .allMatch(points -> points.matches("([A-Z_]+:[0-9]+:stop,)?[A-Z_]+:[0-9]+:halt"))
                .noneMatch(points -> points.matches(".*BEFORE_WRITE:[0-9]+:stop.*"))
                .anyMatch(points -> points.contains("stop"));
    }

    private static Duration longest(Schedule schedule) {
        return schedule.actions().stream()
                .filter(action -> action.kind() == Kind.PAUSE_GATEWAY)
                .map(Action::length)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
