package dev.breakwater.plugin;

import java.util.List;
import java.util.Map;

/**
 * The smallest thing a protocol commits at once: a room, a set of tickets, or a whole order.
 *
 * @param key names the unit within its order, the same in every quote of the same scope; 1 to 200 characters, no NUL
 * @param scope the items of the order's scope that this unit cancels; empty if the unit is the whole booking
 * @param carried what the quote hands over to the commit, such as an offer's id; opaque to the gateway, kept with the order
 */
public record Unit(String key, List<ScopeItem> scope, Map<String, String> carried) {
    /** The unit of an order that was not quoted: its whole scope. */
    public static final String WHOLE = "whole";

    public Unit {
        if (key.isBlank() || key.length() > 200 || key.indexOf('\0') >= 0 || !Limits.isWhole(key)) {
            throw new IllegalArgumentException("a unit's key has 1 to 200 characters, whole ones and no NUL");
        }
        scope = List.copyOf(scope);
        carried = Map.copyOf(carried);
    }

    public static Unit whole(List<ScopeItem> scope) {
        return new Unit(WHOLE, scope, Map.of());
    }
}
