package dev.breakwater.attraction;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Cancels a booking in one step; it looks again only to tell apart what the protocol refuses in the same words. */
final class CancelConversation {
    private final OctoRequests requests;
    private final BookingFinder finder;
    private final CutoffFinder cutoffs;
    private final Refunds refunds;

    CancelConversation(OctoRequests requests, BookingFinder finder, CutoffFinder cutoffs, Refunds refunds) {
        this.requests = requests;
        this.finder = finder;
        this.cutoffs = cutoffs;
        this.refunds = refunds;
    }

    Step<CancelResult> start(UnitOrder order) {
        if (order.waiver().filter(Waiver::required).isPresent()) {
            return refused(RefusalCode.WAIVER_REFUSED, SupplierWord.NONE);
        }
        if (!order.unit().scope().isEmpty()) {
            return refused(RefusalCode.NOT_CANCELLABLE, SupplierWord.NONE);
        }
        OctoReference reference = OctoReference.of(order.booking());
        String reason = Tables.words(order.reason()) + " [" + String.join(" ", marksOf(order)) + "]";
        return Step.ask(
                requests.cancel(reference, reason),
                reply -> BookingFinder.read(reply, reference)
                        .fold(booking -> Step.answer(committed(order, booking)), problem -> notDone(order, problem)));
    }

    /** What a booking that is the reply to our commit tells. */
    private CancelResult committed(UnitOrder order, Booking booking) {
        SupplierWord word = booking.word();
        return switch (booking.state()) {
            case CANCELLED -> isOthers(order, booking) ? already(word) : cancelled(order, booking);
            case EXPIRED -> !wasHeld(order) && isOthers(order, booking) ? already(word) : cancelled(order, booking);
            case PENDING -> new CancelResult.Pending(word);
            case REDEEMED ->
                partly(order, booking).orElseGet(() -> new CancelResult.Refused(RefusalCode.TOO_LATE, word));
            case REJECTED -> already(word);
            case CONFIRMED, ON_HOLD -> partly(order, booking).orElseGet(() -> new CancelResult.Unknown(word));
            case UNKNOWN -> new CancelResult.Unknown(word);
        };
    }

    private CancelResult cancelled(UnitOrder order, Booking booking) {
        return partly(order, booking)
                .orElseGet(() -> new CancelResult.Cancelled(
                        refunds.of(booking, Carried.of(order.unit())),
                        booking.aliasesOf(OctoReference.of(order.booking())),
                        booking.word()));
    }

    /** Tickets that wait may follow those that are gone; and what the quote saw already is not what this commit did. */
    private static Optional<CancelResult> partly(UnitOrder order, Booking booking) {
        UnitItems items = booking.items();
        if (!items.areMixed()) {
            return Optional.empty();
        }
        return Optional.of(
                items.clear() && items.settled() && !Carried.of(order.unit()).isUnchanged(booking)
                        ? new CancelResult.PartlyCancelled(
                                items.gone(), items.left(), Optional.empty(), Refunds.ofPart(), booking.word())
                        : new CancelResult.Unknown(booking.word()));
    }

    private Step<CancelResult> notDone(UnitOrder order, Reading.Problem<Booking> problem) {
        SupplierWord word = problem.word();
        return switch (problem.meaning()) {
            case UNKNOWN_BOOKING -> explain(order, word, new CancelResult.Refused(RefusalCode.NOT_FOUND, word));
            case REFUSED_WITHOUT_REASON -> explain(order, word, new CancelResult.Unknown(word));
            case NOT_FOUND -> refused(RefusalCode.NOT_FOUND, word);
            case MALFORMED -> refused(RefusalCode.MALFORMED_REQUEST, word);
            case UNAUTHORIZED -> refused(RefusalCode.UNAUTHORIZED, word);
            case BUSY -> Step.answer(new CancelResult.Busy(word));
            case FAILED, UNREADABLE -> Step.answer(new CancelResult.Unknown(word));
        };
    }

    /** Looks why the supplier refused. If even that cannot be told, an earlier commit of ours may be the reason. */
    private Step<CancelResult> explain(UnitOrder order, SupplierWord word, CancelResult missing) {
        return finder.find(order.booking(), Carried.of(order.unit()), finding -> {
            if (finding instanceof BookingFinder.Finding.Found found) {
                return explain(order, word, found.booking());
            }
            return Step.answer(
                    finding instanceof BookingFinder.Finding.Missing ? missing : new CancelResult.Unknown(word));
        });
    }

    private Step<CancelResult> explain(UnitOrder order, SupplierWord word, Booking booking) {
        return switch (booking.state()) {
            case CANCELLED, EXPIRED, REJECTED ->
                Step.answer(authorship(order).isMarked(booking) ? cancelled(order, booking) : already(word));
            case REDEEMED -> refused(RefusalCode.TOO_LATE, word);
            case UNKNOWN -> Step.answer(new CancelResult.Unknown(word));
            case CONFIRMED, ON_HOLD, PENDING ->
                booking.contradictsActive() || mayBeUnderWay(order, booking)
                        ? Step.answer(new CancelResult.Unknown(word))
                        : tooLateOrNever(order, word, booking);
        };
    }

    /** An earlier commit of ours may be what the supplier has yet to confirm. */
    private static boolean mayBeUnderWay(UnitOrder order, Booking booking) {
        return booking.state() == BookingState.PENDING
                && !Carried.of(order.unit()).isUnchanged(booking);
    }

    private Step<CancelResult> tooLateOrNever(UnitOrder order, SupplierWord word, Booking booking) {
        Optional<Instant> known =
                cutoffs.of(booking).or(() -> Carried.of(order.unit()).cutoff());
        if (known.isPresent()) {
            return refused(code(order, known), word);
        }
        return cutoffs.find(
                booking,
                cutoff -> refused(code(order, cutoff), word),
                problem -> refused(RefusalCode.NOT_CANCELLABLE, word));
    }

    private static RefusalCode code(UnitOrder order, Optional<Instant> cutoff) {
        return cutoff.filter(order.now()::isAfter).isPresent() ? RefusalCode.TOO_LATE : RefusalCode.NOT_CANCELLABLE;
    }

    /** A repeat may be answered like the first: the reply alone does not prove that this commit did it. */
    private static boolean isOthers(UnitOrder order, Booking booking) {
        return authorship(order).of(booking) == Author.OTHERS;
    }

    private static boolean wasHeld(UnitOrder order) {
        return Carried.of(order.unit())
                .state()
                .filter(BookingState.ON_HOLD::equals)
                .isPresent();
    }

    private static Authorship authorship(UnitOrder order) {
        return new Authorship(marksOf(order), Optional.of(order.now()));
    }

    private static List<String> marksOf(UnitOrder order) {
        return Stream.concat(Stream.of(order.key()), Carried.of(order.unit()).mark().stream())
                .distinct()
                .toList();
    }

    private static CancelResult already(SupplierWord word) {
        return new CancelResult.Refused(RefusalCode.ALREADY_CANCELLED, word);
    }

    private static Step<CancelResult> refused(RefusalCode code, SupplierWord word) {
        return Step.answer(new CancelResult.Refused(code, word));
    }
}
