package dev.breakwater.hotelchain;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.QuotedUnit;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what cancelling costs from the itinerary; each room is a unit of its own, with the link that cancels it. */
final class QuoteConversation {
    private final RapidSettings settings;
    private final ItineraryFinder finder;

    QuoteConversation(RapidSettings settings, ItineraryFinder finder) {
        this.settings = settings;
        this.finder = finder;
    }

    Step<QuoteResult> start(QuoteOrder order) {
        if (order.waiver().filter(Waiver::required).isPresent()) {
            return Step.answer(refused(RefusalCode.WAIVER_REFUSED, "the protocol carries no waiver"));
        }
        if (order.scope().stream().anyMatch(item -> item.type() != ScopeType.ROOM)) {
            return Step.answer(refused(RefusalCode.MALFORMED_REQUEST, "only rooms can be cancelled one by one"));
        }
        Access access = Access.of(order.booking(), settings.email());
        return finder.find(
                ItineraryReference.of(order.booking()),
                access,
                reading -> Step.answer(
                        reading.fold(itinerary -> judge(order, itinerary), failure -> failed(order, access, failure))));
    }

    private QuoteResult judge(QuoteOrder order, Itinerary itinerary) {
        Set<String> named = order.scope().stream().map(ScopeItem::reference).collect(Collectors.toUnmodifiableSet());
        Optional<String> missing = named.stream()
                .filter(id -> itinerary.room(id).isEmpty())
                .sorted()
                .findFirst();
        if (missing.isPresent()) {
            return refused(RefusalCode.NOT_FOUND, "the itinerary has no room " + missing.get());
        }
        Set<String> quotedBefore = order.previous().stream().map(Unit::key).collect(Collectors.toUnmodifiableSet());
        List<Room> wanted = itinerary.rooms().stream()
                .filter(room -> named.isEmpty() || named.contains(room.id()))
                // What was quoted, or is named, stays a unit though it is gone: cancelling it tells so.
                .filter(room -> !room.isCanceled() || named.contains(room.id()) || quotedBefore.contains(room.id()))
                .toList();
        SupplierWord word = new SupplierWord(Itinerary.words(itinerary.rooms()), "");
        String strange = wanted.stream()
                .filter(QuoteConversation::isStrange)
                .map(room -> room.id()
                        + (room.hasStrangeLink() ? ": its link leads elsewhere" : ": its status is not known"))
                .collect(Collectors.joining(", "));
        if (!strange.isEmpty()) {
            return new QuoteResult.Unknown(new SupplierWord(word.code(), strange));
        }
        if (wanted.stream().anyMatch(room -> room.state() == RoomState.PENDING)) {
            return new QuoteResult.Busy(word);
        }
        List<Offer> offers =
                wanted.stream().map(room -> offer(itinerary, room, order.now())).toList();
        return offers.stream().anyMatch(offer -> offer.carried().link().isPresent())
                ? quoted(offers, order.now(), word)
                : new QuoteResult.Refused(obstacle(offers), word);
    }

    /** A room, what its quote hands over and what it costs. */
    private record Offer(Room room, Carried carried, Terms terms) {
        QuotedUnit unit(Instant now) {
            return new QuotedUnit(
                    new Unit(room.id(), List.of(new ScopeItem(ScopeType.ROOM, room.id())), carried.asMap(terms, now)),
                    terms);
        }
    }

    private static boolean isStrange(Room room) {
        return room.state() == RoomState.UNKNOWN || room.state() == RoomState.BOOKED && room.hasStrangeLink();
    }

    private Offer offer(Itinerary itinerary, Room room, Instant now) {
        RoomTerms terms = new RoomTerms(room.rate(), now, settings.timeZone());
        if (room.isCanceled()) {
            return new Offer(room, carried(itinerary, room, Optional.of(RefusalCode.ALREADY_CANCELLED)), nothing(room));
        }
        if (room.cancelLink().isPresent()) {
            return new Offer(room, carried(itinerary, room, Optional.empty()), terms.ofCancelling());
        }
        boolean late = room.checkin()
                .filter(arrival -> !terms.today().isBefore(arrival))
                .isPresent();
        RefusalCode obstacle = late ? RefusalCode.TOO_LATE : RefusalCode.NOT_CANCELLABLE;
        return new Offer(room, carried(itinerary, room, Optional.of(obstacle)), terms.ofKeeping());
    }

    private static Carried carried(Itinerary itinerary, Room room, Optional<RefusalCode> obstacle) {
        return new Carried(
                itinerary.reference(),
                room.id(),
                room.cancelLink().filter(link -> obstacle.isEmpty()),
                obstacle,
                room.rate().isPaidToTheProperty());
    }

    /** Of a room that is gone: cancelling it loses nothing more. */
    private Terms nothing(Room room) {
        Money nothing = Money.zero(room.rate().paid().map(Money::currency).orElse(settings.currency()));
        return new Terms(Optional.of(nothing), Optional.of(nothing), List.of(), Confidence.CONFIRMED);
    }

    private QuoteResult quoted(List<Offer> offers, Instant now, SupplierWord word) {
        Instant end = Stream.concat(
                        Stream.of(now.plus(settings.quoteAge())),
                        offers.stream()
                                .flatMap(offer -> offer.carried().link().stream())
                                .flatMap(link -> link.expires().stream()))
                .min(Instant::compareTo)
                .orElseThrow();
        String obstacles = offers.stream()
                .flatMap(offer -> offer.carried().obstacle().stream()
                        .map(code -> offer.room().id() + ": " + code))
                .collect(Collectors.joining(", "));
        return new QuoteResult.Quoted(
                offers.stream().map(offer -> offer.unit(now)).toList(),
                Optional.of(end),
                false,
                new SupplierWord(word.code(), obstacles));
    }

    /** Why none of the rooms can be cancelled: what stands in the way of one that is not gone, if there is one. */
    private static RefusalCode obstacle(List<Offer> offers) {
        return offers.stream()
                .flatMap(offer -> offer.carried().obstacle().stream())
                .filter(code -> code != RefusalCode.ALREADY_CANCELLED)
                .findFirst()
                .orElse(RefusalCode.ALREADY_CANCELLED);
    }

    private static QuoteResult failed(QuoteOrder order, Access access, Reading.Failure<Itinerary> failure) {
        SupplierWord word = failure.word();
        return switch (failure.meaning()) {
            case NOT_FOUND ->
                access.isFresh(order.now())
                        ? new QuoteResult.Busy(word)
                        : new QuoteResult.Refused(RefusalCode.NOT_FOUND, word);
            case STALE_LINK, WRONG_EMAIL, MALFORMED -> new QuoteResult.Refused(RefusalCode.MALFORMED_REQUEST, word);
            case UNAUTHORIZED -> new QuoteResult.Refused(RefusalCode.UNAUTHORIZED, word);
            case BUSY, FAILED, INCOMPLETE -> new QuoteResult.Busy(word);
            case ALREADY_CANCELLED, UNREADABLE -> new QuoteResult.Unknown(word);
        };
    }

    private static QuoteResult refused(RefusalCode code, String text) {
        return new QuoteResult.Refused(code, new SupplierWord("", text));
    }
}
