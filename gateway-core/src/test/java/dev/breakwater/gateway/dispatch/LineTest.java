package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.dispatch.Plan.Cell;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LineTest {
    private static final long NOW = Instant.parse("2020-01-24T10:00:00Z").toEpochMilli();

    private final Line line = new Line(() -> Instant.ofEpochMilli(NOW));

    @Test
    void letsThemRunInTheOrderOfArrival() {
        UUID first = join();
        UUID second = join();

        assertThat(line.next()).hasValue(first);
        assertThat(line.next()).hasValue(second);
        assertThat(line.next()).isEmpty();
        assertThat(line.running()).isEqualTo(2);
    }

    @Test
    void forgetsAllThatWait() {
        join();
        line.forget();
        UUID later = join();

        assertThat(line.next()).hasValue(later);
        assertThat(line.next()).isEmpty();
        assertThat(line.running()).isEqualTo(1);
    }

    @Test
    void letsDeadlinesGoFirst() {
        UUID undated = join(new Urgency(NOW - 60_000, Urgency.NEVER, 0));
        UUID later = join(new Urgency(NOW, NOW + 20_000, 5));
        UUID sooner = join(new Urgency(NOW, NOW + 10_000, 1));

        assertThat(List.of(next(), next(), next())).containsExactly(sooner, later, undated);
    }

    @Test
    void followsANewPlan() {
        UUID cheap = join(new Urgency(NOW, NOW + 1_000, 1));
        UUID dear = join(new Urgency(NOW, NOW + 2_000, 5));
        UUID dearest = join(new Urgency(NOW, NOW + 2_000, 9));
        assertThat(line.work())
                .containsExactlyInAnyOrder(
                        new Cell(NOW + 1_000, 1, 1, 1), new Cell(NOW + 2_000, 5, 5, 1), new Cell(NOW + 2_000, 9, 9, 1));

        line.follow(Planner.plan(line.work(), 1, NOW));

        assertThat(List.of(next(), next(), next())).containsExactly(dear, dearest, cheap);
    }

    @Test
    void givesEveryFiftiethPlaceToOneWhoWaitedTooLong() {
        UUID old = join(Urgency.undated(NOW - Line.PATIENCE.toMillis() - 1));
        UUID older = join(Urgency.undated(NOW - 2 * Line.PATIENCE.toMillis()));
        for (int i = 0; i < 2 * Line.ELDERS_TURN; i++) {
            join(new Urgency(NOW, NOW + 10_000, 1));
        }

        assertThat(next()).isEqualTo(older);
        Set<UUID> others = new HashSet<>();
        for (int i = 1; i < Line.ELDERS_TURN; i++) {
            others.add(next());
        }
        assertThat(others).doesNotContain(old);
        assertThat(next()).isEqualTo(old);
    }

    @Test
    void letsThePatientWait() {
        UUID patient = join(Urgency.undated(NOW - Line.PATIENCE.toMillis()));
        UUID urgent = join(new Urgency(NOW, NOW + 10_000, 1));

        assertThat(List.of(next(), next())).containsExactly(urgent, patient);
    }

    @Test
    void takesNobodyTwice() {
        UUID id = join();

        assertThat(line.join(id, Urgency.undated(NOW))).isFalse();
        line.next();
        assertThat(line.join(id, Urgency.undated(NOW))).isFalse();
        line.leave(id);
        assertThat(line.join(id, Urgency.undated(NOW))).isTrue();
    }

    @Test
    void letsNobodyOvertakeThoseWhoWait() {
        join();
        assertThat(line.enter(UUID.randomUUID())).isFalse();
        line.next();
        assertThat(line.enter(UUID.randomUUID())).isTrue();
        assertThat(line.running()).isEqualTo(2);
    }

    @Test
    void leavesOnce() {
        UUID id = join();
        line.next();

        assertThat(line.leave(id)).isTrue();
        assertThat(line.leave(id)).isFalse();
    }

    @Test
    void forgetsWhoWaitsButNotWhoRuns() {
        UUID running = join();
        line.next();
        UUID waiting = join();

        line.forget(running);
        line.forget(waiting);

        assertThat(line.next()).isEmpty();
        assertThat(line.leave(running)).isTrue();
    }

    @Test
    void keepsNothingOfThoseItGivesUpAltogether() {
        join(new Urgency(NOW, NOW + 10_000, 1));
        line.forget();
        UUID next = join();

        assertThat(line.work()).isEmpty();
        assertThat(line.next()).hasValue(next);
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void sendsTheLeastUrgentAwayWhenItIsTooLong() {
        for (int i = 0; i < Line.LONGEST - 1; i++) {
            join(Urgency.undated(NOW + i));
        }
        UUID last = join(Urgency.undated(NOW + Line.LONGEST));
        assertThat(line.room()).isZero();
        assertThat(line.overflow()).isEmpty();

        join(new Urgency(NOW, NOW + 10_000, 1));

        assertThat(line.overflow()).hasValue(last);
        assertThat(line.overflow()).isEmpty();
        assertThat(line.room()).isZero();
    }

    @Test
    void keepsEldersHoweverUrgentOthersAre() {
        UUID elder = join(Urgency.undated(NOW - 1));
        for (int i = 0; i < Line.LONGEST; i++) {
            join(new Urgency(NOW, NOW + 10_000 + i, 1));
        }

        assertThat(line.overflow()).isPresent().get().isNotEqualTo(elder);
    }

    private UUID join() {
        return join(Urgency.undated(NOW));
    }

    private UUID join(Urgency urgency) {
        UUID id = UUID.randomUUID();
        assertThat(line.join(id, urgency)).isTrue();
        return id;
    }

    private UUID next() {
        return line.next().orElseThrow();
    }
}
