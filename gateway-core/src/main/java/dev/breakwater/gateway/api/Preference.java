package dev.breakwater.gateway.api;

import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long a caller prefers to wait (RFC 7240, section 4.3). What cannot be understood is no preference. */
final class Preference {
    static final String HEADER = "Prefer";
    static final String APPLIED = "Preference-Applied";
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private Preference() {}

    /** The time to wait, capped; empty if the caller does not ask for it. */
    static Optional<Duration> timeToWait(Enumeration<String> headers) {
        List<String> values = Collections.list(headers);
        for (String value : values) {
            for (String preference : value.split(",")) {
                String word = preference.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
                if (word.matches("wait\\s*=\\s*\"?[0-9]{1,9}\"?")) {
                    long seconds = Long.parseLong(word.replaceAll("[^0-9]", ""));
                    return Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds())));
                }
            }
        }
        return Optional.empty();
    }
}
