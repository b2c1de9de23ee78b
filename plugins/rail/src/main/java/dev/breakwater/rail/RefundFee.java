package dev.breakwater.rail;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * What a refund of a booking part costs for a while, by its after-sale conditions.
 *
 * @param from empty: since ever
 * @param until from this instant on it holds no more; empty: for ever
 */
record RefundFee(Optional<Instant> from, Optional<Instant> until, Money fee) {
    RefundFee {
        requireNonNull(from, "from");
        requireNonNull(until, "until");
        requireNonNull(fee, "fee");
    }

    boolean holdsAt(Instant moment) {
        return from.filter(moment::isBefore).isEmpty()
                && until.filter(end -> !moment.isBefore(end)).isEmpty();
    }
}
