package dev.breakwater.gateway.dispatch;

import static java.util.Comparator.comparingLong;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * Which deadlines of one supplier are kept. There is a floor for every deadline: who saves less than that by being done in time
 * gives way to others. The floor never rises with the deadline.
 */
final class Plan {
    /** Keeps everything, as long as nothing else is known. */
    static final Plan ALL = new Plan(Long.MIN_VALUE, new long[0], new double[0], Map.of());

    private static final Comparator<Urgency> BY_AGE = comparingLong(Urgency::since);
    private static final Comparator<Urgency> BY_DEADLINE =
            comparingLong(Urgency::deadline).thenComparing(BY_AGE);

    private final long madeAt;
    private final long[] until;
    private final double[] floors;
    private final Map<Cell, Long> lost;

    /**
     * @param madeAt deadlines up to then are lost
     * @param until ends of the spans of deadlines, ascending; behind the last one everything is kept
     * @param floors one for each span
     * @param lost how many of which will not be done in time
     */
    Plan(long madeAt, long[] until, double[] floors, Map<Cell, Long> lost) {
        if (until.length != floors.length) {
            throw new IllegalArgumentException(until.length + " spans with " + floors.length + " floors");
        }
        this.madeAt = madeAt;
        this.until = until.clone();
        this.floors = floors.clone();
        this.lost = Map.copyOf(lost);
    }

    /**
     * Waiting work of about the same deadline and worth.
     *
     * @param deadline the latest of them, in milliseconds since 1970
     * @param worth the least of them
     * @param most the most of them
     */
    record Cell(long deadline, double worth, double most, long count) {
        Cell {
            if (!(worth >= 0 && most >= worth) || count < 1) {
                throw new IllegalArgumentException(count + " worth " + worth + " to " + most);
            }
        }

        Cell times(long many) {
            return new Cell(deadline, worth, most, count * many);
        }
    }

    boolean keeps(Urgency urgency) {
        return urgency.deadline() != Urgency.NEVER
                && urgency.deadline() > madeAt
                && urgency.worth() >= floor(urgency.deadline());
    }

    private double floor(long deadline) {
        int found = Arrays.binarySearch(until, deadline);
        int span = found >= 0 ? found : -found - 1;
        return span < floors.length ? floors[span] : 0;
    }

    /** How many of these will not be done in time. */
    long lost(Cell cell) {
        return lost.getOrDefault(cell, 0L);
    }

    /** When the last span ends in which something is let go of, and each before; ascending. */
    long[] until() {
        return until.clone();
    }

    /** The least worth that is kept in each span. */
    double[] floors() {
        return floors.clone();
    }

    /** Those whose deadline is kept, the earliest first; then the others, the longest due first. */
    Comparator<Urgency> order() {
        return (one, other) -> {
            boolean kept = keeps(one);
            if (kept != keeps(other)) {
                return kept ? -1 : 1;
            }
            return (kept ? BY_DEADLINE : BY_AGE).compare(one, other);
        };
    }
}
