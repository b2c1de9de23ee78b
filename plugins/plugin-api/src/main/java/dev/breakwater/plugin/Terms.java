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
 */
public record Terms(
        Optional<Money> penalty, Optional<Money> refundable, List<RefundLine> lines, Confidence confidence) {
    public static final Terms UNKNOWN = new Terms(Optional.empty(), Optional.empty(), List.of(), Confidence.UNKNOWN);

    public Terms {
        requireNonNull(penalty, "penalty");
        requireNonNull(refundable, "refundable");
        lines = List.copyOf(lines);
        if (penalty.isEmpty() != (confidence == Confidence.UNKNOWN)) {
            throw new IllegalArgumentException("confidence is UNKNOWN exactly if the penalty is unknown");
        }
        if (penalty.isPresent() && penalty.get().isNegative()
                || refundable.isPresent() && refundable.get().isNegative()) {
            throw new IllegalArgumentException("amounts are never negative");
        }
    }
}
