package dev.breakwater.airline;

import dev.breakwater.plugin.BookingReference;

/** Orders that are held and not paid yet, as the caller says. */
final class Unpaid {
    static final String ATTRIBUTE = "unpaid";

    private Unpaid() {}

    static boolean is(BookingReference booking) {
        return booking.attributes().getOrDefault(ATTRIBUTE, "false").equals("true");
    }

    /** @throws IllegalArgumentException if the attribute is neither true nor false */
    static void check(BookingReference booking) {
        String value = booking.attributes().getOrDefault(ATTRIBUTE, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("the attribute " + ATTRIBUTE + " must be true or false");
        }
    }
}
