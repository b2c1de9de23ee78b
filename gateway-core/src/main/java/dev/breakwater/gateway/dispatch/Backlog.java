package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Claim;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Suppliers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/** What waits in the journal: the due window is refilled from it, and what nobody can work on ends when its time is up. */
final class Backlog {
    private final Office office;
    private final Suppliers suppliers;
    private final DueWindow window;
    private final Function<String, Line> lines;

    /** @param lines this member's line of a supplier */
    Backlog(Office office, Suppliers suppliers, DueWindow window, Function<String, Line> lines) {
        this.office = office;
        this.suppliers = suppliers;
        this.window = window;
        this.lines = lines;
    }

    /** Brings what is due where this member's lines have room. */
    void refill() {
        List<String> hungry = new ArrayList<>();
        int room = 0;
        for (String supplier : new TreeSet<>(office.journal().suppliersWithBacklog())) {
            Optional<Supplier> known = suppliers.find(supplier);
            Line line = lines.apply(supplier);
            if (known.isPresent()
                    && known.get().connection().isPresent()
                    && !office.pauses().isPaused(supplier)
                    && (line.isEmpty()
                            || office.guards().parked().find(supplier).isEmpty())
                    && window.owns(supplier)
                    && line.room() > Line.LONGEST / 2) {
                hungry.add(supplier);
                room = Math.max(room, line.room());
            }
        }
        if (!hungry.isEmpty()) {
            office.journal().due(hungry, room).forEach(due -> window.put(due.supplier(), due.id()));
        }
    }

    /** What waits for a supplier that is gone, or has no plugin, ends when its time is up. */
    void endOverdue() {
        List<String> unreachable = office.journal().suppliersWithBacklog().stream()
                .filter(window::owns)
                .filter(id -> suppliers.find(id).flatMap(Supplier::connection).isEmpty())
                .toList();
        if (!unreachable.isEmpty()) {
            office.journal().overdue(unreachable, Line.LONGEST).forEach(due -> endOverdue(due.id()));
        }
    }

    private void endOverdue(UUID id) {
        Claim claim = new Claim(office.owner(), Duration.ofMinutes(1));
        Changed changed = office.journal().write(new Change.TakeUp(id, claim)).join();
        if (changed instanceof Changed.TakenUp taken) {
            Cancellation order = taken.cancellation();
            StatusReason reason = StatusReason.RETRIES_EXHAUSTED;
            Map<String, String> evidence = Map.of("cause", "the supplier cannot be talked to");
            Verdict verdict = order.status() == Status.IN_FLIGHT && taken.open().isEmpty()
                    ? Verdict.ended(order.progress(), reason, evidence)
                    : Verdict.review(StatusReason.SUPPLIER_WITHOUT_PLUGIN, order.progress(), order.lookups(), evidence);
            office.journal()
                    .write(new Change.Conclude(
                            order, verdict.conclusion(), List.of(), Optional.empty(), Optional.empty(), Set.of()))
                    .join();
        }
    }
}
