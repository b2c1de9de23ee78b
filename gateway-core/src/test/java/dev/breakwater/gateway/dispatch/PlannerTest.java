package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.gateway.dispatch.Plan.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlannerTest {
    private static final long NOW = 1_000_000;

    private static Cell cell(int seconds, double worth, long count) {
        return new Cell(NOW + seconds * 1_000L, worth, worth, count);
    }

    private static Urgency urgency(int seconds, double worth) {
        return new Urgency(0, NOW + seconds * 1_000L, worth);
    }

    @Test
    void keepsEverythingThatCanBeDone() {
        Plan plan = Planner.plan(List.of(cell(10, 1, 10), cell(20, 5, 10)), 1, NOW);

        assertThat(plan.floors()).isEmpty();
        assertThat(plan.keeps(urgency(1, 0.01))).isTrue();
        assertThat(plan.keeps(Urgency.undated(0))).isFalse();
        assertThat(plan.keeps(urgency(0, 100))).as("its deadline has passed").isFalse();
    }

    @Test
    void letsGoOfWhatIsWorthLeast() {
        Cell cheap = cell(10, 1, 8);
        Cell dear = cell(10, 5, 8);

        Plan plan = Planner.plan(List.of(cheap, dear), 1, NOW);

        assertThat(plan.lost(cheap)).isEqualTo(6);
        assertThat(plan.lost(dear)).isZero();
        assertThat(plan.keeps(urgency(10, 1))).as("some of them are kept").isTrue();
        assertThat(plan.keeps(urgency(10, 0.9))).isFalse();
        assertThat(plan.keeps(urgency(11, 0.9)))
                .as("there is time for it later")
                .isTrue();
    }

    @Test
    void givesWayToWhatIsDueLaterButWorthMore() {
        Cell soon = cell(10, 1, 100);
        Cell later = cell(20, 1.5, 20);

        Plan plan = Planner.plan(List.of(soon, later), 1, NOW);

        assertThat(plan.lost(soon)).isEqualTo(100);
        assertThat(plan.lost(later)).isZero();
        assertThat(plan.keeps(urgency(10, 1))).isFalse();
        assertThat(plan.keeps(urgency(20, 1.5))).isTrue();
        assertThat(plan.keeps(urgency(20, 0.9))).isFalse();
    }

    @Test
    void losesWholeCellsBeyondWhatTheMostOfThemIsWorth() {
        Cell wide = new Cell(NOW + 10_000, 1, 1.2, 10);

        Plan plan = Planner.plan(List.of(wide, cell(10, 2, 10)), 1, NOW);

        assertThat(plan.lost(wide)).isEqualTo(10);
        assertThat(plan.keeps(urgency(10, 1.2))).isFalse();
    }

    @Test
    void putsThoseItKeepsByDeadlineAndTheOthersByAge() {
        Plan plan = Planner.plan(List.of(cell(1, 1, 5), cell(10, 5, 9)), 1, NOW);
        Urgency lost = new Urgency(30, NOW + 1_000, 1);
        Urgency first = new Urgency(20, NOW + 5_000, 5);
        Urgency second = new Urgency(10, NOW + 9_000, 5);
        Urgency undated = Urgency.undated(25);

        List<Urgency> ordered = new ArrayList<>(List.of(lost, undated, second, first));
        ordered.sort(plan.order());

        assertThat(plan.keeps(lost)).isTrue();
        assertThat(plan.lost(cell(1, 1, 5))).isEqualTo(4);
        assertThat(ordered).containsExactly(lost, first, second, undated);
    }

    @Test
    void doesNotPlanForASupplierThatDoesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Planner.plan(List.of(), 0, NOW));
        assertThatIllegalArgumentException().isThrownBy(() -> Planner.plan(List.of(), Double.NaN, NOW));
    }

    /** Against trying the most worthy first and keeping it if all kept so far can still be done. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void losesNoMoreThanItMust(long seed) {
        Random random = new Random(seed);
        List<Cell> work = LongStream.range(0, 80)
                .mapToObj(i -> cell(1 + random.nextInt(40), 1 + random.nextInt(1_000) / 7.0, 1))
                .distinct()
                .toList();

        Plan plan = Planner.plan(work, 1, NOW);

        List<Cell> kept = new ArrayList<>();
        double worth = 0;
        for (Cell cell : work.stream()
                .sorted(Comparator.comparingDouble(Cell::worth).reversed())
                .toList()) {
            kept.add(cell);
            if (isFeasible(kept)) {
                worth += cell.worth();
            } else {
                kept.remove(cell);
            }
        }
        double planned = work.stream()
                .filter(cell -> plan.lost(cell) == 0)
                .peek(cell -> assertThat(plan.keeps(new Urgency(0, cell.deadline(), cell.worth())))
                        .isTrue())
                .mapToDouble(Cell::worth)
                .sum();
        assertThat(planned).isCloseTo(worth, within(1e-6));
        assertThat(work.stream().filter(cell -> plan.keeps(new Urgency(0, cell.deadline(), cell.worth()))))
                .as("what is lost is not kept")
                .hasSameSizeAs(
                        work.stream().filter(cell -> plan.lost(cell) == 0).toList());
    }

    private static boolean isFeasible(List<Cell> kept) {
        return kept.stream()
                .allMatch(last -> kept.stream()
                                .filter(cell -> cell.deadline() <= last.deadline())
                                .count()
                        <= (last.deadline() - NOW) / 1_000);
    }
}
