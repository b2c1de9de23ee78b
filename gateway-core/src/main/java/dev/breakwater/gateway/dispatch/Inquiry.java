package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Changed.OpenIntent;
import dev.breakwater.gateway.cancellation.Recorded;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.cancellation.UnitProgress.State;
import dev.breakwater.gateway.conversation.Conversation;
import dev.breakwater.gateway.conversation.IntentLog;
import dev.breakwater.gateway.conversation.IntentLog.Permission;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.conversation.Replay;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.UnitOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * One turn of a cancellation that is in doubt, or that the supplier works on: its commit is sent once more where the supplier
 * promises that this does no harm, else it is looked how it stands. Used once, by one thread.
 */
final class Inquiry {
    private final Office office;
    private final Supplier supplier;
    private final Connection connection;
    private final Ticket ticket;
    private final Pen pen;
    private final Ladder ladder;

    Inquiry(Office office, Supplier supplier, Connection connection, Ticket ticket, Pen pen, Ladder ladder) {
        this.office = office;
        this.supplier = supplier;
        this.connection = connection;
        this.ticket = ticket;
        this.pen = pen;
        this.ladder = ladder;
    }

    void begin(Changed.TakenUp taken) {
        UnitProgress found = pen.order().progress().current().orElseThrow();
        UnitProgress unit = taken.late() ? found.lookedAt(StatusReason.LATE_ANSWER, 0, found.word()) : found;
        Optional<OpenIntent> open = taken.open().stream().findFirst();
        open.map(OpenIntent::id).ifPresent(pen::take);
        boolean its =
                open.filter(intent -> intent.unit().equals(unit.unit().key())).isPresent();
        if (its && ladder.mayRepeat(unit, taken.expired())) {
            repeat(unit, open.get());
        } else {
            lookUp(taken, unit);
        }
    }

    private void repeat(UnitProgress unit, OpenIntent open) {
        Cancellation order = pen.order();
        Recorded recorded = office.journal().recorded(order.id(), open.id()).orElseThrow();
        Replay replay = new Replay(recorded.commit(), recorded.before(), ticket.metered(connection.transport()));
        UnitProgress again = unit.repeating();
        UnitOrder question = Run.unitOrder(
                order.id(),
                order.instruction(),
                unit.unit(),
                unit.committedSince().orElseThrow());
        IntentLog intents = (request, before) -> {
            if (!replay.repeats(request)) {
                return new Permission.Denied(Withheld.NOT_THE_SAME);
            }
            return ticket.pay()
                    .<Permission>map(Permission.Denied::new)
                    .orElseGet(() -> pen.repeat(order.progress().with(again)));
        };
        Conversation<CancelResult> conversation =
                new Conversation<>(Operation.CANCEL, replay, intents, office.clocks());
        Outcome<CancelResult> outcome = office.converse(
                ticket,
                order,
                Operation.CANCEL,
                () -> conversation.run(() -> connection.protocol().cancel(question)));
        pen.note(outcome.exchanges()
                .subList(replay.replayed(), outcome.exchanges().size()));
        boolean left = pen.order().version() != order.version();
        pen.conclude(ladder.repeat(pen.order(), pen.order().progress(), left ? again : unit, outcome));
    }

    private void lookUp(Changed.TakenUp taken, UnitProgress unit) {
        Cancellation order = pen.order();
        Optional<LookupOrder.Committed> committed = unit.committedSince()
                .map(since -> new LookupOrder.Committed(since, unit.commitKey().orElse("")));
        LookupOrder question = new LookupOrder(
                order.instruction().booking(),
                unit.unit(),
                committed,
                office.clocks().wall().instant());
        IntentLog none = (request, before) -> new Permission.Denied(Withheld.NOT_ORDERED);
        Conversation<LookupResult> conversation =
                new Conversation<>(Operation.LOOKUP, ticket.metered(connection.transport()), none, office.clocks());
        Outcome<LookupResult> outcome = office.converse(
                ticket,
                order,
                Operation.LOOKUP,
                () -> conversation.run(() -> connection.protocol().lookup(question)));
        pen.note(outcome.exchanges());
        Duration untilProof = taken.open().stream()
                .map(intent -> ladder.unseen().minus(intent.unsendable()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        UnitProgress doubtful = unit.state() == State.COMMITTING
                ? unit.inState(State.IN_DOUBT, StatusReason.GATEWAY_DIED, unit.word())
                : unit;
        pen.conclude(ladder.lookup(order, new Ladder.Sight(taken.expired(), untilProof), doubtful, outcome));
    }
}
