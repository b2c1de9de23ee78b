package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

/**
 * Who the booking was made for. Personal data.
 *
 * @param name the full name, empty if not known
 * @param email the address, empty if not known
 */
public record Traveller(String name, String email) {
    public Traveller {
        requireNonNull(name, "name");
        requireNonNull(email, "email");
    }

    /** Nothing of it: it is personal data. */
    @Override
    public String toString() {
        return "Traveller[…]";
    }
}
