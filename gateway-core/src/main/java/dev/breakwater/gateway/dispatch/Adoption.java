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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what a member that died was talking about. What may be on the wire is in doubt at once, the rest waits in line
 * again; neither asks the supplier, so neither waits until it has a place.
 */
final class Adoption {
    private static final Logger log = LoggerFactory.getLogger(Adoption.class);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Office office;
    private final Suppliers suppliers;

    Adoption(Office office, Suppliers suppliers) {
        this.office = office;
        this.suppliers = suppliers;
    }

    /** Begins with it. What cannot be written is taken up when it is due. */
    void adopt(UUID orphan) {
        office.journal()
                .write(new Change.TakeUp(orphan, new Claim(office.owner(), LEASE)))
                .thenCompose(changed -> changed instanceof Changed.TakenUp taken
                        ? conclude(taken)
                        : CompletableFuture.completedFuture(changed))
                .exceptionally(failure -> {
                    log.warn("{} could not be taken over yet: {}", orphan, failure.toString());
                    return null;
                });
    }

    private CompletableFuture<Changed> conclude(Changed.TakenUp taken) {
        Cancellation order = taken.cancellation();
        Optional<Supplier> supplier = suppliers.find(order.supplier());
        if (supplier.isEmpty() || order.status() != Status.IN_FLIGHT) {
            // Its owner was not dead, and wrote what came of it meanwhile: it is looked at when this claim runs out.
            return CompletableFuture.completedFuture(taken);
        }
        Judge judge = new Judge(supplier.get().config(), office.clocks().wall(), office.random());
        Verdict verdict = judge.abandoned(taken)
                .orElseGet(
                        () -> Verdict.scheduled(StatusReason.HANDED_OVER, order.progress(), Duration.ZERO, Map.of()));
        return office.journal()
                .write(new Change.Conclude(
                        order, verdict.conclusion(), List.of(), Optional.empty(), Optional.empty(), Set.of()));
    }
}
