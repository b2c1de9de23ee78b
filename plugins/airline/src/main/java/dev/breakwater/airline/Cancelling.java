package dev.breakwater.airline;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.UnitOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A commit: the acceptance of the offer that the quote carried. Every service decides; a reply that neither says for certain
 * that nothing was executed nor shows something cancelled is unknown.
 */
final class Cancelling {
    private final UnitOrder order;
    private final NdcSettings settings;
    private final NdcRequests requests;

    Cancelling(UnitOrder order, NdcSettings settings, NdcRequests requests) {
        this.order = order;
        this.settings = settings;
        this.requests = requests;
    }

    Step<CancelResult> begin() {
        Optional<Carried> carried = Carried.of(order.unit());
        if (carried.isEmpty()) {
            return Step.answer(new CancelResult.QuoteExpired(new SupplierWord("", "there is no offer to accept")));
        }
        return Step.ask(
                requests.cancel(carried.get(), order.key()),
                wire -> committed(carried.get(), Reply.of(Message.CHANGE, wire)));
    }

    private Step<CancelResult> committed(Carried carried, Reply reply) {
        if (reply.response().isPresent()) {
            return Step.answer(selected(carried, reply)
                    .map(selection -> settled(carried, selection, reply))
                    .orElseGet(() -> new CancelResult.Unknown(reply.word())));
        }
        if (reply.status() >= 500) {
            return Step.answer(new CancelResult.Unknown(reply.word()));
        }
        return switch (reply.fault()) {
            case UNAUTHORIZED -> refused(RefusalCode.UNAUTHORIZED, reply);
            case NOT_FOUND -> refused(RefusalCode.NOT_FOUND, reply);
            case ALREADY_CANCELLED -> refused(RefusalCode.ALREADY_CANCELLED, reply);
            case NOT_CANCELLABLE -> refused(RefusalCode.NOT_CANCELLABLE, reply);
            case MALFORMED -> refused(RefusalCode.MALFORMED_REQUEST, reply);
            case BUSY -> Step.answer(new CancelResult.Busy(reply.word()));
            case OFFER_GONE -> whetherConsumed(carried, reply);
            case NOT_OPEN, STALE, UNAVAILABLE, UNRECOGNISED, UNREADABLE ->
                Step.answer(new CancelResult.Unknown(reply.word()));
        };
    }

    private CancelResult settled(Carried carried, Selection selection, Reply reply) {
        SupplierWord word = reply.word(selection.words());
        if (selection.only(carried.items()).isLive()) {
            return new CancelResult.Unknown(word);
        }
        Refund refund = Refunds.of(selection, reply, Optional.of(carried));
        if (!selection.isCancelled()) {
            return new CancelResult.PartlyCancelled(
                    selection.cancelled(), selection.remaining(), Optional.empty(), refund, word);
        }
        boolean isUnpaid = carried.offerId().isEmpty() && refund.status() == Refund.Status.UNKNOWN;
        return new CancelResult.Cancelled(
                isUnpaid ? new Refund(Refund.Status.NONE, Optional.empty(), List.of()) : refund, Set.of(), word);
    }

    /** An offer is gone because it expired, or because this very request, sent on the way twice, has accepted it. */
    private Step<CancelResult> whetherConsumed(Carried carried, Reply refusal) {
        return Step.ask(requests.retrieve(carried.orderId()), wire -> {
            boolean isLive = selected(carried, Reply.of(Message.RETRIEVE, wire))
                    .filter(selection -> selection.only(carried.items()).isLive())
                    .isPresent();
            return Step.answer(
                    isLive ? new CancelResult.QuoteExpired(refusal.word()) : new CancelResult.Unknown(refusal.word()));
        });
    }

    private Optional<Selection> selected(Carried carried, Reply reply) {
        return reply.response()
                .flatMap(response -> Order.in(response, carried.orderId(), settings.owner()))
                .flatMap(shown -> Selection.of(shown, order.unit().scope()))
                .filter(Selection::isUnderstood)
                .filter(selection -> selection.shows(carried.items()));
    }

    private static Step<CancelResult> refused(RefusalCode code, Reply reply) {
        return Step.answer(new CancelResult.Refused(code, reply.word()));
    }
}
