package dev.breakwater.rail;

import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far a scope reaches in a booking.
 *
 * @param tickets the tickets it reaches, in the booking's or the scope's order
 * @param travellers the travellers it names; of a ticket that is for others too, it means theirs only. Empty if it does not
 *     name travellers
 * @param unclear the tickets of which the booking does not tell whose they are
 */
record Extent(Set<String> tickets, List<String> travellers, List<String> unclear) {
    Extent {
        tickets = Collections.unmodifiableSet(new LinkedHashSet<>(tickets));
        travellers = List.copyOf(travellers);
        unclear = List.copyOf(unclear);
    }

    static boolean namesTravellers(List<ScopeItem> scope) {
        return scope.stream().anyMatch(item -> item.type() == ScopeType.TRAVELLER);
    }

    /** The extent of a scope of which the tickets are known. */
    static Extent of(List<String> tickets, List<ScopeItem> scope) {
        return new Extent(
                new LinkedHashSet<>(tickets), namesTravellers(scope) ? references(scope) : List.of(), List.of());
    }

    static Extent of(Booking booking, List<ScopeItem> scope) {
        List<String> all = booking.tickets().stream().map(Ticket::id).toList();
        if (!namesTravellers(scope)) {
            return of(scope.isEmpty() ? all : references(scope), scope);
        }
        List<String> travellers = references(scope);
        return !booking.travellers().isEmpty() && travellers.containsAll(booking.travellers())
                ? of(all, scope)
                : of(booking, travellers, all);
    }

    private static Extent of(Booking booking, List<String> travellers, List<String> all) {
        Set<String> tickets = new LinkedHashSet<>();
        List<String> unclear = new ArrayList<>();
        for (String ticket : all) {
            Optional<Set<String>> holders = booking.holders(ticket);
            Optional<Set<String>> heirs = booking.heirs(ticket);
            if (holders.isEmpty() || heirs.isEmpty()) {
                unclear.add(ticket);
                continue;
            }
            Set<String> meant = new HashSet<>(holders.get());
            meant.removeAll(heirs.get());
            meant.retainAll(travellers);
            if (!meant.isEmpty()) {
                tickets.add(ticket);
            }
        }
        return new Extent(tickets, travellers, unclear);
    }

    Standing standing(Booking booking, Ticket ticket) {
        return travellers.isEmpty() ? booking.standing(ticket) : booking.standing(ticket, travellers);
    }

    private static List<String> references(List<ScopeItem> scope) {
        return scope.stream().map(ScopeItem::reference).distinct().toList();
    }
}
