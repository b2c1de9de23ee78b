package dev.breakwater.attraction;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How long before its start a booking can be cancelled for the last time.
 *
 * @param amount 0 to 9,999,999
 * @param unit minutes, hours, or days of the venue's calendar
 */
record CutoffRule(long amount, ChronoUnit unit) {
    /** Reads an option; empty if it does not tell. */
    static Optional<CutoffRule> read(JsonView option) {
        return option.integer("cancellationCutoffAmount")
                .filter(amount -> amount >= 0 && amount <= 9_999_999)
                .flatMap(amount -> option.text("cancellationCutoffUnit")
                        .flatMap(Tables.UNITS::meaning)
                        .map(unit -> new CutoffRule(amount, unit)));
    }

    /** Whether it depends on the venue's calendar, whose days have 23 hours or 25 at times. */
    boolean countsDays() {
        return unit == ChronoUnit.DAYS && amount > 0;
    }

    Instant before(ZonedDateTime anchor) {
        return countsDays()
                ? VenueTime.earliest(anchor.toLocalDateTime().minusDays(amount), anchor.getZone())
                        .toInstant()
                : anchor.minus(amount, unit).toInstant();
    }
}
