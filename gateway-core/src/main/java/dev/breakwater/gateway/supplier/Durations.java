package dev.breakwater.gateway.supplier;

import java.time.Duration;

/** Durations as people and the configuration write them. */
final class Durations {
    private Durations() {}

    /** Such as {@code 500ms} or {@code 15s}. */
    static String text(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
