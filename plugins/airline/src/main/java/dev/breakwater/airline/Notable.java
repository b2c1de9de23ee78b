package dev.breakwater.airline;

import java.util.Optional;

/** Warnings that change an outcome. */
enum Notable {
    /** The refund has to be claimed by hand. */
    REFUND_MANUAL,
    /** The payment of the order is still being processed. */
    PAYMENT_UNDER_WAY;

    private static final WordTable<Notable> CODES = new WordTable<>("warnings.properties", Notable.class);

    static Optional<Notable> of(Complaint warning) {
        return CODES.meaning(warning.code());
    }
}
