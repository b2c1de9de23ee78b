package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a {@link Gate} gives to those whom it lets in: a place, with the first exchange paid; further ones are paid as they come.
 * All exchanges go through {@link #metered}, which tells the gate what becomes of them.
 */
final class Ticket {
    /** A run that is under way waits this long for each further exchange: as long as any quota per minute may take. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The same, while a caller waits for the answer. */
    private static final Duration CALLERS_PATIENCE = Duration.ofSeconds(2);

    /** So often who waits sees whether the supplier is paused or parked meanwhile. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Gate gate;
    private final SupplierConfig config;
    private final LongSupplier nanoTime;
    private final boolean probe;
    private final boolean question;
    private final AtomicBoolean returned = new AtomicBoolean();
    private boolean paid = true;
    private volatile boolean used;
    private int payments = 1;

    /** @param probe whether it finds out how a parked supplier is */
    Ticket(Gate gate, SupplierConfig config, LongSupplier nanoTime, boolean probe, boolean question) {
        this.gate = gate;
        this.config = config;
        this.nanoTime = nanoTime;
        this.probe = probe;
        this.question = question;
    }

    SupplierConfig config() {
        return config;
    }

    boolean isProbe() {
        return probe;
    }

    boolean isQuestion() {
        return question;
    }

    /** Whether the supplier has told with it how it is. */
    boolean isUsed() {
        return used;
    }

    /** Pays for one exchange, waiting a little if need be; says why it must not go, if it must not. */
    Optional<Withheld> pay() {
        if (paid) {
            Optional<Gate.Answer.Shut> shut = gate.goOn(this);
            paid = shut.isPresent();
            return shut.map(Gate.Answer.Shut::why).map(Ticket::withheld);
        }
        Optional<Gate.Answer.Shut> shut = gate.pay(this);
        if (shut.isPresent()) {
            gate.beginToWait();
            try {
                shut = payLater(shut);
            } finally {
                gate.endWaiting();
            }
        }
        payments += shut.isEmpty() ? 1 : 0;
        return shut.map(Gate.Answer.Shut::why).map(Ticket::withheld);
    }

    private Optional<Gate.Answer.Shut> payLater(Optional<Gate.Answer.Shut> first) {
        long end = nanoTime.getAsLong() + (question ? CALLERS_PATIENCE : PATIENCE).toNanos();
        Optional<Gate.Answer.Shut> shut = first;
        while (shut.filter(stands -> isWorthWaiting(stands, end)).isPresent()) {
            LockSupport.parkNanos(Math.min(shut.get().time().toNanos(), LOOK.toNanos()));
            shut = gate.pay(this);
        }
        return shut;
    }

    private boolean isWorthWaiting(Gate.Answer.Shut shut, long end) {
        return shut.why() == Gate.Why.QUOTA
                && nanoTime.getAsLong() + shut.time().toNanos() - end <= 0
                && !Thread.currentThread().isInterrupted();
    }

    private static Withheld withheld(Gate.Why why) {
        return switch (why) {
            case PAUSED -> Withheld.PAUSED;
            case PARKED -> Withheld.PARKED;
            case NO_PLACE, QUOTA -> Withheld.QUOTA;
        };
    }

    /** For how many exchanges it has paid. */
    int payments() {
        return payments;
    }

    /** The same transport, paying for what changes nothing. Commits are paid for before their intent is written. */
    Transport metered(Transport transport) {
        return (request, mayLeave) -> {
            Optional<Withheld> withheld = request.kind().mayCommit() ? Optional.empty() : pay();
            return withheld.isPresent() ? new Delivery.HeldBack(withheld.get()) : send(transport, request, mayLeave);
        };
    }

    private Delivery send(Transport transport, WireRequest request, BooleanSupplier mayLeave) {
        long began = nanoTime.getAsLong();
        Delivery delivery = transport.send(request, mayLeave);
        used |= gate.delivered(this, delivery, began);
        return delivery;
    }

    /** Gives the place back, and what was paid for nothing. */
    void giveBack() {
        if (returned.compareAndSet(false, true)) {
            if (paid) {
                gate.refund(config);
            }
            gate.leave(this);
        }
    }
}
