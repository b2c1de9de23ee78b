package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

/**
 * A part of a booking. An empty list of items always means the whole booking.
 *
 * @param reference the supplier's reference of that part
 */
public record ScopeItem(ScopeType type, String reference) {
    public ScopeItem {
        requireNonNull(type, "type");
        if (reference.isBlank()) {
            throw new IllegalArgumentException("reference is blank");
        }
    }
}
