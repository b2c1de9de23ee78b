package dev.breakwater.rail;

import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A look-up: read the booking, and decide ticket by ticket. */
final class LookingUp {
    /** How far the supplier's clock may be behind ours. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final LookupOrder order;
    private final Optional<Carried> carried;
    private final OsdmRequests requests;
    private final OsdmReader reader;

    LookingUp(LookupOrder order, OsdmRequests requests, OsdmReader reader) {
        this.order = order;
        this.carried = Carried.of(order.unit());
        this.requests = requests;
        this.reader = reader;
    }

    Step<LookupResult> begin() {
        BookingFinder<LookupResult> finder =
                new BookingFinder<>(requests, reader, booking -> Step.answer(found(booking)), this::missed);
        return finder.find(
                carried.map(Carried::bookingId),
                order.booking().reference(),
                order.booking().ownReference());
    }

    private Step<LookupResult> missed(BookingFinder.Miss miss) {
        SupplierWord word = miss.reply().word();
        return Step.answer(
                switch (miss.fault()) {
                    // It was there when it was quoted: that nothing is shown any more proves nothing about our commit.
                    case NOT_FOUND ->
                        order.committed().isPresent()
                                ? new LookupResult.Unknown(word)
                                : new LookupResult.NotFound(word);
                    case BUSY, UNAVAILABLE -> new LookupResult.Busy(word);
                    case UNAUTHORIZED,
                            ALREADY_CANCELLED,
                            NOT_CANCELLABLE,
                            CHECK_FAILED,
                            PARTIAL,
                            WAIVER_NOT_APPLIED,
                            MALFORMED,
                            CONFLICT,
                            UNRECOGNISED,
                            UNREADABLE -> new LookupResult.Unknown(word);
                });
    }

    private LookupResult found(Booking booking) {
        Optional<RefundOffer> ours =
                carried.flatMap(known -> booking.offer(known.offerId())).filter(RefundOffer::isConfirmed);
        List<ItemStanding> items = items(booking, ours);
        SupplierWord word = wordFor(booking, items);
        if (items.isEmpty() || stands(items, Standing.UNKNOWN)) {
            return new LookupResult.Unknown(word);
        }
        if (stands(items, Standing.PENDING)) {
            return new LookupResult.Pending(word);
        }
        if (stands(items, Standing.BEING_EXCHANGED)) {
            return new LookupResult.Busy(word);
        }
        List<ScopeItem> gone = ItemStanding.items(items, Standing::isGone);
        List<ScopeItem> remaining = ItemStanding.items(items, standing -> !standing.isGone());
        if (gone.isEmpty()) {
            return notCancelled(items, word);
        }
        Restitution restitution = new Restitution(booking, gone, stands(items, Standing.RELEASED));
        return remaining.isEmpty()
                ? new LookupResult.Cancelled(
                        author(restitution, ours), restitution.refund(), booking.aliases(order.booking()), word)
                : new LookupResult.PartlyCancelled(
                        author(restitution, ours), gone, remaining, Optional.empty(), restitution.refund(), word);
    }

    private static LookupResult notCancelled(List<ItemStanding> items, SupplierWord word) {
        if (stands(items, Standing.LIVE)) {
            return new LookupResult.Active(word);
        }
        boolean allExpired = items.stream().allMatch(one -> one.standing() == Standing.EXPIRED);
        return new LookupResult.Gone(allExpired ? RefusalCode.TOO_LATE : RefusalCode.NOT_CANCELLABLE, word);
    }

    private List<ItemStanding> items(Booking booking, Optional<RefundOffer> ours) {
        Extent extent = extent(booking, ours);
        if (booking.tickets().isEmpty() && carried.isEmpty()) {
            return booking.parts().stream()
                    .filter(part -> extent.travellers().isEmpty() || part.isFor(extent.travellers()))
                    .map(part -> new ItemStanding(new ScopeItem(ScopeType.ITEM, part.id()), part.standing()))
                    .toList();
        }
        if (!extent.unclear().isEmpty()) {
            return List.of();
        }
        boolean isWholeBooking = order.unit().scope().isEmpty();
        boolean listsSuccessors =
                isWholeBooking && carried.isEmpty() || !extent.travellers().isEmpty();
        Stream<ItemStanding> tickets = ItemStanding.in(booking, extent, ours).stream()
                .map(one -> one.standing() == Standing.RELEASED ? released(booking, one.item()) : one)
                .filter(one -> !listsSuccessors || one.standing() != Standing.EXCHANGED);
        Stream<ItemStanding> issued =
                ours.stream().filter(offer -> isWholeBooking).flatMap(ItemStanding::issued);
        List<ItemStanding> items = Stream.concat(tickets, issued).toList();
        return items.isEmpty() ? ItemStanding.in(booking, extent, ours) : items;
    }

    /**
     * A ticket that was released before our quote is as it was. One that was not may be the first half of our commit, as long
     * as our offer is open.
     */
    private ItemStanding released(Booking booking, ScopeItem ticket) {
        boolean wasBefore = carried.filter(known -> known.released().contains(ticket.reference()))
                .isPresent();
        boolean isOurOfferOpen = carried.flatMap(known -> booking.offer(known.offerId()))
                .filter(offer -> offer.isProposed()
                        && offer.validUntil().filter(order.now()::isAfter).isEmpty())
                .isPresent();
        if (wasBefore) {
            return new ItemStanding(ticket, Standing.LIVE);
        }
        boolean mayBeHalfDone = isOurOfferOpen && order.committed().isPresent();
        return new ItemStanding(ticket, mayBeHalfDone ? Standing.PENDING : Standing.RELEASED);
    }

    /** What the travellers of the unit have now; what they had at the quote only if the booking no longer tells. */
    private Extent extent(Booking booking, Optional<RefundOffer> ours) {
        List<ScopeItem> scope = order.unit().scope();
        Extent now = Extent.of(booking, scope);
        boolean isToldNow = now.unclear().isEmpty() && !now.tickets().isEmpty();
        boolean isOfTravellers = Extent.namesTravellers(scope);
        return carried.filter(known -> !isOfTravellers || ours.isPresent() && !isToldNow)
                .map(known -> Extent.of(known.tickets(), scope))
                .orElse(now);
    }

    /**
     * Our offer confirmed is a mark that only our commit can have left. A confirmed refund stays listed: refunded tickets
     * without one were refunded in another way than ours, unless our offer is listed in another state. Who released tickets is
     * not told.
     */
    private Author author(Restitution restitution, Optional<RefundOffer> ours) {
        if (order.committedSince().isEmpty()) {
            return Author.OTHERS;
        }
        if (ours.isPresent()) {
            return Author.US;
        }
        boolean isOurOfferListed = carried.flatMap(
                        known -> restitution.booking().offer(known.offerId()))
                .isPresent();
        if (restitution.mustBeClaimed() || isOurOfferListed) {
            return Author.UNKNOWN;
        }
        Instant earliest = order.committedSince().get().minus(CLOCK_SKEW);
        boolean allBefore = restitution.offers().stream()
                .allMatch(offer -> offer.confirmedOn().filter(earliest::isAfter).isPresent());
        return allBefore ? Author.OTHERS : Author.UNKNOWN;
    }

    private static boolean stands(List<ItemStanding> items, Standing standing) {
        return items.stream().anyMatch(one -> one.standing() == standing);
    }

    /** The supplier's status words of what was looked at. */
    private static SupplierWord wordFor(Booking booking, List<ItemStanding> items) {
        String words = items.stream()
                .flatMap(one -> Stream.concat(
                        booking.ticket(one.item().reference()).map(Ticket::word).stream(),
                        booking.parts().stream()
                                .filter(part -> part.id().equals(one.item().reference()))
                                .map(BookingPart::word)))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        return new SupplierWord(words, "");
    }
}
