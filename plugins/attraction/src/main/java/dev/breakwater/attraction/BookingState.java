package dev.breakwater.attraction;

/** The state of a booking or of one of its unit items. */
enum BookingState {
    CONFIRMED,
    /** Reserved, nothing paid. */
    ON_HOLD,
    /** The supplier has yet to confirm: the booking or, after our request, its cancellation. */
    PENDING,
    CANCELLED,
    /** The hold ended. */
    EXPIRED,
    /** Used. */
    REDEEMED,
    /** The supplier refused the booking. */
    REJECTED,
    /** A word that OCTO does not have. */
    UNKNOWN;

    /** Whether nothing is left to cancel. */
    boolean isGone() {
        return this == CANCELLED || this == EXPIRED || this == REJECTED;
    }
}
