package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Status.ACCEPTED;
import static dev.breakwater.gateway.cancellation.Status.AWAITING_SUPPLIER;
import static dev.breakwater.gateway.cancellation.Status.CANCELLED;
import static dev.breakwater.gateway.cancellation.Status.EXPIRED;
import static dev.breakwater.gateway.cancellation.Status.IN_DOUBT;
import static dev.breakwater.gateway.cancellation.Status.IN_FLIGHT;
import static dev.breakwater.gateway.cancellation.Status.NEEDS_REVIEW;
import static dev.breakwater.gateway.cancellation.Status.PARTIALLY_CANCELLED;
import static dev.breakwater.gateway.cancellation.Status.REFUSED;
import static dev.breakwater.gateway.cancellation.Status.SCHEDULED;
import static dev.breakwater.gateway.cancellation.Status.WITHDRAWN;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The one table of transitions. Nothing is written that is not in it. */
public final class Transitions {
    private static final Map<Status, Set<Status>> ALLOWED = new EnumMap<>(Status.class);

    static {
        allow(ACCEPTED, IN_FLIGHT, WITHDRAWN);
        allow(SCHEDULED, IN_FLIGHT, SCHEDULED, WITHDRAWN);
        allow(
                IN_FLIGHT,
                IN_FLIGHT,
                SCHEDULED,
                IN_DOUBT,
                AWAITING_SUPPLIER,
                NEEDS_REVIEW,
                CANCELLED,
                PARTIALLY_CANCELLED,
                REFUSED,
                EXPIRED);
        allow(
                IN_DOUBT,
                IN_DOUBT,
                SCHEDULED,
                AWAITING_SUPPLIER,
                NEEDS_REVIEW,
                CANCELLED,
                PARTIALLY_CANCELLED,
                REFUSED,
                EXPIRED);
        allow(
                AWAITING_SUPPLIER,
                AWAITING_SUPPLIER,
                SCHEDULED,
                IN_DOUBT,
                NEEDS_REVIEW,
                CANCELLED,
                PARTIALLY_CANCELLED,
                REFUSED);
        allow(NEEDS_REVIEW, NEEDS_REVIEW, SCHEDULED, IN_DOUBT, CANCELLED, PARTIALLY_CANCELLED, REFUSED, WITHDRAWN);
        for (Status status : Status.values()) {
            ALLOWED.putIfAbsent(status, Set.of());
        }
    }

    private Transitions() {}

    private static void allow(Status from, Status first, Status... others) {
        ALLOWED.put(from, Collections.unmodifiableSet(EnumSet.of(first, others)));
    }

    /** What may follow; nothing after a final state. */
    public static Set<Status> from(Status status) {
        return ALLOWED.get(status);
    }

    /** @throws IllegalStateException if {@code to} may not follow {@code from} */
    static void check(Status from, Status to) {
        if (!from(from).contains(to)) {
            throw new IllegalStateException(from + " is not followed by " + to);
        }
    }
}
