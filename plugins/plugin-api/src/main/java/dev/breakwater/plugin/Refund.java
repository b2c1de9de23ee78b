package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The money of a cancellation that took effect, as the supplier confirmed it.
 *
 * @param status how it comes back
 * @param amount how much; empty if unknown
 * @param lines how it is made up; empty if the supplier does not tell
 */
public record Refund(Status status, Optional<Money> amount, List<RefundLine> lines) {
    /** How money comes back. */
    public enum Status {
        /** The supplier pays by itself. */
        AUTOMATIC,
        /** Someone has to claim it. */
        MANUAL,
        /** Nothing comes back. */
        NONE,
        /** The supplier did not say. */
        UNKNOWN
    }

    public static final Refund UNKNOWN = new Refund(Status.UNKNOWN, Optional.empty(), List.of());

    public Refund {
        requireNonNull(status, "status");
        requireNonNull(amount, "amount");
        lines = List.copyOf(lines);
    }
}
