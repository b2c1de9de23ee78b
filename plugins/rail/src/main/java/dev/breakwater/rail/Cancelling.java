package dev.breakwater.rail;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.UnitOrder;
import java.util.Optional;

/**
 * A commit: the confirmation of the refund offer that the quote carried, and the reads that tell what a refusal means.
 *
 * <p>A reply that neither says for certain that nothing was executed nor shows the offer confirmed is unknown; the gateway
 * looks up then.
 */
final class Cancelling {
    private final UnitOrder order;
    private final Carried carried;
    private final OsdmRequests requests;
    private final OsdmReader reader;

    Cancelling(UnitOrder order, Carried carried, OsdmRequests requests, OsdmReader reader) {
        this.order = order;
        this.carried = carried;
        this.requests = requests;
        this.reader = reader;
    }

    static Step<CancelResult> withoutQuote() {
        return Step.answer(new CancelResult.QuoteExpired(new SupplierWord("", "there is no refund offer to confirm")));
    }

    Step<CancelResult> begin(boolean confirmationCheck) {
        return confirmationCheck ? check() : confirm();
    }

    private Step<CancelResult> check() {
        return Step.ask(requests.confirmationCheck(carried.bookingId(), carried.offerId()), wire -> {
            Reply reply = Reply.of(wire);
            boolean isMissing = reply.status() == 404 || reply.status() == 405 || reply.status() == 501;
            return reply.is2xx() || isMissing ? confirm() : checkFailed(reply);
        });
    }

    private Step<CancelResult> checkFailed(Reply reply) {
        SupplierWord word = reply.word();
        return switch (reply.fault()) {
            case UNAUTHORIZED -> refused(RefusalCode.UNAUTHORIZED, word);
            case ALREADY_CANCELLED -> refused(RefusalCode.ALREADY_CANCELLED, word);
            case NOT_CANCELLABLE -> refused(RefusalCode.NOT_CANCELLABLE, word);
            case MALFORMED -> refused(RefusalCode.MALFORMED_REQUEST, word);
            case BUSY, UNAVAILABLE, UNREADABLE -> Step.answer(new CancelResult.Busy(word));
            case NOT_FOUND, CHECK_FAILED, CONFLICT, PARTIAL, WAIVER_NOT_APPLIED, UNRECOGNISED -> unsent(settle(reply));
        };
    }

    /** Of a commit that was not sent: it left nothing in doubt, and what is done was done before. A new quote tells the rest. */
    private static Step<CancelResult> unsent(Step<CancelResult> settled) {
        if (settled instanceof Step.Ask<CancelResult> ask) {
            return Step.ask(ask.request(), reply -> unsent(ask.then().apply(reply)));
        }
        CancelResult result = ((Step.Answer<CancelResult>) settled).value();
        if (result instanceof CancelResult.Unknown) {
            return Step.answer(new CancelResult.Busy(result.word()));
        }
        boolean isDone = result instanceof CancelResult.Cancelled
                || result instanceof CancelResult.PartlyCancelled
                || result instanceof CancelResult.Pending;
        return isDone ? Step.answer(new CancelResult.QuoteExpired(result.word())) : settled;
    }

    private Step<CancelResult> confirm() {
        return Step.ask(requests.confirm(carried.bookingId(), carried.offerId(), order.key()), wire -> {
            Reply reply = Reply.of(wire);
            return reply.is2xx() ? answered(reply) : refused(reply);
        });
    }

    private Step<CancelResult> answered(Reply reply) {
        Optional<RefundOffer> offer = reply.content()
                .flatMap(reader::offer)
                .filter(told -> told.id().equals(carried.offerId()))
                .filter(RefundOffer::isConfirmed);
        boolean isContradicted = reply.reports(Fault.PARTIAL) || reply.reports(Fault.UNAVAILABLE);
        if (isContradicted || offer.filter(this::tellsNoTickets).isPresent()) {
            return Step.ask(
                    requests.booking(carried.bookingId()),
                    wire -> Step.answer(bookingOf(Reply.of(wire))
                            .map(booking -> settlement(booking).of(booking))
                            .or(() -> offer.filter(confirmed -> !isContradicted)
                                    .map(confirmed -> settlement(confirmed).of(confirmed)))
                            .orElseGet(() -> new CancelResult.Unknown(reply.word()))));
        }
        return Step.answer(offer.map(confirmed -> settlement(confirmed).of(confirmed))
                .orElseGet(() -> new CancelResult.Unknown(reply.word())));
    }

    private boolean tellsNoTickets(RefundOffer offer) {
        return carried.tickets().stream().noneMatch(offer::covers);
    }

    private Step<CancelResult> refused(Reply reply) {
        SupplierWord word = reply.word();
        boolean isRefusal = reply.status() / 100 == 4 || reply.status() == 501;
        if (!isRefusal) {
            return Step.answer(new CancelResult.Unknown(word));
        }
        return switch (reply.fault()) {
            case UNAUTHORIZED -> refused(RefusalCode.UNAUTHORIZED, word);
            case ALREADY_CANCELLED -> refused(RefusalCode.ALREADY_CANCELLED, word);
            case NOT_CANCELLABLE -> refused(RefusalCode.NOT_CANCELLABLE, word);
            case MALFORMED -> refused(RefusalCode.MALFORMED_REQUEST, word);
            case BUSY -> Step.answer(new CancelResult.Busy(word));
            case NOT_FOUND, CHECK_FAILED, CONFLICT, PARTIAL -> settle(reply);
            case UNAVAILABLE, WAIVER_NOT_APPLIED, UNRECOGNISED, UNREADABLE ->
                Step.answer(new CancelResult.Unknown(word));
        };
    }

    /** Reads the booking to learn what became of the offer. */
    private Step<CancelResult> settle(Reply refusal) {
        return Step.ask(requests.booking(carried.bookingId()), wire -> {
            Reply reply = Reply.of(wire);
            if (refusal.fault() == Fault.NOT_FOUND && !reply.is2xx() && reply.fault() == Fault.NOT_FOUND) {
                return refused(RefusalCode.NOT_FOUND, reply.word());
            }
            return bookingOf(reply)
                    .map(booking -> settle(booking, refusal))
                    .orElseGet(() -> Step.answer(new CancelResult.Unknown(refusal.word())));
        });
    }

    private Step<CancelResult> settle(Booking booking, Reply refusal) {
        Optional<RefundOffer> listed = booking.offer(carried.offerId());
        if (listed.filter(RefundOffer::isConfirmed).isPresent()) {
            return Step.answer(settlement(booking).of(booking));
        }
        boolean isRefunded = isRefunded(booking);
        // What is refunded beside our own offer, or after a part was done, may be our doing.
        if (refusal.fault() == Fault.PARTIAL || isRefunded && listed.isPresent()) {
            return Step.answer(new CancelResult.Unknown(refusal.word()));
        }
        if (isRefunded) {
            return refused(RefusalCode.ALREADY_CANCELLED, refusal.word());
        }
        if (refusal.fault() == Fault.NOT_FOUND) {
            return Step.answer(new CancelResult.QuoteExpired(refusal.word()));
        }
        return listed.isPresent() ? Step.answer(openOrUnknown(listed.get(), refusal)) : settleByOffer(refusal);
    }

    // A ticket refunded for others of its travellers was replaced for ours: of travellers a new quote tells.
    private boolean isRefunded(Booking booking) {
        return !Extent.namesTravellers(order.unit().scope())
                && carried.tickets().stream()
                        .allMatch(id -> booking.ticket(id)
                                .filter(ticket -> booking.standing(ticket) == Standing.CANCELLED)
                                .isPresent());
    }

    // A booking need not list offers that are not confirmed.
    private Step<CancelResult> settleByOffer(Reply refusal) {
        return Step.ask(requests.refundOffer(carried.bookingId(), carried.offerId()), wire -> {
            Reply reply = Reply.of(wire);
            if (!reply.is2xx() && reply.fault() == Fault.NOT_FOUND) {
                return Step.answer(new CancelResult.QuoteExpired(refusal.word()));
            }
            return Step.answer(reply.content()
                    .flatMap(reader::offer)
                    .filter(offer -> offer.id().equals(carried.offerId()))
                    .map(offer -> openOrUnknown(offer, refusal))
                    .orElseGet(() -> new CancelResult.Unknown(refusal.word())));
        });
    }

    private CancelResult openOrUnknown(RefundOffer offer, Reply refusal) {
        if (offer.isConfirmed()) {
            return settlement(offer).of(offer);
        }
        return offer.isProposed() ? new CancelResult.Busy(refusal.word()) : new CancelResult.Unknown(refusal.word());
    }

    private Optional<Booking> bookingOf(Reply reply) {
        return reply.content()
                .filter(body -> !reply.reports(Fault.UNAVAILABLE))
                .flatMap(reader::booking)
                .filter(booking -> References.same(booking.id(), carried.bookingId()));
    }

    private Settlement settlement(RefundOffer offer) {
        return new Settlement(
                carried,
                order.unit().scope(),
                Optional.of(offer),
                References.aliases(order.booking(), carried.bookingId(), carried.bookingCode()));
    }

    private Settlement settlement(Booking booking) {
        return new Settlement(
                carried,
                order.unit().scope(),
                booking.offer(carried.offerId()).filter(RefundOffer::isConfirmed),
                booking.aliases(order.booking()));
    }

    private static Step<CancelResult> refused(RefusalCode code, SupplierWord word) {
        return Step.answer(new CancelResult.Refused(code, word));
    }
}
