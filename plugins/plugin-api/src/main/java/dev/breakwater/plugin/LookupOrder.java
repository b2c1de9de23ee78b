package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The order to look how a unit stands.
 *
 * @param booking the booking
 * @param unit the unit in question; the whole booking if nothing was quoted
 * @param committedSince when our first commit of this unit may have left, empty if none ever did: what was cancelled
 *     before was cancelled by someone else
 * @param now the time to reason with
 */
public record LookupOrder(BookingReference booking, Unit unit, Optional<Instant> committedSince, Instant now) {
    public LookupOrder {
        requireNonNull(booking, "booking");
        requireNonNull(unit, "unit");
        requireNonNull(committedSince, "committedSince");
        requireNonNull(now, "now");
    }
}
