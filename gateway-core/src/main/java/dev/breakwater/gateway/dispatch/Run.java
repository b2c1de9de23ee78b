package dev.breakwater.gateway.dispatch;

import static dev.breakwater.gateway.cancellation.Intent.State.NOT_DONE;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.conversation.Conversation;
import dev.breakwater.gateway.conversation.CrashPoint;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.IntentLog;
import dev.breakwater.gateway.conversation.IntentLog.Permission;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.conversation.SendBy;
import dev.breakwater.gateway.postgres.CommitUnknown;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of a cancellation that this member has claimed: quote if need be, compare with the guard, commit one unit, or look
 * how a unit in doubt stands; and write what came of it. Used once, by one thread.
 */
final class Run {
    private static final Logger log = LoggerFactory.getLogger(Run.class);

    private final Office office;
    private final Supplier supplier;
    private final Connection connection;
    private final Ticket ticket;
    private final Judge judge;
    private final List<Exchange> unwritten = new ArrayList<>();
    private Cancellation order;
    private Optional<UUID> intent = Optional.empty();
    /** How many exchanges of the conversation under way were written with its intent. */
    private int written;

    Run(Office office, Supplier supplier, Connection connection, Ticket ticket, Cancellation order) {
        this.office = office;
        this.supplier = supplier;
        this.connection = connection;
        this.ticket = ticket;
        this.order = order;
        this.judge = new Judge(supplier.config(), office.clocks().wall(), office.random());
    }

    /** Keeps what was exchanged for it before, to be written with the rest. */
    void note(List<Exchange> exchanges) {
        unwritten.addAll(exchanges);
    }

    /** Goes on from where the journal says it is. */
    void resume(Changed.TakenUp taken) {
        switch (order.status()) {
            case IN_DOUBT, AWAITING_SUPPLIER -> lookUp(taken);
            case IN_FLIGHT -> {
                if (!taken.open().isEmpty()) {
                    intent = Optional.of(taken.open().get(0).id());
                    conclude(judge.inDoubt(
                            StatusReason.GATEWAY_DIED,
                            doubted(order.progress(), StatusReason.GATEWAY_DIED),
                            Map.of("cause", "the gateway stopped while the commit may have been on the wire")));
                } else if (taken.expired() && order.attempts() > 1) {
                    conclude(Verdict.ended(order.progress(), StatusReason.RETRIES_EXHAUSTED, Map.of()));
                } else {
                    talk();
                }
            }
            case ACCEPTED, SCHEDULED, NEEDS_REVIEW, CANCELLED, PARTIALLY_CANCELLED, REFUSED, EXPIRED, WITHDRAWN ->
                throw new IllegalStateException("Taken up in " + order.status());
        }
    }

    private static Progress doubted(Progress progress, StatusReason reason) {
        Progress known = progress;
        for (UnitProgress unit : progress.units()) {
            if (unit.state() == UnitProgress.State.COMMITTING) {
                known = known.with(unit.inState(UnitProgress.State.IN_DOUBT, reason, unit.word()));
            }
        }
        return known;
    }

    /** Sends the commit whose intent was written together with the acceptance. */
    void commit(Prepared prepared) {
        intent = Optional.of(prepared.intent().id());
        UnitProgress unit = order.progress().current().orElseThrow();
        IntentLog written = (request, before) -> request == prepared.request()
                ? new Permission.Granted(prepared.sendBy())
                : new Permission.Denied(Withheld.NOT_ORDERED);
        Conversation<CancelResult> conversation =
                new Conversation<>(Operation.CANCEL, ticket.metered(connection.transport()), written, office.clocks());
        Outcome<CancelResult> outcome = conversation.run(prepared::opening);
        unwritten.addAll(outcome.exchanges());
        conclude(judge.cancel(order, order.progress(), unit, outcome));
    }

    /** Lets go of what was accepted with its intent, before anything was sent. */
    void handOver(Prepared prepared) {
        intent = Optional.of(prepared.intent().id());
        UnitProgress unit = order.progress().current().orElseThrow();
        Progress open = order.progress().with(unit.reopened(StatusReason.HANDED_OVER, unit.word()));
        conclude(Verdict.scheduled(StatusReason.HANDED_OVER, open, Duration.ZERO, Map.of())
                .closing(NOT_DONE));
    }

    private void talk() {
        Progress progress = order.progress();
        Instruction instruction = order.instruction();
        if (Bound.needsQuote(instruction, connection)
                && !Bound.stillHolds(progress, supplier.config().priceLocked(), now())) {
            Optional<Progress> quoted = quote(progress);
            if (quoted.isEmpty()) {
                return;
            }
            progress = quoted.get();
        } else if (progress.units().isEmpty()) {
            progress = progress.withUnits(List.of(whole(instruction)));
        }
        if (progress.current().isEmpty()) {
            conclude(Verdict.ended(progress, StatusReason.CONFIRMED, Map.of()).closing(NOT_DONE));
            return;
        }
        if (!Bound.accepts(instruction, progress)) {
            refuseTerms(progress);
            return;
        }
        cancel(progress, progress.current().orElseThrow());
    }

    private static UnitProgress whole(Instruction instruction) {
        return UnitProgress.open(Unit.whole(instruction.scope()), Terms.UNKNOWN);
    }

    private Optional<Progress> quote(Progress before) {
        Instruction instruction = order.instruction();
        QuoteOrder question = new QuoteOrder(
                instruction.booking(),
                instruction.scope(),
                instruction.reason(),
                instruction.waiver(),
                before.units().stream().map(UnitProgress::unit).toList(),
                Ids.stable(order.id(), "quote", before.quotes()).toString(),
                now());
        UnitProgress unit = before.current().orElseGet(() -> whole(instruction));
        Progress open = before.units().isEmpty() ? before.withUnits(List.of(unit)) : before;
        Committing committing = new Committing(allCommitting(open), unit.unit().key(), question.key());
        Outcome<QuoteResult> outcome =
                converse(Operation.QUOTE, () -> connection.protocol().quote(question), committing);
        if (outcome instanceof Outcome.Answered<QuoteResult> answered) {
            return quoted(before, open, unit, answered, committing);
        }
        if (outcome instanceof Outcome.InDoubt<QuoteResult> doubt) {
            StatusReason reason = StatusReason.REPLY_LOST;
            conclude(judge.inDoubt(reason, doubted(committing.progress(), reason), Map.of("cause", doubt.detail())));
        } else {
            conclude(judge.undone(order, open, unit, outcome));
        }
        return Optional.empty();
    }

    /** A quote verb that cancels may cancel whatever is open. */
    private Progress allCommitting(Progress open) {
        Instant now = now();
        Progress committing = open;
        for (UnitProgress unit : open.units()) {
            if (!unit.state().isSettled()) {
                committing = committing.with(unit.committing(now));
            }
        }
        return committing;
    }

    private Optional<Progress> quoted(
            Progress before,
            Progress open,
            UnitProgress unit,
            Outcome.Answered<QuoteResult> answered,
            Committing committing) {
        QuoteResult result = answered.value();
        if (result instanceof Quoted offer) {
            if (order.instruction().waiver().map(Waiver::required).orElse(false) && !offer.waiverApplied()) {
                conclude(judge.refused(open.quotedOnce(offer.word()), unit, RefusalCode.WAIVER_REFUSED, offer.word())
                        .closing(NOT_DONE));
                return Optional.empty();
            }
            List<UnitProgress> units = offer.units().stream()
                    .map(quoted -> UnitProgress.open(quoted.unit(), quoted.terms()))
                    .toList();
            return Optional.of(before.quotedOnce(offer.word()).withQuote(Optional.empty(), units, offer.expiresAt()));
        }
        Progress asked = open.quotedOnce(result.word());
        if (result instanceof QuoteResult.Refused refused) {
            conclude(judge.refused(asked, unit, refused.code(), refused.word()).closing(NOT_DONE));
        } else if (result instanceof QuoteResult.Busy busy) {
            conclude(judge.busy(order, open, unit, answered, busy.word()).closing(NOT_DONE));
        } else if (intent.isPresent()) {
            StatusReason reason = StatusReason.REPLY_UNREADABLE;
            Progress unclear = doubted(committing.progress(), reason).quotedOnce(result.word());
            conclude(judge.inDoubt(reason, unclear, Judge.said(result.word())));
        } else {
            conclude(Verdict.review(StatusReason.REPLY_UNREADABLE, asked, order.lookups(), Judge.said(result.word())));
        }
        return Optional.empty();
    }

    private void refuseTerms(Progress progress) {
        Instruction instruction = order.instruction();
        KeptQuote fresh = new KeptQuote(
                Ids.next(),
                order.caller(),
                order.supplier(),
                instruction.booking(),
                instruction.scope(),
                instruction.reason(),
                instruction.waiver(),
                progress.units().stream()
                        .map(unit -> new KeptQuote.Offer(unit.unit(), unit.terms()))
                        .toList(),
                instruction.waiver().isPresent(),
                now(),
                progress.quoteExpiresAt());
        if (progress.quoted()) {
            office.quotes().accept(fresh);
        }
        Progress refused = progress.withQuoteId(fresh.id());
        for (UnitProgress unit : progress.units()) {
            if (!unit.state().isSettled()) {
                refused =
                        refused.with(unit.inState(UnitProgress.State.REFUSED, StatusReason.TERMS_CHANGED, unit.word()));
            }
        }
        Map<String, String> evidence =
                Map.of("penalty", fresh.penalty().map(Money::toString).orElse("unknown"));
        conclude(Verdict.ended(refused, StatusReason.TERMS_CHANGED, evidence).closing(NOT_DONE));
    }

    private void cancel(Progress progress, UnitProgress unit) {
        Instruction instruction = order.instruction();
        UnitOrder question = unitOrder(order.id(), instruction, unit.unit(), now());
        Outcome<CancelResult> outcome = converse(
                Operation.CANCEL,
                () -> connection.protocol().cancel(question),
                new Committing(
                        progress.with(unit.committing(now())), unit.unit().key(), question.key()));
        Progress latest = intent.isPresent() ? order.progress() : progress;
        UnitProgress current = latest.units().stream()
                .filter(one -> one.unit().key().equals(unit.unit().key()))
                .findFirst()
                .orElse(unit);
        conclude(judge.cancel(order, latest, current, outcome));
    }

    static UnitOrder unitOrder(UUID order, Instruction instruction, Unit unit, Instant now) {
        String key =
                Ids.stable(order, unit.key(), new TreeMap<>(unit.carried())).toString();
        return new UnitOrder(instruction.booking(), unit, instruction.reason(), instruction.waiver(), key, now);
    }

    /** After an intent whose commit got lost nobody knows whether it is written; it was certainly not sent. */
    private void readAgain(UUID unknown) {
        Cancellation found = office.journal().find(order.id()).orElseThrow();
        if (found.version() == order.version() + 1) {
            order = found;
            intent = Optional.of(unknown);
        }
    }

    private void lookUp(Changed.TakenUp taken) {
        UnitProgress unit = order.progress().units().stream()
                .filter(one -> one.state() == UnitProgress.State.IN_DOUBT || one.state() == UnitProgress.State.PENDING)
                .findFirst()
                .orElseThrow();
        intent = taken.open().stream()
                .filter(open -> open.unit().equals(unit.unit().key()))
                .map(Changed.OpenIntent::id)
                .findFirst();
        LookupOrder question =
                new LookupOrder(order.instruction().booking(), unit.unit(), unit.committedSince(), now());
        Conversation<LookupResult> conversation = new Conversation<>(
                Operation.LOOKUP,
                ticket.metered(connection.transport()),
                (request, before) -> new Permission.Denied(Withheld.NOT_ORDERED),
                office.clocks());
        Outcome<LookupResult> outcome =
                conversation.run(() -> connection.protocol().lookup(question));
        unwritten.addAll(outcome.exchanges());
        conclude(judge.lookup(order, taken.expired(), unit, outcome));
    }

    /**
     * What an intent would write.
     *
     * @param progress with the unit committing
     * @param key what repeats of the same request carry
     */
    private record Committing(Progress progress, String unit, String key) {}

    private <O> Outcome<O> converse(
            Operation operation, java.util.function.Supplier<Step<O>> opening, Committing committing) {
        written = 0;
        IntentLog intents = (request, before) -> intend(request, before, committing);
        Outcome<O> outcome = new Conversation<O>(
                        operation, ticket.metered(connection.transport()), intents, office.clocks())
                .run(opening);
        unwritten.addAll(
                outcome.exchanges().subList(written, outcome.exchanges().size()));
        return outcome;
    }

    private Permission intend(WireRequest request, List<Exchange> before, Committing committing) {
        if (office.pauses().isPaused(supplier.id())) {
            return new Permission.Denied(Withheld.PAUSED);
        }
        if (!ticket.pay()) {
            return new Permission.Denied(Withheld.QUOTA);
        }
        Intent next = new Intent(Ids.next(), committing.unit(), committing.key(), request);
        List<Exchange> evidence = new ArrayList<>(unwritten);
        evidence.addAll(before);
        SendBy sendBy = SendBy.start(office.clocks().monotonic());
        Changed changed;
        try {
            changed = office.journal()
                    .write(new Change.Intend(
                            order, next, intent, committing.progress(), evidence, office.claim(supplier.config())))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommitUnknown) {
                readAgain(next.id());
            }
            return new Permission.Denied(Withheld.JOURNAL_UNKNOWN);
        }
        unwritten.clear();
        written = before.size();
        if (changed instanceof Changed.Written granted) {
            order = granted.cancellation();
            intent = Optional.of(next.id());
            return new Permission.Granted(sendBy);
        }
        return new Permission.Denied(
                changed instanceof Changed.BookingInUse ? Withheld.BOOKING_IN_USE : Withheld.CLAIM_LOST);
    }

    private void conclude(Verdict verdict) {
        Optional<Intent.State> closed = intent.isPresent() ? verdict.closed() : Optional.empty();
        Change.Conclude change = new Change.Conclude(
                order, verdict.conclusion(), List.copyOf(unwritten), intent, closed, verdict.aliases());
        try {
            Changed changed = office.journal().write(change).join();
            CrashPoint.AFTER_OUTCOME.reach();
            if (!(changed instanceof Changed.Written)) {
                log.warn("{} was taken over by another member meanwhile; what was exchanged is kept", order.id());
            }
        } catch (CompletionException e) {
            // The claim runs out, and whoever takes it up finds the open intent and looks.
            log.warn(
                    "What came of {} could not be written: {}",
                    order.id(),
                    e.getCause().toString());
        }
    }

    private Instant now() {
        return office.clocks().wall().instant();
    }
}
