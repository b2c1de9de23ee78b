package dev.breakwater.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What can be kept and sent. */
final class Limits {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("+10000-12-31T23:59:59.999999999Z");

    private Limits() {}

    /** Whether every surrogate has its other half: in UTF-8 a lone one becomes another character. */
    static boolean isWhole(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    /** @throws IllegalArgumentException if no calendar has this time, and hardly a database */
    static Instant time(Instant time, String name) {
        if (requireNonNull(time, name).isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException(name + " is not within the years 0 to 10000");
        }
        return time;
    }
}
