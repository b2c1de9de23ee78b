package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The order to cancel one unit. The caller's limit of the penalty is not in it: the gateway has compared the quote before.
 *
 * @param booking the booking
 * @param unit what is to be cancelled
 * @param reason why
 * @param waiver the supplier's promise; a protocol that takes it only in the quote ignores it here
 * @param key a UUID, stable for this commit request and never used for another; fit for an idempotency header
 * @param now the time to reason with
 */
public record UnitOrder(
        BookingReference booking,
        Unit unit,
        CancellationReason reason,
        Optional<Waiver> waiver,
        String key,
        Instant now) {
    public UnitOrder {
        requireNonNull(booking, "booking");
        requireNonNull(unit, "unit");
        requireNonNull(reason, "reason");
        requireNonNull(waiver, "waiver");
        requireNonNull(key, "key");
        requireNonNull(now, "now");
    }
}
