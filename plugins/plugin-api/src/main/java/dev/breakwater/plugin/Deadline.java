package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A moment from which cancelling costs more.
 *
 * @param at from this instant on, kept to the microsecond; within the years 0 to 10000
 * @param penalty what is lost from then on, in all; never negative
 */
public record Deadline(Instant at, Money penalty) {
    public Deadline {
        at = Limits.time(at, "at").truncatedTo(ChronoUnit.MICROS);
        requireNonNull(penalty, "penalty");
        if (penalty.isNegative()) {
            throw new IllegalArgumentException("a penalty is never negative");
        }
    }
}
