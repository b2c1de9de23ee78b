package dev.breakwater.rail;

import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How one item stands. */
record ItemStanding(ScopeItem item, Standing standing) {
    static ItemStanding ofTicket(String id, Standing standing) {
        return new ItemStanding(new ScopeItem(ScopeType.TICKET, id), standing);
    }

    /** How tickets stand, as a booking shows it; a ticket it does not list may be listed by our confirmed offer. */
    static List<ItemStanding> in(Booking booking, Extent extent, Optional<RefundOffer> ours) {
        return extent.tickets().stream()
                .map(id -> ofTicket(
                        id,
                        booking.ticket(id)
                                .map(ticket -> extent.standing(booking, ticket))
                                .or(() -> ours.filter(offer -> offer.covers(id)).map(offer -> in(offer, id)))
                                .orElse(Standing.UNKNOWN)))
                .toList();
    }

    /** How tickets stand, as their confirmed offer shows it. */
    static List<ItemStanding> in(RefundOffer confirmed, List<String> tickets) {
        return tickets.stream().map(id -> ofTicket(id, in(confirmed, id))).toList();
    }

    /** What an offer that refunds a whole booking has issued anew, and is not cancelled. */
    static Stream<ItemStanding> issued(RefundOffer confirmed) {
        return confirmed.issuedAndLive().map(ticket -> ofTicket(ticket.id(), Standing.LIVE));
    }

    static List<ScopeItem> items(List<ItemStanding> all, Predicate<Standing> which) {
        return all.stream()
                .filter(one -> which.test(one.standing()))
                .map(ItemStanding::item)
                .toList();
    }

    private static Standing in(RefundOffer confirmed, String ticketId) {
        Optional<Ticket> listed = confirmed.tickets().stream()
                .filter(ticket -> ticket.id().equals(ticketId))
                .findFirst();
        if (listed.isPresent()) {
            return listed.get().state() == TicketState.REFUNDED ? Standing.CANCELLED : Standing.PENDING;
        }
        return confirmed.tickets().isEmpty() ? Standing.PENDING : Standing.LIVE;
    }
}
