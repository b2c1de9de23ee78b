package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a caller ordered; it never changes.
 *
 * @param scope empty: the whole booking
 * @param requestedAt the traveller's own moment of asking
 * @param metadata the caller's own
 * @param deadlines when cancelling costs more, as the caller says; the earliest first
 * @param trace where it belongs to, a {@code traceparent} of W3C Trace Context; anything else is left out
 */
public record Instruction(
        String supplier,
        BookingReference booking,
        List<ScopeItem> scope,
        CancellationReason reason,
        Optional<Instant> requestedAt,
        Guard guard,
        Optional<Waiver> waiver,
        Map<String, String> metadata,
        List<StatedDeadline> deadlines,
        Optional<String> trace) {
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    public Instruction {
        requireNonNull(supplier, "supplier");
        requireNonNull(booking, "booking");
        requireNonNull(reason, "reason");
        requireNonNull(requestedAt, "requestedAt");
        requireNonNull(guard, "guard");
        requireNonNull(waiver, "waiver");
        scope = List.copyOf(scope);
        metadata = Map.copyOf(metadata);
        deadlines = List.copyOf(deadlines);
        trace = trace.filter(TRACEPARENT.asMatchPredicate());
    }

    /** One that belongs to no trace. */
    public Instruction(
            String supplier,
            BookingReference booking,
            List<ScopeItem> scope,
            CancellationReason reason,
            Optional<Instant> requestedAt,
            Guard guard,
            Optional<Waiver> waiver,
            Map<String, String> metadata,
            List<StatedDeadline> deadlines) {
        this(supplier, booking, scope, reason, requestedAt, guard, waiver, metadata, deadlines, Optional.empty());
    }

    /** One that states no deadlines. */
    public Instruction(
            String supplier,
            BookingReference booking,
            List<ScopeItem> scope,
            CancellationReason reason,
            Optional<Instant> requestedAt,
            Guard guard,
            Optional<Waiver> waiver,
            Map<String, String> metadata) {
        this(supplier, booking, scope, reason, requestedAt, guard, waiver, metadata, List.of());
    }
}
