package dev.breakwater.gateway.quote;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Waiver;
import java.util.List;
import java.util.Optional;

/**
 * What would it cost?
 *
 * @param scope empty: the whole booking
 */
public record Question(
        String caller,
        String supplier,
        BookingReference booking,
        List<ScopeItem> scope,
        CancellationReason reason,
        Optional<Waiver> waiver) {
    public Question {
        requireNonNull(caller, "caller");
        requireNonNull(supplier, "supplier");
        requireNonNull(booking, "booking");
        requireNonNull(reason, "reason");
        requireNonNull(waiver, "waiver");
        scope = List.copyOf(scope);
    }
}
