package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A moment from which cancelling costs more.
 *
 * @param at from this instant on
 * @param penalty what is lost from then on, in all; never negative
 */
public record Deadline(Instant at, Money penalty) {
    public Deadline {
        requireNonNull(at, "at");
        requireNonNull(penalty, "penalty");
        if (penalty.isNegative()) {
            throw new IllegalArgumentException("a penalty is never negative");
        }
    }
}
