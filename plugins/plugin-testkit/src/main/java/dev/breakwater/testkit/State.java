package dev.breakwater.testkit;

/** How the example booking stands at the scripted supplier, or what the supplier is able to do just now. */
public enum State {
    /** The booking stands. It can be quoted and cancelled. */
    ACTIVE,
    /** Our commit cancelled it: the reply to that commit, and what is read from then on. */
    CANCELLED,
    /** Our commit cancelled a part of it. Needed for a booking of several units, or with {@code PARTIAL}. */
    PARTLY_CANCELLED,
    /** Our commit was accepted and is not done yet. Needed with {@code ANSWERS_LATER}. */
    PENDING,
    /** Someone else cancelled it, before we did anything. A commit is refused for that reason. */
    CANCELLED_BY_OTHERS,
    /** The booking stands and cannot be cancelled, such as after departure. A commit is refused. */
    REFUSED,
    /** The booking stands, and what the quote carried is dead. A commit is refused. Needed with {@code QUOTE_REQUIRED}. */
    QUOTE_EXPIRED,
    /** The supplier does not know the booking. */
    NOT_FOUND,
    /** The supplier asks everybody to come back later, and does nothing. */
    BUSY,
    /** The booking stands, and is known by our own reference only. Needed with {@code LOOKUP_BY_OWN_REFERENCE}. */
    UNDER_OWN_REFERENCE,
    /** The booking stands, and the supplier applies no waiver. Needed with {@code WAIVER}. */
    WITHOUT_WAIVER;

    /** Whether a commit that arrives now is executed. */
    boolean executes() {
        return switch (this) {
            case ACTIVE, PARTLY_CANCELLED, UNDER_OWN_REFERENCE, WITHOUT_WAIVER -> true;
            case CANCELLED, PENDING, CANCELLED_BY_OTHERS, REFUSED, QUOTE_EXPIRED, NOT_FOUND, BUSY -> false;
        };
    }
}
