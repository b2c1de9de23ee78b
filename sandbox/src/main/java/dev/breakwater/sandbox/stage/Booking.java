package dev.breakwater.sandbox.stage;

import dev.breakwater.sandbox.simulator.Supplier;
import java.util.Locale;
import java.util.Objects;

/**
 * A booking at a supplier.
 *
 * @param reference in upper case, as the effect logs write it
 */
public record Booking(Supplier supplier, String reference) {

    public Booking {
        Objects.requireNonNull(supplier, "supplier");
        reference = reference.toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return supplier.id() + " " + reference;
    }
}
