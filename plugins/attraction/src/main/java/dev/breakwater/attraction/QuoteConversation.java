package dev.breakwater.attraction;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Computes what cancelling would cost, because the protocol cannot be asked. */
final class QuoteConversation {
    private final OctoRequests requests;
    private final CutoffFinder cutoffs;
    private final Currency currency;

    /** @param currency of an amount of nothing where no price names one */
    QuoteConversation(OctoRequests requests, CutoffFinder cutoffs, Currency currency) {
        this.requests = requests;
        this.cutoffs = cutoffs;
        this.currency = currency;
    }

    Step<QuoteResult> start(QuoteOrder order) {
        if (order.waiver().filter(Waiver::required).isPresent()) {
            return refused(RefusalCode.WAIVER_REFUSED, SupplierWord.NONE);
        }
        if (!order.scope().isEmpty()) {
            return refused(RefusalCode.NOT_CANCELLABLE, SupplierWord.NONE);
        }
        OctoReference reference = OctoReference.of(order.booking());
        return Step.ask(
                requests.booking(reference),
                reply -> BookingFinder.read(reply, reference)
                        .fold(booking -> quote(order, booking), QuoteConversation::failed));
    }

    private Step<QuoteResult> quote(QuoteOrder order, Booking booking) {
        return switch (booking.state()) {
            case CANCELLED, EXPIRED, REJECTED -> refused(RefusalCode.ALREADY_CANCELLED, booking.word());
            case REDEEMED -> refused(RefusalCode.TOO_LATE, booking.word());
            case UNKNOWN -> Step.answer(new QuoteResult.Unknown(booking.word()));
            case CONFIRMED, ON_HOLD, PENDING ->
                booking.contradictsActive()
                        ? Step.answer(new QuoteResult.Unknown(booking.word()))
                        : cutoffs.find(
                                booking,
                                cutoff -> Step.answer(judge(order, booking, cutoff)),
                                problem -> Step.answer(new QuoteResult.Busy(problem.word())));
        };
    }

    private QuoteResult judge(QuoteOrder order, Booking booking, Optional<Instant> cutoff) {
        boolean late = cutoff.filter(order.now()::isAfter).isPresent();
        if (booking.cancellable().filter(allowed -> !allowed).isPresent()) {
            return new QuoteResult.Refused(late ? RefusalCode.TOO_LATE : RefusalCode.NOT_CANCELLABLE, booking.word());
        }
        boolean held = booking.state() == BookingState.ON_HOLD;
        Optional<Money> paid = held ? Optional.of(nothing(booking)) : priceOf(booking);
        Terms terms = terms(booking, paid, cutoff.map(last -> late))
                .until(rises(booking, paid, cutoff.filter(last -> !late)));
        Optional<Instant> expiresAt = held ? booking.expiresAt() : cutoff.filter(last -> !late);
        Carried carried = new Carried(
                Optional.of(markOf(order)),
                Optional.of(booking.state()),
                paid,
                cutoff,
                booking.updatedAt(),
                booking.resellerReference());
        return new QuoteResult.Quoted(
                List.of(new QuoteResult.QuotedUnit(carried.toUnit(), terms)), expiresAt, false, booking.word());
    }

    /** @param late whether the cut-off has passed; empty if nobody knows it */
    private Terms terms(Booking booking, Optional<Money> paid, Optional<Boolean> late) {
        Money nothing = nothing(booking);
        if (booking.cancellable().isEmpty()) {
            return Terms.UNKNOWN;
        }
        if (booking.state() == BookingState.ON_HOLD) {
            return estimated(nothing, paid);
        }
        if (late.isEmpty()) {
            return Terms.UNKNOWN;
        }
        if (!late.get()) {
            return estimated(nothing, paid);
        }
        return paid.map(price -> estimated(price, Optional.of(nothing))).orElse(Terms.UNKNOWN);
    }

    /** When the cut-off has passed, all that was paid is lost; a booking that is not known to be cancellable has no terms at all. */
    private static List<Deadline> rises(Booking booking, Optional<Money> paid, Optional<Instant> ahead) {
        return booking.cancellable().isEmpty()
                ? List.of()
                : ahead
                        .flatMap(cutoff ->
                                paid.filter(price -> price.minorUnits() > 0).map(price -> new Deadline(cutoff, price)))
                        .stream()
                        .toList();
    }

    private static Terms estimated(Money penalty, Optional<Money> refundable) {
        return new Terms(Optional.of(penalty), refundable, List.of(), Confidence.ESTIMATED);
    }

    /** The price of a booking that lost some of its tickets may be the one it had before. */
    private static Optional<Money> priceOf(Booking booking) {
        return booking.items().areMixed() ? Optional.empty() : booking.price();
    }

    private Money nothing(Booking booking) {
        return Money.zero(booking.price().map(Money::currency).orElse(currency));
    }

    /** The same in every quote of one order, so that an earlier commit can be recognised after a later quote. */
    private static String markOf(QuoteOrder order) {
        return order.previous().stream()
                .flatMap(unit -> Carried.of(unit).mark().stream())
                .findFirst()
                .orElse(order.key());
    }

    private static Step<QuoteResult> failed(Reading.Problem<Booking> problem) {
        SupplierWord word = problem.word();
        return switch (problem.meaning()) {
            case UNKNOWN_BOOKING, NOT_FOUND -> refused(RefusalCode.NOT_FOUND, word);
            case MALFORMED -> refused(RefusalCode.MALFORMED_REQUEST, word);
            case UNAUTHORIZED -> refused(RefusalCode.UNAUTHORIZED, word);
            case FAILED, BUSY -> Step.answer(new QuoteResult.Busy(word));
            case REFUSED_WITHOUT_REASON, UNREADABLE -> Step.answer(new QuoteResult.Unknown(word));
        };
    }

    private static Step<QuoteResult> refused(RefusalCode code, SupplierWord word) {
        return Step.answer(new QuoteResult.Refused(code, word));
    }
}
