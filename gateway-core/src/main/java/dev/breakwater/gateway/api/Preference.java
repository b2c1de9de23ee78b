package dev.breakwater.gateway.api;

import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller prefers to wait (RFC 7240, section 4.3). What cannot be understood is no preference. */
final class Preference {
    static final String HEADER = "Prefer";
    static final String APPLIED = "Preference-Applied";
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,9})\"?");

    private Preference() {}

    /** The time to wait, capped; empty if the caller does not ask for it. */
    static Optional<Duration> timeToWait(Enumeration<String> headers) {
        List<String> values = Collections.list(headers);
        for (String value : values) {
            for (String preference : value.split(",")) {
                String word = preference.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
                Matcher wait = WAIT.matcher(word);
                if (wait.matches()) {
                    long seconds = Long.parseLong(wait.group(1));
                    return Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds())));
                }
            }
        }
        return Optional.empty();
    }
}
