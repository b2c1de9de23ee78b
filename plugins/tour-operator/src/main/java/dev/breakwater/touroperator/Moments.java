package dev.breakwater.touroperator;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Reads dates and times, those without an offset by the supplier's own clock. */
final class Moments {
    private static final int LONGEST = 40;

    private Moments() {}

    /** Empty if it is no {@code xs:dateTime}. */
    static Optional<Instant> at(String text, ZoneId zone) {
        if (text.length() > LONGEST || !hasPlainYear(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.matches(".*T.*(?:Z|[+-][0-9:]+)")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When it has passed: a day when it has ended. Empty if it is neither {@code xs:date} nor {@code xs:dateTime}. */
    static Optional<Instant> after(String text, ZoneId zone) {
        if (text.contains("T")) {
            return at(text, zone);
        }
        if (!hasPlainYear(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Years beyond four digits are no dates of travel, and more than a database can keep. */
    private static boolean hasPlainYear(String text) {
        return text.matches("[0-9]{4}-.*");
    }
}
