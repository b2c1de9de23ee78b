package dev.breakwater.rail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The tickets of a booking that an order means.
 *
 * @param booking the booking
 * @param scope the order's scope
 * @param wanted the tickets that are to be cancelled and are not yet, sorted
 * @param open those of them that a refund can be asked for, sorted: the same order must give the same bytes
 */
record Selection(Booking booking, List<ScopeItem> scope, List<String> wanted, List<String> open) {
    private static final int LONGEST_KEY = 200;

    Selection {
        scope = List.copyOf(scope);
        wanted = List.copyOf(wanted);
        open = List.copyOf(open);
    }

    static Selection of(Booking booking, List<ScopeItem> scope) {
        Set<String> named = scope.stream().map(ScopeItem::reference).collect(Collectors.toUnmodifiableSet());
        List<Ticket> wanted = booking.tickets().stream()
                .filter(ticket -> scope.isEmpty() || named.contains(ticket.id()))
                .filter(ticket -> isStillWanted(booking.standing(ticket), scope.isEmpty()))
                .toList();
        List<Ticket> open = wanted.stream()
                .filter(ticket -> booking.standing(ticket).isOpen())
                .toList();
        return new Selection(booking, scope, sortedIds(wanted), sortedIds(open));
    }

    // In a whole booking the tickets that took an exchanged one's place are listed beside it.
    private static boolean isStillWanted(Standing standing, boolean wholeBooking) {
        boolean done = standing == Standing.CANCELLED || standing == Standing.PENDING;
        return !done && !(wholeBooking && standing == Standing.EXCHANGED);
    }

    private static List<String> sortedIds(List<Ticket> tickets) {
        return tickets.stream().map(Ticket::id).distinct().sorted().toList();
    }

    /** Why no refund can be asked for. */
    Optional<QuoteResult> obstacle() {
        List<Standing> standings = standings();
        if (standings.contains(Standing.BEING_EXCHANGED)) {
            return Optional.of(new QuoteResult.Busy(word("an exchange is under way")));
        }
        if (!open.isEmpty()) {
            return Optional.empty();
        }
        if (standings.contains(Standing.UNKNOWN)) {
            return Optional.of(new QuoteResult.Unknown(word("the state of the booking is not known")));
        }
        if (standings.contains(Standing.EXPIRED)) {
            return refused(RefusalCode.TOO_LATE, "the tickets have expired");
        }
        boolean anyDone = standings.contains(Standing.CANCELLED) || standings.contains(Standing.PENDING);
        return anyDone && !standings.contains(Standing.LIVE)
                ? refused(RefusalCode.ALREADY_CANCELLED, "the tickets are refunded")
                : refused(RefusalCode.NOT_CANCELLABLE, "no ticket can be refunded");
    }

    private List<Standing> standings() {
        if (booking.tickets().isEmpty()) {
            return booking.parts().stream().map(BookingPart::standing).toList();
        }
        Set<String> named = scope.stream().map(ScopeItem::reference).collect(Collectors.toUnmodifiableSet());
        return booking.tickets().stream()
                .filter(ticket -> scope.isEmpty() || named.contains(ticket.id()))
                .map(booking::standing)
                .toList();
    }

    OfferChoice choice(Optional<String> waiver) {
        return new OfferChoice(Set.copyOf(open), scope.isEmpty(), waiver);
    }

    /** The wanted tickets that an offer does not refund. */
    List<String> uncovered(RefundOffer offer) {
        return wanted.stream()
                .filter(ticket -> !open.contains(ticket) || !offer.tickets().isEmpty() && !offer.covers(ticket))
                .toList();
    }

    /**
     * The unit and its terms. The penalty is the price paid for all wanted tickets minus what comes back, where the booking
     * tells the price paid; otherwise the offer's fee, which can be lower than what is really lost. A refund as a voucher
     * counts as coming back; its line says that it is one. When the penalty rises is told by the booking's after-sale
     * conditions; the end of the offer is none of it, as a new one can be asked for.
     */
    QuoteResult.QuotedUnit quoted(RefundOffer offer, Instant now) {
        Optional<Money> penalty =
                offer.refundable().flatMap(back -> Amounts.lost(booking.paidFor(wanted), back, offer.fee()));
        Carried carried = new Carried(booking.id(), booking.code(), offer.id(), wanted);
        Terms terms = new Terms(
                penalty,
                offer.refundable(),
                offer.lines(),
                penalty.isPresent() ? Confidence.CONFIRMED : Confidence.UNKNOWN,
                penalty.map(lost -> booking.refundFees(wanted).rises(now, lost)).orElse(List.of()));
        return new QuoteResult.QuotedUnit(new Unit(unitKey(), scope, carried.asMap(offer, penalty)), terms);
    }

    private String unitKey() {
        if (scope.isEmpty()) {
            return Unit.WHOLE;
        }
        String tickets =
                scope.stream().map(ScopeItem::reference).distinct().sorted().collect(Collectors.joining("+"));
        return tickets.length() <= LONGEST_KEY
                ? tickets
                : UUID.nameUUIDFromBytes(tickets.getBytes(UTF_8)).toString();
    }

    private static Optional<QuoteResult> refused(RefusalCode code, String text) {
        return Optional.of(new QuoteResult.Refused(code, word(text)));
    }

    private static SupplierWord word(String text) {
        return new SupplierWord("", text);
    }
}
