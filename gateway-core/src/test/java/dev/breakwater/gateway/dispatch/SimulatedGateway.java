package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Acceptance;
import dev.breakwater.gateway.cancellation.Admission;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.conversation.Conversation.Clocks;
import dev.breakwater.gateway.conversation.SendBy;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A gateway in one simulated process: the real runs on a simulated journal and a simulated wire. */
final class SimulatedGateway {
    /** Longer than a run waits for its next exchange. */
    private static final Duration NO_QUOTA = Duration.ofHours(1);

    private final Kernel kernel;
    private final Temper temper;
    private final SimulatedMember member;
    private final Mutation mutation;
    private final History history;
    private final FaultyLedger ledger;
    private final Supplier supplier;

    SimulatedGateway(Kernel kernel, Temper temper, SimulatedMember member, Mutation mutation, History history) {
        this.kernel = kernel;
        this.temper = temper;
        this.member = member;
        this.mutation = mutation;
        this.history = history;
        this.ledger = new FaultyLedger(
                kernel, temper, history.ledger(), member, new Saboteur(mutation, history.ledger()), history::changed);
        SimulatedProtocol protocol = new SimulatedProtocol(temper.style(), temper.marks());
        FaultyWire wire = new FaultyWire(kernel, temper, history.supplier(), member, history.promises()::leaves);
        this.supplier = new Supplier(
                temper.config(),
                Optional.of(new Connection(
                        protocol,
                        protocol.info(),
                        "simulated",
                        "1",
                        mutation == Mutation.SENDS_WITHOUT_LOOKING_AT_THE_CLOCK
                                ? (request, mayLeave) -> wire.send(request, () -> true)
                                : wire)),
                "");
    }

    boolean isAtWork() {
        return member.isAtWork();
    }

    /** A quota that is used up now and then. */
    private final class Scarce implements Quota {
        @Override
        public Duration take(SupplierConfig config) {
            return kernel.chance(temper.busy()) ? NO_QUOTA : Duration.ZERO;
        }

        @Override
        public void giveBack(SupplierConfig config) {}

        @Override
        public Left left(SupplierConfig config) {
            return new Left(Optional.empty(), Optional.empty());
        }
    }

    private Office office() {
        Pauses pauses = new Pauses(ledger, id -> Optional.empty());
        return new Office(
                member.owner(),
                ledger,
                quote -> {},
                new Gate.Guards(
                        new Scarce(),
                        pauses::isPaused,
                        new ParkedSuppliers(
                                new FakeRestraints(new FakeTime()),
                                member.clocks().wall())),
                pauses,
                member.clocks(),
                kernel.random(),
                member::wait,
                new ConversationObservation(ObservationRegistry.NOOP));
    }

    private Ticket ticket(Office office) {
        Gate gate = new Gate(supplier.id(), office.guards(), office.clocks(), () -> {});
        return new Ticket(gate, supplier.config(), office.clocks().monotonic(), false, false);
    }

    /** Accepts an order, and begins with it at once if it can. */
    void accept(Acceptance order, Consumer<Admission> answer) {
        work(() -> {
            Office office = office();
            Optional<Prepared> prepared = kernel.chance(0.5) ? prepare(office, order) : Optional.empty();
            Acceptance meant = prepared.map(begun -> starting(order, begun)).orElse(order);
            Admission admission;
            try {
                admission = ledger.accept(meant).join();
            } catch (CompletionException e) {
                return;
            }
            answer.accept(admission);
            if (admission instanceof Admission.Accepted accepted && accepted.started()) {
                Prepared begun = prepared.orElseThrow();
                new Run(office, supplier, supplier.connection().orElseThrow(), begun.ticket(), accepted.cancellation())
                        .commit(begun);
            }
        });
    }

    private static Acceptance starting(Acceptance order, Prepared prepared) {
        return new Acceptance(
                order.id(),
                order.caller(),
                order.key(),
                order.requestHash(),
                order.booking(),
                order.instruction(),
                order.giveUpAfter(),
                order.progress(),
                Optional.of(prepared.start()));
    }

    private Optional<Prepared> prepare(Office office, Acceptance order) {
        if (temper.style() != SimulatedProtocol.Style.PLAIN) {
            return Optional.empty();
        }
        SupplierConfig config = supplier.config();
        Unit unit = Unit.whole(List.of());
        Clocks clocks = office.clocks();
        UnitOrder question = Run.unitOrder(
                order.id(), order.instruction(), unit, clocks.wall().instant());
        Step.Ask<CancelResult> first = (Step.Ask<CancelResult>)
                supplier.connection().orElseThrow().protocol().cancel(question);
        SendBy sendBy = SendBy.start(clocks.monotonic());
        UnitProgress committing =
                UnitProgress.open(unit, Terms.UNKNOWN).committing(clocks.wall().instant(), question.key());
        Acceptance.Start start = new Acceptance.Start(
                office.claim(config),
                new Intent(Ids.next(), unit.key(), question.key(), first.request()),
                order.progress().withUnits(List.of(committing)));
        return Optional.of(new Prepared(supplier, start, first, sendBy, ticket(office)));
    }

    /** Takes an order up and runs one turn of it. */
    void takeUp(UUID id) {
        work(() -> {
            Office office = office();
            Changed changed;
            try {
                changed = ledger.write(new Change.TakeUp(id, office.claim(supplier.config())))
                        .join();
            } catch (CompletionException e) {
                return;
            }
            if (changed instanceof Changed.TakenUp taken) {
                new Run(office, supplier, supplier.connection().orElseThrow(), ticket(office), taken.cancellation())
                        .resume(Saboteur.told(mutation, taken));
            }
        });
    }

    private void work(Runnable code) {
        member.run(() -> {
            try {
                code.run();
            } catch (JournalUnavailable e) {
                kernel.note("gave up", member::owner);
            } catch (RuntimeException e) {
                history.promises().broke("a run failed: " + e + " at " + e.getStackTrace()[0]);
            }
        });
    }
}
