package dev.breakwater.hotelchain;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireReply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cancels a room by its link, and then looks: for the money if it was done, for the reason if it was not. */
final class CancelConversation {
    private static final int DONE = 204;

    private final RapidSettings settings;
    private final RapidRequests requests;
    private final ItineraryFinder finder;

    CancelConversation(RapidSettings settings, RapidRequests requests, ItineraryFinder finder) {
        this.settings = settings;
        this.requests = requests;
        this.finder = finder;
    }

    Step<CancelResult> start(UnitOrder order) {
        if (order.waiver().filter(Waiver::required).isPresent()) {
            return Step.answer(refused(RefusalCode.WAIVER_REFUSED, word("the protocol carries no waiver")));
        }
        Optional<Carried> quoted = Carried.of(order.unit());
        if (quoted.isEmpty()) {
            return Step.answer(new CancelResult.QuoteExpired(word("the unit was not quoted")));
        }
        Carried carried = quoted.get();
        if (carried.obstacle().isPresent()) {
            return Step.answer(refused(carried.obstacle().get(), word("the quote told so")));
        }
        Optional<CancelLink> link = carried.link()
                .filter(one ->
                        one.expires().filter(end -> !order.now().isBefore(end)).isEmpty());
        return link.isEmpty()
                ? Step.answer(new CancelResult.QuoteExpired(word("the link has expired")))
                : Step.ask(requests.cancel(link.get().path()), reply -> committed(order, carried, reply));
    }

    private Step<CancelResult> committed(UnitOrder order, Carried carried, WireReply reply) {
        if (reply.status() == DONE) {
            return look(order, carried, reading -> done(order, carried, reading));
        }
        Problem problem = Problem.read(reply);
        SupplierWord word = problem.word(reply.status());
        Meaning meaning = Tables.meaningOf(reply.status(), problem);
        return switch (meaning) {
            case STALE_LINK, ALREADY_CANCELLED, NOT_FOUND ->
                look(order, carried, reading -> explained(order, carried, meaning, word, reading));
            case WRONG_EMAIL, MALFORMED -> Step.answer(refused(RefusalCode.MALFORMED_REQUEST, word));
            case UNAUTHORIZED -> Step.answer(refused(RefusalCode.UNAUTHORIZED, word));
            case BUSY -> Step.answer(new CancelResult.Busy(word));
            case FAILED, INCOMPLETE, UNREADABLE -> Step.answer(new CancelResult.Unknown(word));
        };
    }

    private Step<CancelResult> look(UnitOrder order, Carried carried, Judge judge) {
        Access access = Access.of(order.booking(), settings.email());
        return finder.find(carried.itinerary(), access, reading -> Step.answer(judge.judge(reading)));
    }

    private interface Judge {
        CancelResult judge(Reading<Itinerary> reading);
    }

    /** The supplier said that it did it; only if the history names somebody else, or an earlier time, it did not. */
    private static CancelResult done(UnitOrder order, Carried carried, Reading<Itinerary> reading) {
        Optional<Room> room = room(carried, reading).filter(Room::isCanceled);
        Optional<Ending> ending = room.flatMap(Room::ending);
        SupplierWord word =
                new SupplierWord("HTTP " + DONE, ending.map(Ending::text).orElse(""));
        if (ending.filter(one -> one.author(order.now()) == Author.OTHERS).isPresent()) {
            return refused(RefusalCode.ALREADY_CANCELLED, word);
        }
        return room.map(gone -> cancelled(order, carried, gone, word))
                .orElseGet(() -> cancelled(order, carried, Refunds.untold(carried.paidToTheProperty()), word));
    }

    /** The supplier refused: it tells why only in what the room has become. */
    private static CancelResult explained(
            UnitOrder order, Carried carried, Meaning meaning, SupplierWord word, Reading<Itinerary> reading) {
        boolean unheardOf = reading.fold(found -> false, failure -> failure.meaning() == Meaning.NOT_FOUND);
        if (unheardOf && meaning == Meaning.NOT_FOUND) {
            return refused(RefusalCode.NOT_FOUND, word);
        }
        Optional<Room> room = room(carried, reading);
        if (room.isEmpty()) {
            return new CancelResult.Unknown(word);
        }
        boolean contradictory = meaning == Meaning.ALREADY_CANCELLED;
        return switch (room.get().state()) {
            case CANCELED -> attributed(order, carried, room.get(), word);
            case BOOKED -> contradictory ? new CancelResult.Unknown(word) : new CancelResult.QuoteExpired(word);
            case PENDING -> contradictory ? new CancelResult.Unknown(word) : new CancelResult.Busy(word);
            case UNKNOWN -> new CancelResult.Unknown(word);
        };
    }

    private static CancelResult attributed(UnitOrder order, Carried carried, Room room, SupplierWord word) {
        if (room.ending().isEmpty()) {
            return new CancelResult.Unknown(word);
        }
        return switch (room.ending().get().author(order.now())) {
            case US -> cancelled(order, carried, room, word);
            case OTHERS -> refused(RefusalCode.ALREADY_CANCELLED, word);
            case UNKNOWN -> new CancelResult.Unknown(word);
        };
    }

    private static Optional<Room> room(Carried carried, Reading<Itinerary> reading) {
        return reading.fold(itinerary -> itinerary.room(carried.roomId()), failure -> Optional.empty());
    }

    private static CancelResult cancelled(UnitOrder order, Carried carried, Room room, SupplierWord word) {
        return cancelled(order, carried, Refunds.of(List.of(room), carried.paidToTheProperty()), word);
    }

    private static CancelResult cancelled(UnitOrder order, Carried carried, Refund refund, SupplierWord word) {
        Set<BookingKey> aliases = carried.itinerary().aliasesOf(ItineraryReference.of(order.booking()));
        return new CancelResult.Cancelled(refund, aliases, word);
    }

    private static CancelResult refused(RefusalCode code, SupplierWord word) {
        return new CancelResult.Refused(code, word);
    }

    private static SupplierWord word(String text) {
        return new SupplierWord("", text);
    }
}
