package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The order to look how a unit stands.
 *
 * @param booking the booking
 * @param unit the unit in question; the whole booking if nothing was quoted
 * @param committed our commit of this unit, if one may have left: what was cancelled before was cancelled by someone else
 * @param now the time to reason with
 */
public record LookupOrder(BookingReference booking, Unit unit, Optional<Committed> committed, Instant now) {
    public LookupOrder {
        requireNonNull(booking, "booking");
        requireNonNull(unit, "unit");
        requireNonNull(committed, "committed");
        requireNonNull(now, "now");
    }

    /** When our commit may have left at the earliest; empty if none ever did. */
    public Optional<Instant> committedSince() {
        return committed.map(Committed::since);
    }

    /**
     * A commit of ours that may have left.
     *
     * @param since when, at the earliest
     * @param key the key it had, as {@link UnitOrder#key()} or {@link QuoteOrder#key()} gave it; where the supplier shows the
     *     mark of a cancellation's author, it tells ours
     */
    public record Committed(Instant since, String key) {
        public Committed {
            requireNonNull(since, "since");
            requireNonNull(key, "key");
        }
    }
}
