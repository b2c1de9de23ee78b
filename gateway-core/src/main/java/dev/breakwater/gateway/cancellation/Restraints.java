package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What restrains the work for suppliers and outlives the members: who is parked, and what was taken of daily quotas. */
public interface Restraints {
    /**
     * A supplier that the gateway does not talk to for the time being.
     *
     * @param cause for people
     * @param untilProbe how long from now until it is asked again whether it is well; never negative
     */
    record Parked(String supplier, String cause, Instant since, Duration untilProbe) {
        public Parked {
            requireNonNull(supplier, "supplier");
            requireNonNull(cause, "cause");
            requireNonNull(since, "since");
            requireNonNull(untilProbe, "untilProbe");
        }
    }

    List<Parked> parked();

    /** Parks a supplier; one that is parked already, for at least as long. */
    void park(String supplier, String cause, Duration untilProbe);

    /**
     * Asks for the one probe that is due.
     *
     * @param interval until the next one
     * @return false: it is not due, another member has it, or the supplier is not parked
     */
    boolean claimProbe(String supplier, Duration interval);

    void unpark(String supplier);

    /**
     * A part of a daily quota that one member may spend.
     *
     * @param calls how many; zero: nothing is left
     * @param hour whose account they are on
     * @param remaining of this hour; then they are worth nothing
     */
    record Lot(int calls, Instant hour, Duration remaining) {
        public Lot {
            requireNonNull(hour, "hour");
            requireNonNull(remaining, "remaining");
            if (calls < 0) {
                throw new IllegalArgumentException("calls must not be negative: " + calls);
            }
        }
    }

    /**
     * Takes a lot, so that in no 24 hours more than {@code perDay} are taken.
     *
     * @param calls at most this many
     */
    Lot takeLot(String supplier, int perDay, int calls);

    /** Gives back what was not spent of a lot of this hour. */
    void giveBack(String supplier, Instant hour, int calls);

    /** How many members work on this journal now, whether or not they can reach each other. */
    int livingMembers();

    /** How many calls of the daily quota nobody has taken yet. */
    int left(String supplier, int perDay);
}
