package dev.breakwater.rail;

import dev.breakwater.plugin.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The part of a conversation that finds a booking: by its id and, if the supplier knows none, by a search. A booking that
 * turns out to be another one than was asked for is never taken.
 *
 * @param <O> the outcome of the operation
 */
final class BookingFinder<O> {
    private static final String BOOKING_CODE = "bookingCode";
    private static final String EXTERNAL_REF = "externalRef";

    /** Nothing was found: the reply that says so, and what it comes to. */
    record Miss(Fault fault, Reply reply) {}

    private record Search(String criterion, String value) {
        boolean fits(Booking booking) {
            return References.same(value, criterion.equals(BOOKING_CODE) ? booking.code() : booking.externalRef());
        }
    }

    private final OsdmRequests requests;
    private final OsdmReader reader;
    private final Function<Booking, Step<O>> found;
    private final Function<Miss, Step<O>> missed;

    BookingFinder(
            OsdmRequests requests,
            OsdmReader reader,
            Function<Booking, Step<O>> found,
            Function<Miss, Step<O>> missed) {
        this.requests = requests;
        this.reader = reader;
        this.found = found;
        this.missed = missed;
    }

    /**
     * Finds a booking.
     *
     * @param knownId the id that the supplier has told before, if it has
     * @param reference what the caller knows it by: its id or its booking code
     * @param ownReference the reference it was made under
     */
    Step<O> find(Optional<String> knownId, String reference, Optional<String> ownReference) {
        String asked = References.folded(reference);
        String first = knownId.orElse(asked);
        List<Search> searches = Stream.concat(
                        Stream.of(new Search(BOOKING_CODE, asked)),
                        ownReference.map(References::folded).filter(own -> !own.isEmpty()).stream()
                                .map(own -> new Search(EXTERNAL_REF, own)))
                .toList();
        return read(
                first,
                booking -> booking.isNamed(first),
                miss -> miss.fault() == Fault.NOT_FOUND ? search(searches, miss) : missed.apply(miss));
    }

    private Step<O> search(List<Search> searches, Miss first) {
        if (searches.isEmpty()) {
            return missed.apply(first);
        }
        Search search = searches.get(0);
        List<Search> rest = searches.subList(1, searches.size());
        return Step.ask(requests.search(search.criterion(), search.value()), wire -> {
            Reply reply = Reply.of(wire);
            Optional<List<String>> ids = reply.is2xx() ? reply.body().flatMap(reader::found) : Optional.of(List.of());
            if (ids.isPresent() && ids.get().size() == 1) {
                return read(ids.get().get(0), search::fits, missed);
            }
            Fault fault = faultOf(reply);
            boolean isOpen = fault == Fault.BUSY || fault == Fault.UNAVAILABLE || fault == Fault.UNAUTHORIZED;
            boolean isNone = ids.isPresent() && ids.get().isEmpty() && !isOpen;
            return isNone ? search(rest, first) : missed.apply(new Miss(fault, reply));
        });
    }

    private Step<O> read(String bookingId, Predicate<Booking> isMeant, Function<Miss, Step<O>> otherwise) {
        return Step.ask(requests.booking(bookingId), wire -> {
            Reply reply = Reply.of(wire);
            return reply.content()
                    .filter(body -> !reply.reports(Fault.UNAVAILABLE))
                    .flatMap(reader::booking)
                    .filter(isMeant)
                    .map(found)
                    .orElseGet(() -> otherwise.apply(new Miss(faultOf(reply), reply)));
        });
    }

    private static Fault faultOf(Reply reply) {
        return reply.is2xx() && reply.fault() != Fault.UNAVAILABLE ? Fault.UNREADABLE : reply.fault();
    }
}
