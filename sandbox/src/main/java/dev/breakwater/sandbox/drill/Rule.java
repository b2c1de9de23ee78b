package dev.breakwater.sandbox.drill;

/** What has to be true of every history. */
enum Rule {
    /** What was answered 200 or 202, or accepted in a file, is a cancellation, and the same key the same one. */
    ACCEPTED_IS_KEPT(Promise.LOST),
    /** Every cancellation has ended, waits for a time that has not long passed, or for a person. */
    ENDS_OR_WAITS(Promise.LOST),
    /** An end is the only one, and is what the supplier did. */
    END_IS_TRUE(Promise.LOST),
    /** The answers to a file say what the journal says. */
    FILE_IS_TRUE(Promise.LOST),
    /** What comes back adds up to the total that is told. */
    REFUND_ADDS_UP(Promise.LOST),
    /** A booking has one cancellation that is not over without effect. */
    ONE_CANCELLATION(Promise.TWICE),
    /** A booking is cancelled once at its supplier. */
    ONE_EFFECT(Promise.TWICE),
    /** Every commit request that reached a supplier was written down before, each one for itself. */
    INTENT_BEFORE_REQUEST(Promise.TWICE),
    /** A commit request leaves only when all earlier ones for the booking are proven not executed. */
    PROOF_BEFORE_REPEAT(Promise.TWICE),
    /** Nothing is accepted that nobody ordered, and nothing committed that was not accepted. */
    NOTHING_UNASKED(Promise.TWICE);

    /** Which promise is broken. */
    enum Promise {
        LOST,
        TWICE
    }

    private final Promise promise;

    Rule(Promise promise) {
        this.promise = promise;
    }

    Promise promise() {
        return promise;
    }
}
