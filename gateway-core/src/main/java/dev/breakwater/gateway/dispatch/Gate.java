package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.supplier.SupplierConfig;
import java.time.Duration;

/**
 * One member's gate to one supplier: whether one more may go there now, and if not, how long to wait and why. Everything that
 * protects a supplier is asked here, and nowhere else. Guarded by itself.
 */
final class Gate {
    private final String supplier;
    private final Quota quota;
    private final Pauses pauses;
    private int places;

    Gate(String supplier, Quota quota, Pauses pauses) {
        this.supplier = supplier;
        this.quota = quota;
        this.pauses = pauses;
    }

    /** Whether one more may go. */
    sealed interface Answer {
        /** It may, and has what it asked for. */
        record Open() implements Answer {}

        /** @param time until it is worth asking again; zero: when a place is given back or the supplier is resumed */
        record Shut(Why why, Duration time) implements Answer {}

        /** Why not now. */
        enum Why {
            PAUSED,
            NO_PLACE,
            QUOTA
        }
    }

    private static final Answer OPEN = new Answer.Open();

    /** A place, with the first exchange paid. Who is let in says when they {@link #leave}. */
    Answer enter(SupplierConfig config) {
        Answer answer = takePlace(config);
        if (answer instanceof Answer.Open) {
            Duration wait = pay(config);
            if (!wait.isZero()) {
                leave();
                return new Answer.Shut(Answer.Why.QUOTA, wait);
            }
        }
        return answer;
    }

    /** Whether it is worth the trouble to prepare for {@link #enter}. */
    synchronized boolean hasPlace(SupplierConfig config) {
        return !pauses.isPaused(supplier) && places < config.connections();
    }

    private synchronized Answer takePlace(SupplierConfig config) {
        if (pauses.isPaused(supplier)) {
            return new Answer.Shut(Answer.Why.PAUSED, Duration.ZERO);
        }
        if (places >= config.connections()) {
            return new Answer.Shut(Answer.Why.NO_PLACE, Duration.ZERO);
        }
        places++;
        return OPEN;
    }

    /** Pays for one exchange, or tells how long until there is one; zero means paid. */
    Duration pay(SupplierConfig config) {
        return quota.take(config);
    }

    /** Gives a place back. */
    synchronized void leave() {
        places--;
    }
}
