package dev.breakwater.rail;

/** How a ticket or a booking part stands with regard to a cancellation. */
enum Standing {
    LIVE,
    /** Covered by a confirmed refund offer, but not refunded yet. */
    PENDING,
    CANCELLED,
    /** Not valid any more, and the money still has to be asked for. */
    RELEASED,
    BEING_EXCHANGED,
    EXCHANGED,
    EXPIRED,
    UNKNOWN;

    private static final WordTable<Standing> PART_WORDS = new WordTable<>("part-states.properties", Standing.class);

    static Standing ofPart(String word) {
        return PART_WORDS.meaning(word).orElse(UNKNOWN);
    }

    /** Whether the travel right is gone. */
    boolean isGone() {
        return this == CANCELLED || this == RELEASED;
    }

    /** Whether a refund offer may be asked for it. What is not understood is left to the supplier to decide. */
    boolean isOpen() {
        return this == LIVE || this == RELEASED || this == UNKNOWN;
    }
}
