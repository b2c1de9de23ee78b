package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.Deadline;

/**
 * A deadline as a caller stated it.
 *
 * @param earliestPlausible whether it was stated without a zone, so that the earliest instant it can mean counts: UTC+14
 */
public record StatedDeadline(Deadline deadline, boolean earliestPlausible) {
    public StatedDeadline {
        requireNonNull(deadline, "deadline");
    }
}
