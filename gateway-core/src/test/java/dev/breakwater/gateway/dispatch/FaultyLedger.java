package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Acceptance;
import dev.breakwater.gateway.cancellation.Admission;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Ledger;
import dev.breakwater.gateway.cancellation.ModelLedger;
import dev.breakwater.gateway.cancellation.Recorded;
import dev.breakwater.gateway.postgres.CommitFailures;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One member's way to the journal: it takes its time, and now and then nobody learns whether a write was done. */
final class FaultyLedger implements Ledger {
    private static final Duration QUICK = Duration.ofMillis(4);
    private static final Duration SLOW = Duration.ofSeconds(4);

    private final Kernel kernel;
    private final Temper temper;
    private final ModelLedger model;
    private final SimulatedMember member;
    private final UnaryOperator<Change> mutation;
    private final Consumer<UUID> written;

    /**
     * @param mutation what a broken gateway would write instead
     * @param written told what was changed
     */
    FaultyLedger(
            Kernel kernel,
            Temper temper,
            ModelLedger model,
            SimulatedMember member,
            UnaryOperator<Change> mutation,
            Consumer<UUID> written) {
        this.kernel = kernel;
        this.temper = temper;
        this.model = model;
        this.member = member;
        this.mutation = mutation;
        this.written = written;
    }

    CompletableFuture<Admission> accept(Acceptance order) {
        return transaction("accept", order.id(), () -> model.accept(order));
    }

    @Override
    public CompletableFuture<Changed> write(Change change) {
        Change meant = mutation.apply(change);
        String what = meant.getClass().getSimpleName();
        return transaction(what, meant.id(), () -> {
            Changed changed = model.write(meant).join();
            kernel.note(what, () -> describe(meant, changed));
            return changed;
        });
    }

    private String describe(Change change, Changed changed) {
        Cancellation now = model.find(change.id()).orElseThrow();
        return "%s by %s: %s, now %s %s version %d, due %s, open intents %d"
                .formatted(
                        now.instruction().booking().reference(),
                        member.owner(),
                        changed.getClass().getSimpleName(),
                        now.status(),
                        now.reason(),
                        now.version(),
                        now.dueAt().map(String::valueOf).orElse("never"),
                        model.intents().stream()
                                .filter(ModelLedger.IntentEntry::isOpen)
                                .count());
    }

    private <T> CompletableFuture<T> transaction(String what, UUID id, Supplier<T> write) {
        member.wait(kernel.upTo(kernel.chance(temper.slowJournal()) ? SLOW : QUICK));
        if (kernel.chance(temper.failedWrite())) {
            kernel.note("not written", () -> what + " by " + member.owner());
            return CompletableFuture.failedFuture(CommitFailures.notCommitted());
        }
        boolean lost = kernel.chance(temper.lostWrite());
        T result = null;
        if (!lost || kernel.chance(0.5)) {
            result = write.get();
            written.accept(id);
        }
        member.wait(kernel.upTo(kernel.chance(temper.slowJournal()) ? SLOW : QUICK));
        if (lost) {
            kernel.note("lost write", () -> what + " by " + member.owner());
            return CompletableFuture.failedFuture(CommitFailures.unknown());
        }
        return CompletableFuture.completedFuture(result);
    }

    @Override
    public Optional<Cancellation> find(UUID id) {
        member.wait(kernel.upTo(QUICK));
        return model.find(id);
    }

    @Override
    public boolean knowsIntent(UUID intent) {
        member.wait(kernel.upTo(QUICK));
        return model.knowsIntent(intent);
    }

    @Override
    public Optional<Recorded> recorded(UUID cancellation, UUID intent) {
        member.wait(kernel.upTo(QUICK));
        return model.recorded(cancellation, intent);
    }

    @Override
    public List<Journal.Due> due(Collection<String> suppliers, int limit) {
        return model.due(suppliers, limit);
    }

    @Override
    public List<String> suppliersWithBacklog() {
        return model.suppliersWithBacklog();
    }

    @Override
    public List<String> paused() {
        return model.paused();
    }

    @Override
    public void pause(String what, String actor, String reason) {
        model.pause(what, actor, reason);
    }

    @Override
    public void resume(String supplier) {
        model.resume(supplier);
    }
}
