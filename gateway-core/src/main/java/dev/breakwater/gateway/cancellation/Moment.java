package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A moment that may have been told without a zone.
 *
 * @param at without a zone the earliest instant it can mean: at UTC+14, where every day begins first
 * @param earliestPlausible whether it was told without a zone
 */
public record Moment(Instant at, boolean earliestPlausible) {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int LONGEST = 40;
    private static final String FIRST_ZONE = "+14:00";

    public Moment {
        requireNonNull(at, "at");
    }

    /** Reads RFC 3339, of this century, whose offset may be missing. */
    public static Optional<Moment> parse(String text) {
        Optional<Moment> exact = parse(text, false);
        return exact.isPresent() ? exact : parse(text + FIRST_ZONE, true);
    }

    private static Optional<Moment> parse(String text, boolean earliestPlausible) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(at -> !at.isBefore(EARLIEST) && at.isBefore(LATEST))
                    .map(at -> new Moment(at, earliestPlausible));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
