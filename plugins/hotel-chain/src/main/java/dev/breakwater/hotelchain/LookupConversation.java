package dev.breakwater.hotelchain;

import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks how rooms stand, and who cancelled them. */
final class LookupConversation {
    private final RapidSettings settings;
    private final ItineraryFinder finder;

    LookupConversation(RapidSettings settings, ItineraryFinder finder) {
        this.settings = settings;
        this.finder = finder;
    }

    Step<LookupResult> start(LookupOrder order) {
        Optional<Carried> carried = Carried.of(order.unit());
        Access access = Access.of(order.booking(), settings.email());
        ItineraryReference asked = ItineraryReference.of(order.booking());
        return finder.find(
                carried.map(Carried::itinerary).orElse(asked),
                carried.isPresent(),
                access,
                reading -> Step.answer(reading.fold(
                        itinerary -> judge(order, carried, itinerary), failure -> failed(order, access, failure))));
    }

    private static LookupResult judge(LookupOrder order, Optional<Carried> carried, Itinerary itinerary) {
        List<String> ids = carried.map(Carried::roomId).map(List::of).orElseGet(() -> named(order, itinerary));
        List<Room> rooms =
                ids.stream().flatMap(id -> itinerary.room(id).stream()).toList();
        SupplierWord word = word(rooms);
        if (rooms.size() < ids.size()) {
            return new LookupResult.Unknown(new SupplierWord(word.code(), "the itinerary has lost a room"));
        }
        if (rooms.stream().anyMatch(room -> room.state() == RoomState.UNKNOWN)) {
            return new LookupResult.Unknown(word);
        }
        List<Room> gone = rooms.stream().filter(Room::isCanceled).toList();
        List<Room> left = rooms.stream().filter(room -> !room.isCanceled()).toList();
        if (gone.isEmpty()) {
            return new LookupResult.Active(word);
        }
        Refund refund = Refunds.of(gone, carried.map(Carried::paidToTheProperty).orElse(false));
        return left.isEmpty()
                ? new LookupResult.Cancelled(
                        author(order, gone),
                        refund,
                        itinerary.reference().aliasesOf(ItineraryReference.of(order.booking())),
                        word)
                : new LookupResult.PartlyCancelled(
                        author(order, gone), items(gone), items(left), Optional.empty(), refund, word);
    }

    private static List<String> named(LookupOrder order, Itinerary itinerary) {
        return order.unit().scope().isEmpty()
                ? itinerary.rooms().stream().map(Room::id).toList()
                : order.unit().scope().stream()
                        .map(ScopeItem::reference)
                        .distinct()
                        .toList();
    }

    /** Of several rooms: who cancelled all of them, if that was one. */
    private static Author author(LookupOrder order, List<Room> gone) {
        Set<Author> authors = gone.stream()
                .map(room -> order.committedSince().isEmpty()
                        ? Author.OTHERS
                        : room.ending()
                                .map(ending ->
                                        ending.author(order.committedSince().get()))
                                .orElse(Author.UNKNOWN))
                .collect(Collectors.toUnmodifiableSet());
        return authors.size() == 1 ? authors.iterator().next() : Author.UNKNOWN;
    }

    private static List<ScopeItem> items(List<Room> rooms) {
        return rooms.stream()
                .map(room -> new ScopeItem(ScopeType.ROOM, room.id()))
                .toList();
    }

    private static SupplierWord word(List<Room> rooms) {
        String endings = rooms.stream()
                .flatMap(room -> room.ending().stream())
                .map(Ending::text)
                .collect(Collectors.joining("; "));
        return new SupplierWord(Itinerary.words(rooms), endings);
    }

    private static LookupResult failed(LookupOrder order, Access access, Reading.Failure<Itinerary> failure) {
        SupplierWord word = failure.word();
        return switch (failure.meaning()) {
            case NOT_FOUND -> access.isFresh(order.now()) ? new LookupResult.Busy(word) : missing(order, word);
            case WRONG_EMAIL -> missing(order, word);
            case BUSY, FAILED, INCOMPLETE -> new LookupResult.Busy(word);
            case STALE_LINK, ALREADY_CANCELLED, MALFORMED, UNAUTHORIZED, UNREADABLE -> new LookupResult.Unknown(word);
        };
    }

    /** It was there when its rooms were quoted: that nothing is shown any more proves nothing about our commit. */
    private static LookupResult missing(LookupOrder order, SupplierWord word) {
        return order.committed().isPresent() ? new LookupResult.Unknown(word) : new LookupResult.NotFound(word);
    }
}
