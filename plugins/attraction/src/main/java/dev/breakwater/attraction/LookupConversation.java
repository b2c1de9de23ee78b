package dev.breakwater.attraction;

import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks how a booking stands. */
final class LookupConversation {
    private final BookingFinder finder;
    private final Refunds refunds;

    LookupConversation(BookingFinder finder, Refunds refunds) {
        this.finder = finder;
        this.refunds = refunds;
    }

    Step<LookupResult> start(LookupOrder order) {
        return finder.find(order.booking(), Carried.of(order.unit()), finding -> Step.answer(judge(order, finding)));
    }

    private LookupResult judge(LookupOrder order, BookingFinder.Finding finding) {
        if (finding instanceof BookingFinder.Finding.Found found) {
            return judge(order, found.booking());
        }
        if (finding instanceof BookingFinder.Finding.Missing missing) {
            return new LookupResult.NotFound(missing.word());
        }
        return failed((BookingFinder.Finding.Failed) finding);
    }

    private LookupResult judge(LookupOrder order, Booking booking) {
        SupplierWord word = booking.word();
        return switch (booking.state()) {
            case CONFIRMED, ON_HOLD -> active(order, booking);
            case PENDING -> mayBeOurs(order, booking) ? new LookupResult.Pending(word) : active(order, booking);
            case CANCELLED -> cancelled(order, booking);
            case EXPIRED ->
                order.committedSince().isPresent() && authorship(order).of(booking) != LookupResult.Author.OTHERS
                        ? cancelled(order, booking)
                        : new LookupResult.Gone(RefusalCode.ALREADY_CANCELLED, word);
            case REDEEMED -> partly(order, booking).orElseGet(() -> new LookupResult.Gone(RefusalCode.TOO_LATE, word));
            case REJECTED -> new LookupResult.Gone(RefusalCode.ALREADY_CANCELLED, word);
            case UNKNOWN -> new LookupResult.Unknown(word);
        };
    }

    private LookupResult active(LookupOrder order, Booking booking) {
        if (booking.contradictsActive()) {
            return new LookupResult.Unknown(booking.word());
        }
        return partly(order, booking).orElseGet(() -> new LookupResult.Active(booking.word()));
    }

    private LookupResult cancelled(LookupOrder order, Booking booking) {
        return partly(order, booking)
                .orElseGet(() -> new LookupResult.Cancelled(
                        authorship(order).of(booking),
                        refunds.of(booking, Carried.of(order.unit())),
                        booking.aliasesOf(OctoReference.of(order.booking())),
                        booking.word()));
    }

    private static Optional<LookupResult> partly(LookupOrder order, Booking booking) {
        UnitItems items = booking.items();
        if (!items.areMixed()) {
            return Optional.empty();
        }
        return Optional.of(
                items.clear() && items.settled()
                        ? new LookupResult.PartlyCancelled(
                                partAuthor(order, booking),
                                items.gone(),
                                items.left(),
                                Optional.empty(),
                                Refunds.ofPart(),
                                booking.word())
                        : new LookupResult.Unknown(booking.word()));
    }

    /** What was gone when the booking was quoted was so before our commit. */
    private static LookupResult.Author partAuthor(LookupOrder order, Booking booking) {
        return Carried.of(order.unit()).isUnchanged(booking)
                ? LookupResult.Author.OTHERS
                : authorship(order).of(booking);
    }

    /**
     * The same word stands for a booking and for a cancellation that the supplier has yet to confirm. After a commit of ours
     * it is a booking only if it was one before and has not changed since.
     */
    private static boolean mayBeOurs(LookupOrder order, Booking booking) {
        return order.committedSince().isPresent() && !Carried.of(order.unit()).isUnchanged(booking);
    }

    private static Authorship authorship(LookupOrder order) {
        Stream<String> key = order.committed().map(LookupOrder.Committed::key).stream();
        List<String> marks = Stream.concat(key, Carried.of(order.unit()).mark().stream())
                .filter(mark -> !mark.isBlank())
                .toList();
        return new Authorship(marks, order.committedSince());
    }

    private static LookupResult failed(BookingFinder.Finding.Failed failed) {
        return switch (failed.meaning()) {
            case FAILED, BUSY -> new LookupResult.Busy(failed.word());
            case UNKNOWN_BOOKING, NOT_FOUND -> new LookupResult.NotFound(failed.word());
            case REFUSED_WITHOUT_REASON, MALFORMED, UNAUTHORIZED, UNREADABLE -> new LookupResult.Unknown(failed.word());
        };
    }
}
