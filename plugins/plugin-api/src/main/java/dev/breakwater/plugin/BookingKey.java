package dev.breakwater.plugin;

/**
 * A reference in canonical form: two references mean the same booking at one supplier exactly if their keys are equal.
 *
 * @param value 1 to 200 characters
 */
public record BookingKey(String value) {
    public BookingKey {
        if (value.isBlank() || value.length() > 200 || !Limits.isWhole(value)) {
            throw new IllegalArgumentException("a booking's key has 1 to 200 whole characters");
        }
    }
}
