package dev.breakwater.attraction;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds a booking by its own name or, where the supplier does not know that, by our reference. */
final class BookingFinder {
    private final OctoRequests requests;

    BookingFinder(OctoRequests requests) {
        this.requests = requests;
    }

    /** What a look came to. */
    sealed interface Finding {
        record Found(Booking booking) implements Finding {}

        /** The supplier knows no such booking. */
        record Missing(SupplierWord word) implements Finding {}

        record Failed(Meaning meaning, SupplierWord word) implements Finding {}
    }

    <O> Step<O> find(BookingReference booking, Carried carried, Function<Finding, Step<O>> then) {
        OctoReference reference = OctoReference.of(booking);
        Optional<String> ownReference = booking.ownReference()
                .or(carried::resellerReference)
                .map(String::strip)
                .filter(own -> !own.isEmpty() && !own.equals(".") && !own.equals(".."));
        return Step.ask(requests.booking(reference), reply -> {
            Finding finding = byName(reply, reference);
            if (finding instanceof Finding.Missing && ownReference.isPresent()) {
                return Step.ask(
                        requests.bookingsOf(ownReference.get()),
                        list -> then.apply(byOwnReference(list, reference, ownReference.get())));
            }
            return then.apply(finding);
        });
    }

    /** Reads a reply that is to hold the booking of this reference and no other. */
    static Reading<Booking> read(WireReply reply, OctoReference reference) {
        return Reading.of(reply, objects -> Booking.only(objects).filter(booking -> booking.canBe(reference)));
    }

    private static Finding byName(WireReply reply, OctoReference reference) {
        return read(reply, reference).fold(Finding.Found::new, BookingFinder::failure);
    }

    private static Finding byOwnReference(WireReply reply, OctoReference reference, String ownReference) {
        return Reading.of(reply, Booking::all)
                .fold(bookings -> pick(bookings, reference, ownReference, reply), problem -> failure(problem));
    }

    /** Several bookings may share our reference, and a supplier may ignore the filter and list them all. */
    private static Finding pick(List<Booking> listed, OctoReference reference, String ownReference, WireReply reply) {
        SupplierWord word = new SupplierWord("HTTP " + reply.status(), "");
        Optional<Booking> named =
                listed.stream().filter(booking -> booking.isNamed(reference)).findFirst();
        if (named.isPresent()) {
            return new Finding.Found(named.get());
        }
        List<Booking> ours = listed.stream()
                .filter(booking -> !reference.isUuid())
                .filter(booking -> booking.resellerReference()
                        .filter(ownReference::equalsIgnoreCase)
                        .isPresent())
                .toList();
        if (ours.size() > 1) {
            return new Finding.Failed(Meaning.UNREADABLE, word);
        }
        return ours.isEmpty() ? new Finding.Missing(word) : new Finding.Found(ours.get(0));
    }

    private static Finding failure(Reading.Problem<?> problem) {
        return switch (problem.meaning()) {
            case UNKNOWN_BOOKING, NOT_FOUND -> new Finding.Missing(problem.word());
            case REFUSED_WITHOUT_REASON, MALFORMED, UNAUTHORIZED, FAILED, BUSY, UNREADABLE ->
                new Finding.Failed(problem.meaning(), problem.word());
        };
    }
}
