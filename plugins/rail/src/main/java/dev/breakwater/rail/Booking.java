package dev.breakwater.rail;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Money;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A booking as the supplier shows it.
 *
 * @param id may stand in a path
 * @param code the supplier's booking code, empty if not told
 * @param externalRef the reference it was made under, empty if not told
 * @param price confirmed parts minus confirmed refunds
 * @param tickets the fulfillments
 * @param parts admissions, reservations and ancillaries of all booked offers
 * @param offers the refund offers it lists; proposed ones may be missing
 */
record Booking(
        String id,
        String code,
        String externalRef,
        Optional<Money> price,
        List<Ticket> tickets,
        List<BookingPart> parts,
        List<RefundOffer> offers) {
    Booking {
        tickets = List.copyOf(tickets);
        parts = List.copyOf(parts);
        offers = List.copyOf(offers);
    }

    Optional<Ticket> ticket(String ticketId) {
        return tickets.stream().filter(ticket -> ticket.id().equals(ticketId)).findFirst();
    }

    Optional<RefundOffer> offer(String offerId) {
        return offers.stream().filter(offer -> offer.id().equals(offerId)).findFirst();
    }

    List<RefundOffer> confirmedOffersFor(List<String> ticketIds) {
        return offers.stream()
                .filter(RefundOffer::isConfirmed)
                .filter(offer -> ticketIds.stream().anyMatch(offer::covers))
                .toList();
    }

    Standing standing(Ticket ticket) {
        return switch (ticket.state()) {
            case REFUNDED -> Standing.CANCELLED;
            case EXCHANGED -> Standing.EXCHANGED;
            case EXPIRED -> Standing.EXPIRED;
            case LIVE -> unlessRefundIsUnderWay(ticket, Standing.LIVE);
            case RELEASED -> unlessRefundIsUnderWay(ticket, Standing.RELEASED);
            case UNKNOWN -> unlessRefundIsUnderWay(ticket, Standing.UNKNOWN);
            case VOID -> {
                Standing ofParts = standingOfPartsOf(ticket);
                yield ofParts.isGone() ? ofParts : unlessRefundIsUnderWay(ticket, ofParts);
            }
        };
    }

    private Standing unlessRefundIsUnderWay(Ticket ticket, Standing otherwise) {
        return confirmedOffersFor(List.of(ticket.id())).isEmpty() ? otherwise : Standing.PENDING;
    }

    private Standing standingOfPartsOf(Ticket ticket) {
        List<Standing> standings = parts.stream()
                .filter(part -> ticket.parts().isEmpty() || ticket.parts().contains(part.id()))
                .map(BookingPart::standing)
                .distinct()
                .toList();
        if (standings.size() == 1) {
            return standings.get(0);
        }
        if (standings.contains(Standing.UNKNOWN)) {
            return Standing.UNKNOWN;
        }
        boolean allGone = !standings.isEmpty() && standings.stream().allMatch(Standing::isGone);
        if (allGone) {
            return Standing.RELEASED;
        }
        return standings.contains(Standing.BEING_EXCHANGED) ? Standing.BEING_EXCHANGED : Standing.LIVE;
    }

    /**
     * What was paid for these tickets, if the booking tells it for certain: its whole price if they are all that is left of
     * it, else the prices of their parts, unless a part belongs to another ticket as well.
     */
    Optional<Money> paidFor(List<String> ticketIds) {
        boolean areAllLeft = tickets.stream()
                .filter(ticket -> !ticketIds.contains(ticket.id()))
                .allMatch(ticket -> standing(ticket) == Standing.CANCELLED || standing(ticket) == Standing.EXCHANGED);
        return areAllLeft && price.isPresent() ? price : sumOfParts(ticketIds);
    }

    private Optional<Money> sumOfParts(List<String> ticketIds) {
        Set<String> wanted = partsOf(ticketIds);
        boolean everyTicketHasParts = ticketIds.stream()
                .allMatch(id ->
                        ticket(id).map(ticket -> !ticket.parts().isEmpty()).orElse(false));
        List<String> others = tickets.stream()
                .map(Ticket::id)
                .filter(id -> !ticketIds.contains(id))
                .toList();
        boolean shared = partsOf(others).stream().anyMatch(wanted::contains);
        List<Money> prices = parts.stream()
                .filter(part -> wanted.contains(part.id()))
                .flatMap(part -> part.price().stream())
                .toList();
        if (!everyTicketHasParts || shared || prices.size() != wanted.size()) {
            return Optional.empty();
        }
        return Amounts.sum(prices);
    }

    /** What its after-sale conditions say of these tickets; of nothing, if a ticket does not name its parts. */
    RefundFees refundFees(List<String> ticketIds) {
        Set<String> named = partsOf(ticketIds);
        List<BookingPart> meant =
                parts.stream().filter(part -> named.contains(part.id())).toList();
        boolean complete = meant.size() == named.size()
                && ticketIds.stream()
                        .allMatch(id -> ticket(id)
                                .filter(ticket -> !ticket.parts().isEmpty())
                                .isPresent());
        return new RefundFees(complete ? meant : List.of());
    }

    private Set<String> partsOf(List<String> ticketIds) {
        return tickets.stream()
                .filter(ticket -> ticketIds.contains(ticket.id()))
                .flatMap(ticket -> ticket.parts().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether this is the booking meant by a reference. */
    boolean isNamed(String reference) {
        return References.same(id, reference) || References.same(code, reference);
    }

    Set<BookingKey> aliases(BookingReference known) {
        return References.aliases(known, id, code);
    }
}
