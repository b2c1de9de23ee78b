package dev.breakwater.sandbox.drill;

import java.time.Duration;
import java.util.Objects;

/**
 * Something bad that happens at some time.
 *
 * @param at after the start of the load
 * @param target which gateway or supplier, counted from zero
 * @param length how long it lasts; of a killed gateway, until it is started again
 */
record Action(Duration at, Kind kind, int target, Duration length) {

    /** What can happen. */
    enum Kind {
        /** kill -9 of a gateway. */
        KILL_GATEWAY(90, Of.GATEWAY),
        /** SIGSTOP of a gateway, and SIGCONT in the end. */
        PAUSE_GATEWAY(300, Of.GATEWAY),
        /** kill -9 of one of PostgreSQL's processes, after which it restarts all of them. */
        KILL_BACKEND(120, Of.DATABASE),
        /** What goes to a member of the cluster from the others is held back, and delivered late. */
        CUT_MEMBER(60, Of.CLUSTER),
        /** The connections to a member of the cluster are reset, and no new ones are taken. */
        SEVER_MEMBER(30, Of.CLUSTER),
        /** A supplier's connections are reset, and no new ones are taken, as if it were killed. */
        KILL_SUPPLIER(60, Of.SUPPLIER),
        /** What goes to a supplier and comes from it is held back, and delivered late. */
        STALL_SUPPLIER(60, Of.SUPPLIER),
        /** A supplier does what it is asked, and its replies get lost. */
        LOSE_REPLIES(60, Of.SUPPLIER),
        /** A supplier answers 503. */
        OVERLOAD_SUPPLIER(60, Of.SUPPLIER),
        /** A supplier's clock is set forward by a quarter of an hour, or back by three seconds. */
        JUMP_CLOCK(30, Of.SUPPLIER);

        private final int perHour;
        private final Of of;

        Kind(int perHour, Of of) {
            this.perHour = perHour;
            this.of = of;
        }

        int perHour() {
            return perHour;
        }

        Of of() {
            return of;
        }
    }

    /** Whom it strikes. */
    enum Of {
        GATEWAY,
        CLUSTER,
        DATABASE,
        SUPPLIER
    }

    Action {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(length, "length");
    }

    @Override
    public String toString() {
        return "%6.1f s  %s %d for %.1f s".formatted(at.toMillis() / 1e3, kind, target, length.toMillis() / 1e3);
    }
}
