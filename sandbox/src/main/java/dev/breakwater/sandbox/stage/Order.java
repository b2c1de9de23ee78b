package dev.breakwater.sandbox.stage;

import java.util.Objects;

/**
 * One order through the API.
 *
 * @param guard what the caller accepts to lose
 * @param waits whether the caller asks to be answered with the end
 * @param repeated whether it is sent once more with the same key
 * @param duplicated whether it is sent once more with another key
 */
public record Order(Booking booking, Guard guard, boolean waits, boolean repeated, boolean duplicated) {

    /** How a caller says what it accepts to lose. */
    public enum Guard {
        ANY_PENALTY,
        MAX_PENALTY,
        QUOTE
    }

    public Order {
        Objects.requireNonNull(booking, "booking");
        Objects.requireNonNull(guard, "guard");
    }

    /** The Idempotency-Key. */
    public String key() {
        return "order-" + booking.supplier().id() + "-" + booking.reference();
    }
}
