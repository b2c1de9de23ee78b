package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Admission;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.ModelLedger;
import dev.breakwater.gateway.cancellation.ModelLedger.IntentEntry;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.dispatch.SimulatedSupplier.Effect;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Never lost, never twice: what has to be so, at every moment and in the end. */
final class Promises {
    private final Temper temper;
    private final ModelLedger ledger;
    private final SimulatedSupplier supplier;
    private final Set<UUID> promised = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final List<Departure> departures = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    /** A commit that left, with the intent that was open for it. */
    private record Departure(WireRequest request, IntentEntry intent) {
        boolean isOf(IntentEntry other) {
            return intent.intent().id().equals(other.intent().id());
        }

        boolean concerns(IntentEntry other) {
            return intent.booking() == other.booking()
                    && intent.intent().unit().equals(other.intent().unit());
        }
    }

    Promises(Temper temper, ModelLedger ledger, SimulatedSupplier supplier) {
        this.temper = temper;
        this.ledger = ledger;
        this.supplier = supplier;
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    void broke(String how) {
        broken.add(how);
    }

    /** A client was answered: from now on its order must not get lost. */
    void answered(String key, Admission answer) {
        answered.add(key);
        Optional<Cancellation> order = Optional.empty();
        if (answer instanceof Admission.Accepted accepted) {
            order = Optional.of(accepted.cancellation());
        } else if (answer instanceof Admission.Replayed replayed) {
            order = Optional.of(replayed.cancellation());
        }
        order.ifPresent(one -> promised.add(one.id()));
    }

    boolean isAnswered(String key) {
        return answered.contains(key);
    }

    /** A request leaves: a commit needs an intent of its own, and proof that none before it did anything. */
    void leaves(WireRequest request) {
        if (!request.kind().mayCommit()) {
            return;
        }
        String key = request.headers().get(SimulatedProtocol.KEY);
        Optional<IntentEntry> open = ledger.intents().stream()
                .filter(entry -> entry.isOpen() && entry.intent().key().equals(key))
                .reduce((first, second) -> second);
        if (open.isEmpty()) {
            broke("a commit left without an open intent: " + request.path());
            return;
        }
        for (Departure earlier : departures) {
            boolean repeat = temper.idempotent() && earlier.request().equals(request);
            if (earlier.concerns(open.get()) && !repeat && (!spared(earlier) || earlier.isOf(open.get()))) {
                broke("a second commit left without proof about the first: " + request.path());
            }
        }
        departures.add(new Departure(request, open.get()));
    }

    /** Whether it is proven that it did nothing to its unit: to none, or to others only that it was about, too. */
    private boolean spared(Departure departure) {
        return switch (state(departure)) {
            case OPEN -> false;
            case NOT_DONE -> true;
            case DONE -> departure.request().kind() == RequestKind.MAY_COMMIT && didOthers(departure.intent());
        };
    }

    private boolean didOthers(IntentEntry entry) {
        return ledger.find(entry.cancellation()).orElseThrow().progress().units().stream()
                .filter(unit -> !unit.unit().key().equals(entry.intent().unit()))
                .filter(unit -> unit.state() == UnitProgress.State.CANCELLED)
                .anyMatch(unit ->
                        unit.commitKey().filter(entry.intent().key()::equals).isPresent());
    }

    private Intent.State state(Departure departure) {
        return ledger.intents().stream()
                .filter(entry ->
                        entry.intent().id().equals(departure.intent().intent().id()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    /** When nothing moves any more. */
    void check() {
        for (UUID id : promised) {
            if (ledger.find(id).isEmpty()) {
                broke("an accepted order is gone");
            }
        }
        ledger.all().forEach(this::checkEnd);
        ledger.intents().forEach(this::checkIntent);
        for (Effect effect : supplier.effects()) {
            long ours = supplier.effects().stream()
                    .filter(Effect::isOurs)
                    .filter(other -> other.concerns(effect.booking(), effect.unit()))
                    .count();
            if (ours > 1) {
                broke(effect.booking() + "/" + effect.unit() + " was cancelled " + ours + " times");
                break;
            }
        }
    }

    private void checkEnd(Cancellation order) {
        String name = order.instruction().booking().reference() + " (" + order.idempotencyKey() + ")";
        if (!order.status().isFinal() && order.status() != Status.NEEDS_REVIEW) {
            broke(name + " is left behind in " + order.status() + " " + order.reason());
            return;
        }
        if (!order.status().isFinal()) {
            return;
        }
        if (order.progress().units().isEmpty()
                && !effectsOf(order, Optional.empty()).isEmpty()) {
            broke(name + " is " + order.status() + ", but something was done");
        }
        for (UnitProgress unit : order.progress().units()) {
            checkUnit(name + " " + order.status(), order, unit);
        }
        boolean open =
                ledger.intents().stream().anyMatch(entry -> entry.cancellation().equals(order.id()) && entry.isOpen());
        if (open) {
            broke(name + " is " + order.status() + " with an open intent");
        }
    }

    private void checkUnit(String name, Cancellation order, UnitProgress unit) {
        String key = unit.unit().key();
        boolean ours = !effectsOf(order, Optional.of(key)).isEmpty();
        boolean mayHaveLeft =
                ledger.intents().stream().anyMatch(entry -> entry.cancellation().equals(order.id()));
        boolean others = mayHaveLeft
                && temper.marks() != SimulatedProtocol.Marks.KEY
                && supplier.effects().stream()
                        .anyMatch(effect -> !effect.isOurs()
                                && effect.concerns(order.instruction().booking().reference(), key));
        boolean done = unit.state() == UnitProgress.State.CANCELLED;
        if (done && !ours && !others) {
            broke(name + " says that " + key + " is cancelled, but it is not");
        }
        if (!done && ours) {
            broke(name + " says that " + key + " is not cancelled, but it is");
        }
    }

    /** What the commits of an order did to a unit; empty: to any. */
    private List<Effect> effectsOf(Cancellation order, Optional<String> unit) {
        List<String> keys = ledger.intents().stream()
                .filter(entry -> entry.cancellation().equals(order.id()))
                .map(entry -> entry.intent().key())
                .toList();
        return supplier.effects().stream()
                .filter(effect -> keys.contains(effect.key()))
                .filter(effect -> unit.map(name -> effect.concerns(effect.booking(), name))
                        .orElse(true))
                .toList();
    }

    private void checkIntent(IntentEntry entry) {
        boolean effect = supplier.effects().stream()
                .anyMatch(done -> Objects.equals(done.key(), entry.intent().key()));
        boolean repeated = ledger.intents().stream()
                .anyMatch(other -> other != entry
                        && other.intent().key().equals(entry.intent().key())
                        && other.state() != Intent.State.NOT_DONE);
        if (entry.state() == Intent.State.NOT_DONE && effect && !repeated) {
            broke("the intent of " + entry.intent().unit() + " is closed as not done (" + entry.proof()
                    + "), but it took effect");
        }
    }
}
