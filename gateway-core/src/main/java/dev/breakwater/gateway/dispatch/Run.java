package dev.breakwater.gateway.dispatch;

import static dev.breakwater.gateway.cancellation.Intent.State.NOT_DONE;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.conversation.Conversation;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.IntentLog;
import dev.breakwater.gateway.conversation.IntentLog.Permission;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.plugin.CancelResult;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One turn of a cancellation that this member has claimed: quote if need be, compare with the guard, commit one unit, or look
 * how a unit in doubt stands; and write what came of it. Used once, by one thread.
 */
final class Run {
    private static final String MAY_CANCEL_UNSEEN =
            "the supplier may cancel when it is asked for its terms; only acceptAnyPenalty without a required waiver is"
                    + " possible";

    private final Office office;
    private final Supplier supplier;
    private final Connection connection;
    private final Ticket ticket;
    private final Judge judge;
    private final Pen pen;

    Run(Office office, Supplier supplier, Connection connection, Ticket ticket, Cancellation order) {
        this.office = office;
        this.supplier = supplier;
        this.connection = connection;
        this.ticket = ticket;
        this.pen = new Pen(office, ticket, order);
        this.judge = new Judge(supplier.config(), office.clocks().wall(), office.random());
    }

    /** Keeps what was exchanged for it before, to be written with the rest. */
    void note(List<Exchange> exchanges) {
        pen.note(exchanges);
    }

    /** Goes on from where the journal says it is. */
    void resume(Changed.TakenUp taken) {
        switch (order().status()) {
            case IN_DOUBT, AWAITING_SUPPLIER ->
                new Inquiry(office, supplier, connection, ticket, pen, judge.ladder()).begin(taken);
            case IN_FLIGHT -> judge.abandoned(taken).ifPresentOrElse(pen::conclude, this::talk);
            case ACCEPTED, SCHEDULED, NEEDS_REVIEW, CANCELLED, PARTIALLY_CANCELLED, REFUSED, EXPIRED, WITHDRAWN ->
                throw new IllegalStateException("Taken up in " + order().status());
        }
    }

    private Cancellation order() {
        return pen.order();
    }

    /** Sends the commit whose intent was written together with the acceptance. */
    void commit(Prepared prepared) {
        pen.take(prepared.intent().id());
        UnitProgress unit = order().progress().current().orElseThrow();
        IntentLog written = (request, before) -> request == prepared.request()
                ? ticket.pay()
                        .<Permission>map(Permission.Denied::new)
                        .orElseGet(() -> new Permission.Granted(prepared.sendBy()))
                : new Permission.Denied(Withheld.NOT_ORDERED);
        Conversation<CancelResult> conversation =
                new Conversation<>(Operation.CANCEL, ticket.metered(connection.transport()), written, office.clocks());
        Outcome<CancelResult> outcome =
                office.converse(ticket, order(), Operation.CANCEL, () -> conversation.run(prepared::opening));
        pen.note(outcome.exchanges());
        pen.conclude(judge.cancel(order(), order().progress(), unit, outcome));
    }

    /** Lets go of what was accepted with its intent, before anything was sent. */
    void handOver(Prepared prepared) {
        pen.take(prepared.intent().id());
        UnitProgress unit = order().progress().current().orElseThrow();
        Progress open = order().progress().with(unit.reopened(StatusReason.HANDED_OVER, unit.word()));
        pen.conclude(Verdict.scheduled(StatusReason.HANDED_OVER, open, Duration.ZERO, Map.of())
                .closing(NOT_DONE));
    }

    private void talk() {
        Progress progress = order().progress();
        Instruction instruction = order().instruction();
        if (Bound.needsQuote(instruction, progress, connection)
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
            pen.conclude(
                    Verdict.ended(progress, StatusReason.CONFIRMED, Map.of()).closing(NOT_DONE));
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
        Instruction instruction = order().instruction();
        Instant now = now();
        QuoteOrder question = new QuoteOrder(
                instruction.booking(),
                instruction.scope(),
                instruction.reason(),
                instruction.waiver(),
                before.units().stream().map(UnitProgress::unit).toList(),
                Ids.stable(order().id(), "quote", before.quotes()).toString(),
                now);
        UnitProgress unit = before.current().orElseGet(() -> whole(instruction));
        Progress open = before.units().isEmpty() ? before.withUnits(List.of(unit)) : before;
        Committing committing = new Committing(
                allCommitting(open, now, question.key()), unit.unit().key(), question.key());
        Outcome<QuoteResult> outcome =
                converse(Operation.QUOTE, () -> connection.protocol().quote(question), committing);
        if (outcome instanceof Outcome.Answered<QuoteResult> answered) {
            return quoted(before, open, unit, answered, committing);
        }
        if (outcome instanceof Outcome.InDoubt<QuoteResult> doubt) {
            pen.conclude(
                    judge.inDoubt(committing.progress(), StatusReason.REPLY_LOST, Map.of("cause", doubt.detail())));
        } else if (outcome instanceof Outcome.HeldBack<QuoteResult> held && held.why() == Withheld.NOT_ORDERED) {
            refuseTerms(open.withoutOffer(), Map.of("cause", MAY_CANCEL_UNSEEN));
        } else {
            pen.conclude(judge.undone(order(), open, unit, outcome));
        }
        return Optional.empty();
    }

    /** A quote verb that cancels may cancel whatever is open. */
    private static Progress allCommitting(Progress open, Instant now, String key) {
        Progress committing = open;
        for (UnitProgress unit : open.units()) {
            if (!unit.state().isSettled()) {
                committing = committing.with(unit.committing(now, key));
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
            if (order().instruction().waiver().map(Waiver::required).orElse(false) && !offer.waiverApplied()) {
                pen.conclude(
                        judge.refused(open.quotedOnce(offer.word()), unit, RefusalCode.WAIVER_REFUSED, offer.word()));
                return Optional.empty();
            }
            if (leavesOut(before, offer)) {
                pen.conclude(Verdict.review(
                                StatusReason.REPLY_UNREADABLE,
                                open.quotedOnce(offer.word()),
                                order().lookups(),
                                Map.of("cause", "the new quote leaves out units that are not done"))
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
            pen.conclude(judge.refused(asked, unit, refused.code(), refused.word()));
        } else if (result instanceof QuoteResult.Busy busy) {
            pen.conclude(judge.busy(order(), open, unit, answered, busy.word()));
        } else if (pen.intent().isPresent()) {
            pen.conclude(judge.inDoubt(
                    committing.progress().quotedOnce(result.word()),
                    StatusReason.REPLY_UNREADABLE,
                    Verdict.said(result.word())));
        } else {
            pen.conclude(Verdict.review(
                    StatusReason.REPLY_UNREADABLE, asked, order().lookups(), Verdict.said(result.word())));
        }
        return Optional.empty();
    }

    /** Whether what is still to be done is not on offer any more, though nothing was cut anew: nobody knows why. */
    private static boolean leavesOut(Progress before, Quoted offer) {
        Set<String> offered =
                offer.units().stream().map(quoted -> quoted.unit().key()).collect(Collectors.toSet());
        Set<String> known =
                before.units().stream().map(unit -> unit.unit().key()).collect(Collectors.toSet());
        return known.containsAll(offered)
                && before.units().stream()
                        .anyMatch(unit -> !unit.state().isSettled()
                                && !offered.contains(unit.unit().key()));
    }

    private void refuseTerms(Progress progress) {
        Instruction instruction = order().instruction();
        KeptQuote fresh = new KeptQuote(
                Ids.next(),
                order().caller(),
                order().supplier(),
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
        refuseTerms(
                progress.withQuoteId(fresh.id()),
                Map.of("penalty", fresh.penalty().map(Money::toString).orElse("unknown")));
    }

    private void refuseTerms(Progress progress, Map<String, String> evidence) {
        Progress refused = progress;
        for (UnitProgress unit : progress.units()) {
            if (!unit.state().isSettled()) {
                refused =
                        refused.with(unit.inState(UnitProgress.State.REFUSED, StatusReason.TERMS_CHANGED, unit.word()));
            }
        }
        pen.conclude(
                Verdict.ended(refused, StatusReason.TERMS_CHANGED, evidence).closing(NOT_DONE));
    }

    private void cancel(Progress progress, UnitProgress unit) {
        Instruction instruction = order().instruction();
        Instant now = now();
        UnitOrder question = unitOrder(order().id(), instruction, unit.unit(), now);
        Optional<UUID> answered = pen.intent();
        Outcome<CancelResult> outcome = converse(
                Operation.CANCEL,
                () -> connection.protocol().cancel(question),
                new Committing(
                        progress.with(unit.committing(now, question.key())),
                        unit.unit().key(),
                        question.key()));
        Progress latest = pen.intent().equals(answered) ? progress : order().progress();
        UnitProgress current = latest.units().stream()
                .filter(one -> one.unit().key().equals(unit.unit().key()))
                .findFirst()
                .orElse(unit);
        pen.conclude(judge.cancel(order(), latest, current, outcome));
    }

    static UnitOrder unitOrder(UUID order, Instruction instruction, Unit unit, Instant now) {
        String key =
                Ids.stable(order, unit.key(), new TreeMap<>(unit.carried())).toString();
        return new UnitOrder(instruction.booking(), unit, instruction.reason(), instruction.waiver(), key, now);
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
        int[] written = {0};
        IntentLog intents = (request, before) -> {
            if (operation == Operation.QUOTE && !Bound.takesAnyTerms(order().instruction())) {
                return new Permission.Denied(Withheld.NOT_ORDERED);
            }
            Optional<Withheld> hindrance = ticket.pay();
            if (hindrance.isPresent()) {
                return new Permission.Denied(hindrance.get());
            }
            pen.note(before.subList(written[0], before.size()));
            written[0] = before.size();
            return pen.intend(request, committing.unit(), committing.key(), committing.progress());
        };
        Conversation<O> conversation =
                new Conversation<>(operation, ticket.metered(connection.transport()), intents, office.clocks());
        Outcome<O> outcome = office.converse(ticket, order(), operation, () -> conversation.run(opening));
        pen.note(outcome.exchanges().subList(written[0], outcome.exchanges().size()));
        return outcome;
    }

    private Instant now() {
        return office.clocks().wall().instant();
    }
}
