package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What cancelling a unit costs and gives back.
 *
 * @param penalty what is lost; empty if unknown
 * @param refundable what comes back; empty if unknown
 * @param lines how it is made up; empty if the supplier does not tell
 * @param confidence {@link Confidence#UNKNOWN} exactly if the penalty is unknown
 * @param deadlines when the penalty rises, the earliest first, as far as the supplier tells; the gateway cancels first what
 *     would cost most by waiting, and never takes a deadline for a promise
 */
public record Terms(
        Optional<Money> penalty,
        Optional<Money> refundable,
        List<RefundLine> lines,
        Confidence confidence,
        List<Deadline> deadlines) {
    public static final Terms UNKNOWN = new Terms(Optional.empty(), Optional.empty(), List.of(), Confidence.UNKNOWN);

    public Terms {
        requireNonNull(penalty, "penalty");
        requireNonNull(refundable, "refundable");
        lines = List.copyOf(lines);
        deadlines = List.copyOf(deadlines);
        if (penalty.isEmpty() != (confidence == Confidence.UNKNOWN)) {
            throw new IllegalArgumentException("confidence is UNKNOWN exactly if the penalty is unknown");
        }
        if (penalty.isPresent() && penalty.get().isNegative()
                || refundable.isPresent() && refundable.get().isNegative()) {
            throw new IllegalArgumentException("amounts are never negative");
        }
        for (int i = 1; i < deadlines.size(); i++) {
            if (!deadlines.get(i - 1).at().isBefore(deadlines.get(i).at())) {
                throw new IllegalArgumentException("deadlines stand in their order");
            }
        }
    }

    /** Terms of which nobody knows when they get worse. */
    public Terms(Optional<Money> penalty, Optional<Money> refundable, List<RefundLine> lines, Confidence confidence) {
        this(penalty, refundable, lines, confidence, List.of());
    }

    /** The same, whose penalty rises at these moments. */
    public Terms until(List<Deadline> rises) {
        return new Terms(penalty, refundable, lines, confidence, rises);
    }
}
