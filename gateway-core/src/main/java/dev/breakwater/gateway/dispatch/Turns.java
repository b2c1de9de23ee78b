package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.AfterRestore;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.WrittenByNewer;
import dev.breakwater.gateway.supplier.Supplier;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives what is due its turn: claims it, goes on from where the journal says it is, and measures how long that takes. */
final class Turns {
    private static final Logger log = LoggerFactory.getLogger(Turns.class);

    private final Office office;
    private final AfterRestore afterRestore;
    private final Function<String, Pace> paces;
    /** What only a newer version understands; few, and only while two versions run side by side. */
    private final Set<UUID> newer = ConcurrentHashMap.newKeySet();

    /** @param paces how fast a supplier's work goes, by its id */
    Turns(Office office, AfterRestore afterRestore, Function<String, Pace> paces) {
        this.office = office;
        this.afterRestore = afterRestore;
        this.paces = paces;
    }

    /** Whether it was found to be for a newer version alone. */
    boolean belongsToNewer(UUID id) {
        return newer.contains(id);
    }

    /** Returns when it is concluded, or was not to be had. */
    void take(Supplier supplier, Ticket ticket, UUID id) {
        Changed changed;
        try {
            changed = office.journal()
                    .write(new Change.TakeUp(id, office.claim(supplier.config())))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WrittenByNewer) {
                newer.add(id);
            }
            log.warn("{} could not be taken up: {}", id, e.getCause().toString());
            return;
        }
        if (changed instanceof Changed.TakenUp taken) {
            measured(ticket, () -> tryToRun(supplier, taken, ticket));
        }
    }

    /** What fails is tried again when its claim runs out, but not for ever. */
    private void tryToRun(Supplier supplier, Changed.TakenUp taken, Ticket ticket) {
        try {
            run(supplier, taken, ticket);
        } catch (RuntimeException e) {
            if (!taken.expired()) {
                throw e;
            }
            Cancellation order = taken.cancellation();
            log.error("The run of {}, whose time is up, failed; a person has to see to it", order.id(), e);
            new Pen(office, ticket, order)
                    .conclude(Verdict.review(
                            StatusReason.GATEWAY_FAILED,
                            order.progress(),
                            order.lookups(),
                            Map.of("cause", e.getClass().getSimpleName())));
        }
    }

    private void run(Supplier supplier, Changed.TakenUp taken, Ticket ticket) {
        Cancellation order = taken.cancellation();
        Run run = new Run(office, supplier, supplier.connection().orElseThrow(), ticket, order);
        boolean mayCommit = order.status() == Status.IN_FLIGHT && taken.open().isEmpty();
        if (mayCommit && afterRestore.isOn()) {
            new FirstLook(office, supplier, ticket, order, taken.expired())
                    .findsActive()
                    .ifPresent(looked -> {
                        run.note(looked);
                        run.resume(taken);
                    });
        } else {
            run.resume(taken);
        }
    }

    void measured(Ticket ticket, Runnable turn) {
        long begin = office.clocks().monotonic().getAsLong();
        turn.run();
        Duration took = Duration.ofNanos(office.clocks().monotonic().getAsLong() - begin);
        paces.apply(ticket.config().id()).turn(ticket.payments(), took);
    }
}
