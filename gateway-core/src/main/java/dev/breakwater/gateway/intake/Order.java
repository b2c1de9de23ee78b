package dev.breakwater.gateway.intake;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.cancellation.StatedDeadline;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An order as a door understood it.
 *
 * @param caller who orders, and owns what comes of it
 * @param key the caller's idempotency key, 1 to 255 printable ASCII characters
 * @param scope empty: the whole booking
 * @param requestedAt the traveller's own moment of asking
 * @param guard the worst terms the caller accepts
 * @param metadata the caller's own, at most 50 entries
 * @param deadlines when cancelling costs more, the earliest first
 * @param trace where it belongs to, as {@code traceparent}; no part of what is ordered
 */
public record Order(
        String caller,
        String key,
        String supplier,
        BookingReference booking,
        List<ScopeItem> scope,
        CancellationReason reason,
        Optional<Instant> requestedAt,
        Limit guard,
        Optional<Waiver> waiver,
        Map<String, String> metadata,
        List<StatedDeadline> deadlines,
        Optional<String> trace) {
    /** The worst terms the caller accepts, as the caller says it. */
    public sealed interface Limit {
        /** No worse than this quote. */
        record ByQuote(UUID quoteId) implements Limit {}

        /** At most this penalty. */
        record MaxPenalty(Money limit) implements Limit {}

        /** Whatever it costs. */
        record AnyPenalty() implements Limit {}
    }

    public Order {
        requireNonNull(caller, "caller");
        requireNonNull(key, "key");
        requireNonNull(supplier, "supplier");
        requireNonNull(booking, "booking");
        requireNonNull(reason, "reason");
        requireNonNull(requestedAt, "requestedAt");
        requireNonNull(guard, "guard");
        requireNonNull(waiver, "waiver");
        scope = List.copyOf(scope);
        metadata = Map.copyOf(metadata);
        deadlines = List.copyOf(deadlines);
        requireNonNull(trace, "trace");
    }

    /** One that belongs to no trace. */
    public Order(
            String caller,
            String key,
            String supplier,
            BookingReference booking,
            List<ScopeItem> scope,
            CancellationReason reason,
            Optional<Instant> requestedAt,
            Limit guard,
            Optional<Waiver> waiver,
            Map<String, String> metadata,
            List<StatedDeadline> deadlines) {
        this(
                caller,
                key,
                supplier,
                booking,
                scope,
                reason,
                requestedAt,
                guard,
                waiver,
                metadata,
                deadlines,
                Optional.empty());
    }

    /** The same, as a part of this trace. */
    public Order tracedBy(Optional<String> other) {
        return new Order(
                caller, key, supplier, booking, scope, reason, requestedAt, guard, waiver, metadata, deadlines, other);
    }
}
