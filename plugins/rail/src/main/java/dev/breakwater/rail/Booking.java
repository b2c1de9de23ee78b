package dev.breakwater.rail;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Money;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A booking as the supplier shows it.
 *
 * @param id may stand in a path
 * @param code the supplier's booking code, empty if not told
 * @param externalRef the reference it was made under, empty if not told
 * @param travellers its passengers
 * @param price confirmed parts minus confirmed refunds
 * @param tickets the fulfillments
 * @param parts admissions, reservations, ancillaries and continuous services of all booked offers
 * @param bookedFees what was paid beside them, such as for the service: nobody travels by it
 * @param offers the refund offers it lists; proposed ones may be missing
 */
record Booking(
        String id,
        String code,
        String externalRef,
        List<String> travellers,
        Optional<Money> price,
        List<Ticket> tickets,
        List<BookingPart> parts,
        List<BookingPart> bookedFees,
        List<RefundOffer> offers) {
    Booking {
        travellers = List.copyOf(travellers);
        tickets = List.copyOf(tickets);
        parts = List.copyOf(parts);
        bookedFees = List.copyOf(bookedFees);
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
                Standing ofParts = standingOfPartsOf(ticket, part -> true);
                yield ofParts.isGone() ? ofParts : unlessRefundIsUnderWay(ticket, ofParts);
            }
        };
    }

    /**
     * How stands what these travellers have of a ticket, none of whom was issued another in its place: their parts tell it,
     * or that it was replaced for the others.
     */
    Standing standing(Ticket ticket, List<String> some) {
        Standing whole = standing(ticket);
        Standing theirs = standingOfPartsOf(ticket, part -> part.isFor(some));
        if (isReplaced(ticket) || whole == Standing.PENDING && theirs == Standing.CANCELLED) {
            return Standing.CANCELLED;
        }
        return whole == Standing.LIVE && theirs.isGone() ? theirs : whole;
    }

    private boolean isReplaced(Ticket ticket) {
        boolean isOver = switch (ticket.state()) {
            case REFUNDED, VOID, EXCHANGED -> true;
            case LIVE, RELEASED, EXPIRED, UNKNOWN -> false;
        };
        return isOver && issuedFor(ticket.id()).findAny().isPresent();
    }

    private Stream<Ticket> issuedFor(String ticketId) {
        return confirmedOffersFor(List.of(ticketId)).stream().flatMap(offer -> offer.issued().stream());
    }

    /** The travellers a ticket is for; empty if the booking does not tell them all. */
    Optional<Set<String>> holders(String ticketId) {
        Set<String> named = new HashSet<>(partsOf(List.of(ticketId)));
        bookedFees.forEach(fee -> named.remove(fee.id()));
        List<BookingPart> listed =
                parts.stream().filter(part -> named.contains(part.id())).toList();
        boolean told = !named.isEmpty()
                && listed.size() == named.size()
                && listed.stream().noneMatch(part -> part.travellers().isEmpty());
        return told
                ? Optional.of(listed.stream()
                        .flatMap(part -> part.travellers().stream())
                        .collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }

    /** The travellers who were issued another ticket when this one was refunded; empty if the booking does not tell. */
    Optional<Set<String>> heirs(String ticketId) {
        List<Optional<Set<String>>> each =
                issuedFor(ticketId).map(issued -> holders(issued.id())).toList();
        return each.stream().allMatch(Optional::isPresent)
                ? Optional.of(each.stream()
                        .flatMap(holders -> holders.get().stream())
                        .collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }

    private Standing unlessRefundIsUnderWay(Ticket ticket, Standing otherwise) {
        return confirmedOffersFor(List.of(ticket.id())).isEmpty() ? otherwise : Standing.PENDING;
    }

    private Standing standingOfPartsOf(Ticket ticket, Predicate<BookingPart> which) {
        Set<String> listed = partsAndFees().map(BookingPart::id).collect(Collectors.toUnmodifiableSet());
        if (!listed.containsAll(ticket.parts())) {
            return Standing.UNKNOWN;
        }
        List<Standing> standings = parts.stream()
                .filter(part -> ticket.parts().isEmpty() || ticket.parts().contains(part.id()))
                .filter(which)
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
     *
     * @param some the travellers who are meant, if these are not all; a part for others too must not be among theirs
     */
    Optional<Money> paidFor(List<String> ticketIds, List<String> some) {
        List<String> others = tickets.stream()
                .map(Ticket::id)
                .filter(id -> !ticketIds.contains(id))
                .toList();
        boolean areAllLeft = some.isEmpty()
                && others.stream().flatMap(id -> ticket(id).stream()).allMatch(ticket -> {
                    Standing standing = standing(ticket);
                    return standing == Standing.CANCELLED || standing == Standing.EXCHANGED;
                });
        if (areAllLeft && price.isPresent()) {
            return price;
        }
        Set<String> elsewhere = partsOf(others);
        return partsFor(ticketIds, some)
                .filter(meant -> meant.stream().noneMatch(part -> elsewhere.contains(part.id())))
                .filter(meant -> meant.stream().allMatch(part -> part.price().isPresent()))
                .flatMap(meant -> Amounts.sum(
                        meant.stream().flatMap(part -> part.price().stream()).toList()));
    }

    /**
     * What its after-sale conditions say of these tickets; of nothing, if a ticket does not name its parts.
     *
     * @param some the travellers who are meant, if these are not all
     */
    RefundFees refundFees(List<String> ticketIds, List<String> some) {
        return new RefundFees(partsFor(ticketIds, some).orElse(List.of()));
    }

    private Optional<List<BookingPart>> partsFor(List<String> ticketIds, List<String> some) {
        Set<String> named = partsOf(ticketIds);
        List<BookingPart> listed =
                partsAndFees().filter(part -> named.contains(part.id())).toList();
        boolean complete = listed.size() == named.size()
                && ticketIds.stream()
                        .allMatch(id -> ticket(id)
                                .filter(ticket -> !ticket.parts().isEmpty())
                                .isPresent());
        List<BookingPart> theirs = listed.stream()
                .filter(part -> some.isEmpty() || part.isFor(some))
                .toList();
        boolean shared = !some.isEmpty() && theirs.stream().anyMatch(part -> !some.containsAll(part.travellers()));
        return Optional.of(theirs).filter(clear -> complete && !shared);
    }

    private Stream<BookingPart> partsAndFees() {
        return Stream.concat(parts.stream(), bookedFees.stream());
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
