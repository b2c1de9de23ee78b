package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The order to quote.
 *
 * @param booking the booking
 * @param scope what is to be cancelled; empty: the whole booking
 * @param reason why
 * @param waiver the supplier's promise to be used
 * @param previous the units of the last quote for the same order, which the supplier may still hold open
 * @param key a UUID, the same whenever this quote is asked again; fit for an idempotency header
 * @param now the time to reason with
 */
public record QuoteOrder(
        BookingReference booking,
        List<ScopeItem> scope,
        CancellationReason reason,
        Optional<Waiver> waiver,
        List<Unit> previous,
        String key,
        Instant now) {
    public QuoteOrder {
        requireNonNull(booking, "booking");
        requireNonNull(reason, "reason");
        requireNonNull(waiver, "waiver");
        requireNonNull(key, "key");
        requireNonNull(now, "now");
        scope = List.copyOf(scope);
        previous = List.copyOf(previous);
    }
}
