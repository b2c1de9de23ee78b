package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

/**
 * A setting of a supplier, or an attribute of a booking, that a protocol reads.
 *
 * @param name letters and digits, beginning with a small letter
 * @param required whether it must be there
 * @param description one sentence for people
 */
public record Setting(String name, boolean required, String description) {
    public Setting {
        requireNonNull(description, "description");
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("not a setting's name: " + name);
        }
    }
}
