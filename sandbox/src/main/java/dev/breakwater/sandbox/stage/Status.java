package dev.breakwater.sandbox.stage;

/** Where the gateway says that a cancellation stands. */
public enum Status {
    ACCEPTED,
    IN_FLIGHT,
    SCHEDULED,
    IN_DOUBT,
    AWAITING_SUPPLIER,
    NEEDS_REVIEW,
    CANCELLED,
    PARTIALLY_CANCELLED,
    REFUSED,
    EXPIRED,
    WITHDRAWN;

    /** Whether the gateway has done what it can: it has ended, or a person's queue has it. */
    public boolean isSettled() {
        return this == NEEDS_REVIEW || claimsEffect() || deniesEffect();
    }

    /** Whether the supplier must have done something. */
    public boolean claimsEffect() {
        return this == CANCELLED || this == PARTIALLY_CANCELLED;
    }

    /** Whether the supplier must have done nothing. */
    public boolean deniesEffect() {
        return this == REFUSED || this == EXPIRED || this == WITHDRAWN;
    }
}
