package dev.breakwater.gateway.partnerfile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How long one file waits, all in all, for plugins that are missing. It begins with the first look. */
final class Patience {
    private final InstantSource clock;
    private final Duration longest;
    private Instant end;

    Patience(InstantSource clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
    }

    synchronized boolean isLeft() {
        if (end == null) {
            end = clock.instant().plus(longest);
        }
        return clock.instant().isBefore(end);
    }
}
