package dev.breakwater.gateway.cancellation;

import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the scopes of orders for the same booking. */
final class Scopes {
    private Scopes() {}

    /**
     * Whether a new order of this scope may touch what an earlier one touches. The whole booking overlaps with everything,
     * and items of different types cannot be told apart. What a partial cancellation left is free again.
     */
    static boolean overlap(Set<ScopeItem> scope, Cancellation earlier) {
        if (earlier.status() == Status.PARTIALLY_CANCELLED) {
            Set<ScopeItem> left = left(earlier);
            return scope.isEmpty() || !left.containsAll(scope);
        }
        List<ScopeItem> other = earlier.instruction().scope();
        if (scope.isEmpty() || other.isEmpty() || !types(scope).equals(types(other))) {
            return true;
        }
        return other.stream().anyMatch(scope::contains);
    }

    private static Set<ScopeItem> left(Cancellation earlier) {
        Set<ScopeItem> left = new HashSet<>();
        for (UnitProgress unit : earlier.progress().units()) {
            switch (unit.state()) {
                case PARTLY_CANCELLED -> left.addAll(unit.remaining());
                case REFUSED, OPEN -> left.addAll(unit.unit().scope());
                case CANCELLED, COMMITTING, IN_DOUBT, PENDING -> {}
            }
        }
        return left;
    }

    private static Set<ScopeType> types(Iterable<ScopeItem> scope) {
        Set<ScopeItem> items = new HashSet<>();
        scope.forEach(items::add);
        return items.stream().map(ScopeItem::type).collect(Collectors.toSet());
    }
}
