package dev.breakwater.gateway.dispatch;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import dev.breakwater.gateway.dispatch.Plan.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Plans which deadlines to keep when not all can be. Work of one supplier is a row of equal jobs for one machine of known speed;
 * then the most is saved by taking the jobs in the order of their deadlines and, whenever there is more than can be done until
 * a deadline, letting go of what is worth least.
 */
final class Planner {
    private static final Comparator<Kept> LEAST_WORTH =
            comparingDouble((Kept kept) -> kept.cell.worth()).thenComparingLong(kept -> kept.cell.deadline());

    private final double perSecond;
    private final long now;
    private final PriorityQueue<Kept> kept = new PriorityQueue<>(LEAST_WORTH);
    private final List<Raise> raises = new ArrayList<>();
    private final Map<Cell, Long> lost = new HashMap<>();
    private long total;

    private Planner(double perSecond, long now) {
        this.perSecond = perSecond;
        this.now = now;
    }

    private static final class Kept {
        private final Cell cell;
        private long count;

        Kept(Cell cell) {
            this.cell = cell;
            this.count = cell.count();
        }
    }

    /** For deadlines up to {@code until}, less than {@code floor} is not enough. */
    private record Raise(long until, double floor) {}

    /**
     * Makes a plan.
     *
     * @param work all there is with a deadline; no two cells of the same deadline and worth
     * @param perSecond how many can be done
     * @param now milliseconds since 1970
     */
    static Plan plan(Collection<Cell> work, double perSecond, long now) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("nothing is done at " + perSecond + " per second");
        }
        return new Planner(perSecond, now).plan(work);
    }

    private Plan plan(Collection<Cell> work) {
        work.stream().sorted(comparingLong(Cell::deadline)).forEach(this::take);
        raises.sort(
                comparingLong(Raise::until).thenComparingDouble(Raise::floor).reversed());
        List<Raise> steps = new ArrayList<>();
        double floor = 0;
        for (Raise raise : raises) {
            if (raise.floor > floor) {
                floor = raise.floor;
                steps.add(0, raise);
            }
        }
        return new Plan(
                now,
                steps.stream().mapToLong(Raise::until).toArray(),
                steps.stream().mapToDouble(Raise::floor).toArray(),
                lost);
    }

    private void take(Cell cell) {
        kept.add(new Kept(cell));
        total += cell.count();
        long doable = (long) Math.min(Long.MAX_VALUE / 2.0, Math.max(0, cell.deadline() - now) / 1_000.0 * perSecond);
        while (total > doable) {
            letGo(kept.element(), total - doable, cell.deadline());
        }
    }

    private void letGo(Kept least, long excess, long until) {
        long dropped = Math.min(least.count, excess);
        least.count -= dropped;
        total -= dropped;
        lost.merge(least.cell, dropped, Long::sum);
        raises.add(new Raise(until, least.cell.worth()));
        if (least.count == 0) {
            kept.remove();
            // Nothing of it is left, so its own worth is not enough either.
            raises.add(new Raise(least.cell.deadline(), Math.nextUp(least.cell.most())));
        }
    }
}
