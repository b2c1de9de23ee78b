package dev.breakwater.airline;

import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A look-up: reads the order. It bears no mark of who cancelled what, nor when. */
final class LookingUp {
    private final LookupOrder order;
    private final Optional<Carried> carried;
    private final NdcSettings settings;
    private final NdcRequests requests;

    LookingUp(LookupOrder order, NdcSettings settings, NdcRequests requests) {
        this.order = order;
        this.carried = Carried.of(order.unit());
        this.settings = settings;
        this.requests = requests;
    }

    Step<LookupResult> begin() {
        String orderId = carried.map(Carried::orderId)
                .orElseGet(() -> References.folded(order.booking().reference()));
        return Step.ask(requests.retrieve(orderId), wire -> {
            Reply reply = Reply.of(Message.RETRIEVE, wire);
            if (reply.response().isEmpty()) {
                return Step.answer(failed(reply));
            }
            Optional<Selection> selection = Order.in(reply.response().get(), orderId, settings.owner())
                    .flatMap(shown -> Selection.of(shown, order.unit().scope()));
            return Step.answer(selection
                    .filter(Selection::isUnderstood)
                    .filter(understood -> understood.shows(items()))
                    .map(understood -> found(understood, reply))
                    .orElseGet(() -> new LookupResult.Unknown(
                            reply.word(selection.map(Selection::words).orElse("")))));
        });
    }

    private LookupResult failed(Reply reply) {
        SupplierWord word = reply.word();
        return switch (reply.fault()) {
            // Orders may be hidden for a while, or for good once they are cancelled.
            case NOT_FOUND ->
                order.committed().isPresent() ? new LookupResult.Unknown(word) : new LookupResult.NotFound(word);
            case ALREADY_CANCELLED -> new LookupResult.Cancelled(author(), Refund.UNKNOWN, Set.of(), word);
            case BUSY, UNAVAILABLE -> new LookupResult.Busy(word);
            case UNAUTHORIZED, NOT_CANCELLABLE, NOT_OPEN, OFFER_GONE, STALE, MALFORMED, UNRECOGNISED, UNREADABLE ->
                new LookupResult.Unknown(word);
        };
    }

    private LookupResult found(Selection selection, Reply reply) {
        SupplierWord word = reply.word(selection.words());
        if (selection.isCancelled()) {
            return new LookupResult.Cancelled(author(), Refunds.of(selection, reply, carried), Set.of(), word);
        }
        Selection meant = selection.only(items());
        if (!meant.isLive()) {
            return new LookupResult.PartlyCancelled(
                    author(),
                    selection.cancelled(),
                    selection.remaining(),
                    Optional.empty(),
                    Refunds.of(selection, reply, carried),
                    word);
        }
        return meant.isClosed() ? new LookupResult.Gone(RefusalCode.TOO_LATE, word) : new LookupResult.Active(word);
    }

    /** The items that our offer changes. Others were cancelled before it, and tell nothing about it. */
    private List<String> items() {
        return carried.map(Carried::items).orElse(List.of());
    }

    private Author author() {
        return order.committed().isEmpty() ? Author.OTHERS : Author.UNKNOWN;
    }
}
