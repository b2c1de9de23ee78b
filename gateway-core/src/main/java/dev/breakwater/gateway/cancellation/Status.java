package dev.breakwater.gateway.cancellation;

import java.util.stream.Stream;

/** Where a cancellation stands. */
public enum Status {
    /** Accepted and durable; nobody has begun. */
    ACCEPTED(false),
    /** A member talks to the supplier. */
    IN_FLIGHT(false),
    /** Waits for a time: a retry, quota, a pause. */
    SCHEDULED(false),
    /** A commit may have happened; look-ups or a person settle it. */
    IN_DOUBT(false),
    /** The supplier accepted it and has not finished. */
    AWAITING_SUPPLIER(false),
    /** A person has to decide. */
    NEEDS_REVIEW(false),
    /** The whole scope is cancelled. */
    CANCELLED(true),
    /** A part of the scope is cancelled, the rest certainly not. */
    PARTIALLY_CANCELLED(true),
    /** Certainly nothing was done, and trying again would not help. */
    REFUSED(true),
    /** Its retries or its time ran out; certainly nothing was done. */
    EXPIRED(true),
    /** Taken back before anything was sent. */
    WITHDRAWN(true);

    private final boolean end;

    Status(boolean end) {
        this.end = end;
    }

    /** What a row says; {@link #IN_FLIGHT} if this version does not know the word: a newer one is at it. */
    public static Status read(String text) {
        return isKnown(text) ? valueOf(text) : IN_FLIGHT;
    }

    static boolean isKnown(String text) {
        return Stream.of(values()).map(Status::name).anyMatch(text::equals);
    }

    /** Whether nothing follows. */
    public boolean isFinal() {
        return end;
    }

    /** Whether the order certainly changed nothing and its booking may be ordered again. */
    public boolean isWithoutEffect() {
        return this == REFUSED || this == EXPIRED || this == WITHDRAWN;
    }
}
