package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.conversation.Conversation;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.IntentLog.Permission;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * After a restore: looks how a cancellation's next unit stands before anything is sent that might commit. What is cancelled
 * already may have been cancelled by us in the lost while, whoever the supplier says it was.
 */
final class FirstLook {
    private final Office office;
    private final Supplier supplier;
    private final Ticket ticket;
    private final Cancellation order;
    private final boolean expired;

    /** @param expired whether its time to retry has run out */
    FirstLook(Office office, Supplier supplier, Ticket ticket, Cancellation order, boolean expired) {
        this.office = office;
        this.supplier = supplier;
        this.ticket = ticket;
        this.order = order;
        this.expired = expired;
    }

    /** The exchanges of a look that found it active; empty if it is not, and what follows from that is written. */
    Optional<List<Exchange>> findsActive() {
        Unit whole = Unit.whole(order.instruction().scope());
        Progress progress = order.progress().units().isEmpty()
                ? order.progress().withUnits(List.of(UnitProgress.open(whole, Terms.UNKNOWN)))
                : order.progress();
        UnitProgress unit = progress.current().orElseThrow();
        Outcome<LookupResult> outcome = look(unit);
        if (outcome instanceof Outcome.Answered<LookupResult> answered
                && answered.value() instanceof LookupResult.Active) {
            return Optional.of(outcome.exchanges());
        }
        conclude(verdict(progress, unit, outcome), outcome.exchanges());
        return Optional.empty();
    }

    private Outcome<LookupResult> look(UnitProgress unit) {
        Instant now = office.clocks().wall().instant();
        var connection = supplier.connection().orElseThrow();
        LookupOrder question = new LookupOrder(order.instruction().booking(), unit.unit(), Optional.empty(), now);
        Conversation<LookupResult> conversation = new Conversation<>(
                Operation.LOOKUP,
                ticket.metered(connection.transport()),
                (request, before) -> new Permission.Denied(Withheld.NOT_ORDERED),
                office.clocks());
        return office.converse(
                ticket,
                order,
                Operation.LOOKUP,
                () -> conversation.run(() -> connection.protocol().lookup(question)));
    }

    private Verdict verdict(Progress progress, UnitProgress unit, Outcome<LookupResult> outcome) {
        if (!(outcome instanceof Outcome.Answered<LookupResult> answered)) {
            return again(progress, unit, outcome, unit.word());
        }
        LookupResult result = answered.value();
        SupplierWord word = result.word();
        StatusReason found = StatusReason.FOUND_DONE_AFTER_RESTORE;
        if (result instanceof LookupResult.Cancelled done) {
            return Verdict.settled(progress.with(unit.cancelled(found, done.refund(), word)), found, said(word))
                    .learning(done.aliases());
        }
        if (result instanceof LookupResult.PartlyCancelled part) {
            UnitProgress settled = unit.partlyCancelled(found, part.refund(), part.remaining(), word);
            return Verdict.settled(progress.renamed(part.remainingReference()).with(settled), found, said(word));
        }
        if (result instanceof LookupResult.Pending) {
            StatusReason pending = StatusReason.PENDING_AT_SUPPLIER;
            Progress waiting = progress.with(unit.inState(UnitProgress.State.PENDING, pending, word));
            return Verdict.uncertain(
                    Status.AWAITING_SUPPLIER,
                    pending,
                    waiting,
                    0,
                    supplier.config().lookups().get(0),
                    said(word));
        }
        if (result instanceof LookupResult.NotFound || result instanceof LookupResult.Gone) {
            return Verdict.review(StatusReason.LOOKUP_NOT_FOUND, progress, order.lookups(), said(word));
        }
        return again(progress, unit, outcome, word);
    }

    /** Without having seen that it is active nothing is sent, and nothing ends. */
    private Verdict again(Progress progress, UnitProgress unit, Outcome<?> outcome, SupplierWord word) {
        StatusReason reason = StatusReason.LOOKUP_FAILED;
        if (expired) {
            return Verdict.review(reason, progress, order.lookups(), said(word));
        }
        Instant now = office.clocks().wall().instant();
        Duration delay = outcome.lastReply()
                .flatMap(reply ->
                        Backoff.retryAfter(reply, now, supplier.config().retry().max()))
                .orElseGet(() ->
                        Backoff.afterAttempt(order.attempts(), supplier.config().retry(), office.random()));
        return Verdict.scheduled(reason, progress.with(unit.reopened(reason, word)), delay, said(word));
    }

    private static Map<String, String> said(SupplierWord word) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("cause", "looked before the commit, because the database was restored");
        if (!word.code().isEmpty()) {
            evidence.put("supplierCode", word.code());
        }
        if (!word.text().isEmpty()) {
            evidence.put("supplierText", word.text());
        }
        return evidence;
    }

    private void conclude(Verdict verdict, List<Exchange> exchanges) {
        Pen pen = new Pen(office, ticket, order);
        pen.note(exchanges);
        pen.conclude(verdict);
    }
}
