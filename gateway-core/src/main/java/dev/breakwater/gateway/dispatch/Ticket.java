package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.gateway.supplier.SupplierConfig;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The quota of one run: its first exchange is paid when it starts, further ones as they come. */
final class Ticket {
    /** A run that is under way waits this long for further exchanges before it gives up its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Gate gate;
    private final SupplierConfig supplier;
    private boolean paid;

    private Ticket(Gate gate, SupplierConfig supplier, boolean paid) {
        this.gate = gate;
        this.supplier = supplier;
        this.paid = paid;
    }

    /** With its first exchange paid. */
    static Ticket paid(Gate gate, SupplierConfig supplier) {
        return new Ticket(gate, supplier, true);
    }

    /** With nothing paid. */
    static Ticket unpaid(Gate gate, SupplierConfig supplier) {
        return new Ticket(gate, supplier, false);
    }

    /** Pays for one exchange, waiting a little if need be. */
    boolean pay() {
        if (paid) {
            paid = false;
            return true;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Duration wait = gate.pay(supplier);
            if (wait.isZero()) {
                return true;
            }
            if (System.nanoTime() + wait.toNanos() > deadline
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(wait.toNanos());
        }
    }

    /** The same transport, paying for what changes nothing. Commits are paid for before their intent is written. */
    Transport metered(Transport transport) {
        return (request, mayLeave) -> !request.kind().mayCommit() && !pay()
                ? new Delivery.HeldBack(Withheld.QUOTA)
                : transport.send(request, mayLeave);
    }
}
