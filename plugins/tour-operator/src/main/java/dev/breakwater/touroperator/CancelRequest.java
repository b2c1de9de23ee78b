package dev.breakwater.touroperator;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Waiver;
import java.util.List;
import java.util.Optional;

/**
 * What an {@code OTA_CancelRQ} says, whatever its verb.
 *
 * @param scope the segments in question; empty for the whole booking
 * @param waiver the promise to be used: asks for a fee of zero
 * @param transaction the transaction it belongs to
 * @param echoToken 1 to 128 characters, which the reply repeats
 */
record CancelRequest(
        BookingReference booking,
        List<ScopeItem> scope,
        CancellationReason reason,
        Optional<Waiver> waiver,
        Optional<String> transaction,
        String echoToken) {
    CancelRequest {
        requireNonNull(booking, "booking");
        requireNonNull(reason, "reason");
        requireNonNull(waiver, "waiver");
        requireNonNull(transaction, "transaction");
        requireNonNull(echoToken, "echoToken");
        scope = List.copyOf(scope);
    }

    CancelRequest withoutWaiver(String otherEchoToken) {
        return new CancelRequest(booking, scope, reason, Optional.empty(), transaction, otherEchoToken);
    }
}
