package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

/**
 * One line of a refund. Lines of kinds other than {@link Kind#PENALTY} add up to the refund.
 *
 * @param item the supplier's reference of what the line is for, empty for the whole
 * @param kind what sort of money it is
 * @param amount never negative
 */
public record RefundLine(String item, Kind kind, Money amount) {
    /** Sorts of money. */
    public enum Kind {
        /** Paid back in the way it was paid. */
        REFUND,
        /** Paid back as a voucher. */
        VOUCHER,
        /** Kept by the supplier. */
        PENALTY
    }

    public RefundLine {
        requireNonNull(item, "item");
        requireNonNull(kind, "kind");
        if (amount.isNegative()) {
            throw new IllegalArgumentException("a line is never negative");
        }
    }
}
