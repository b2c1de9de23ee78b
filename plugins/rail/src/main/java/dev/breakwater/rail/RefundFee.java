package dev.breakwater.rail;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a refund of a booking part costs for a while, by its after-sale conditions.
 *
 * <p>Times are kept to the microsecond, as deadlines are.
 *
 * @param from empty: since ever
 * @param until from this instant on it holds no more; empty: for ever
 */
record RefundFee(Optional<Instant> from, Optional<Instant> until, Money fee) {
    RefundFee {
        from = requireNonNull(from, "from").map(time -> time.truncatedTo(ChronoUnit.MICROS));
        until = requireNonNull(until, "until").map(time -> time.truncatedTo(ChronoUnit.MICROS));
        requireNonNull(fee, "fee");
    }

    boolean holdsAt(Instant moment) {
        return from.filter(moment::isBefore).isEmpty()
                && until.filter(end -> !moment.isBefore(end)).isEmpty();
    }
}
