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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The tickets of a booking that an order means.
 *
 * @param booking the booking
 * @param scope the order's scope
 * @param extent how far it reaches
 * @param wanted the tickets that are to be cancelled and are not yet, sorted
 * @param open those of them that a refund can be asked for, sorted: the same order must give the same bytes
 */
record Selection(Booking booking, List<ScopeItem> scope, Extent extent, List<String> wanted, List<String> open) {
    private static final int LONGEST_KEY = 200;

    Selection {
        scope = List.copyOf(scope);
        wanted = List.copyOf(wanted);
        open = List.copyOf(open);
    }

    static Selection of(Booking booking, List<ScopeItem> scope) {
        Extent extent = Extent.of(booking, scope);
        boolean listsSuccessors = scope.isEmpty() || Extent.namesTravellers(scope);
        List<Ticket> wanted = booking.tickets().stream()
                .filter(ticket -> extent.tickets().contains(ticket.id()))
                .filter(ticket -> isStillWanted(extent.standing(booking, ticket), listsSuccessors))
                .toList();
        List<Ticket> open = wanted.stream()
                .filter(ticket -> extent.standing(booking, ticket).isOpen())
                .toList();
        return new Selection(booking, scope, extent, sortedIds(wanted), sortedIds(open));
    }

    // Unless tickets are named, those that took an exchanged one's place are listed beside it.
    private static boolean isStillWanted(Standing standing, boolean listsSuccessors) {
        boolean done = standing == Standing.CANCELLED || standing == Standing.PENDING;
        return !done && !(listsSuccessors && standing == Standing.EXCHANGED);
    }

    private static List<String> sortedIds(List<Ticket> tickets) {
        return tickets.stream().map(Ticket::id).distinct().sorted().toList();
    }

    /** Why no refund can be asked for. */
    Optional<QuoteResult> obstacle() {
        if (!extent.unclear().isEmpty()) {
            return refused(
                    RefusalCode.NOT_CANCELLABLE,
                    "the booking does not tell whose these tickets are: " + String.join(", ", extent.unclear()));
        }
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
        return booking.tickets().stream()
                .filter(ticket -> extent.tickets().contains(ticket.id()))
                .map(ticket -> extent.standing(booking, ticket))
                .toList();
    }

    /** Of the open tickets that are for others too: the travellers whose part is meant, sorted. */
    SortedMap<String, List<String>> shares() {
        SortedMap<String, List<String>> shares = new TreeMap<>();
        for (String ticket : extent.travellers().isEmpty() ? List.<String>of() : open) {
            Set<String> holders = booking.holders(ticket).orElse(Set.of());
            if (!extent.travellers().containsAll(holders)) {
                shares.put(
                        ticket,
                        holders.stream()
                                .filter(extent.travellers()::contains)
                                .sorted()
                                .toList());
            }
        }
        return shares;
    }

    OfferChoice choice(Optional<String> waiver, Instant now) {
        Set<String> foreign = booking.parts().stream()
                .filter(part -> !extent.travellers().isEmpty() && !part.isFor(extent.travellers()))
                .map(BookingPart::id)
                .collect(Collectors.toUnmodifiableSet());
        return new OfferChoice(Set.copyOf(open), scope.isEmpty(), foreign, waiver, now);
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
        List<String> only = shares().isEmpty() ? List.of() : extent.travellers();
        Optional<Money> penalty =
                offer.refundable().flatMap(back -> Amounts.lost(booking.paidFor(wanted, only), back, offer.fee()));
        Carried carried = new Carried(booking.id(), booking.code(), offer.id(), wanted, released());
        Terms terms = new Terms(
                penalty,
                offer.refundable(),
                offer.lines(),
                penalty.isPresent() ? Confidence.CONFIRMED : Confidence.UNKNOWN,
                penalty.map(lost -> booking.refundFees(wanted, only).rises(now, lost))
                        .orElse(List.of()));
        return new QuoteResult.QuotedUnit(new Unit(unitKey(), scope, carried.asMap(offer, penalty)), terms);
    }

    private List<String> released() {
        return wanted.stream()
                .filter(id -> booking.ticket(id)
                        .filter(ticket -> extent.standing(booking, ticket) == Standing.RELEASED)
                        .isPresent())
                .toList();
    }

    private String unitKey() {
        if (scope.isEmpty()) {
            return Unit.WHOLE;
        }
        String items =
                scope.stream().map(ScopeItem::reference).distinct().sorted().collect(Collectors.joining("+"));
        return items.length() <= LONGEST_KEY
                ? items
                : UUID.nameUUIDFromBytes(items.getBytes(UTF_8)).toString();
    }

    private static Optional<QuoteResult> refused(RefusalCode code, String text) {
        return Optional.of(new QuoteResult.Refused(code, word(text)));
    }

    private static SupplierWord word(String text) {
        return new SupplierWord("", text);
    }
}
