package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Stake;
import java.time.Instant;
import java.util.Optional;

/**
 * What decides when a waiting cancellation has its turn.
 *
 * @param since when it became due; milliseconds since 1970
 * @param deadline from when on cancelling costs more, likewise; {@link #NEVER}: not known to cost more
 * @param worth what it saves to be done before that, per call, in the penalty's currency; 0 without a deadline
 */
record Urgency(long since, long deadline, double worth) {
    static final long NEVER = Long.MAX_VALUE;

    Urgency {
        if (!(worth >= 0)) {
            throw new IllegalArgumentException("nothing is worth " + worth);
        }
    }

    static Urgency undated(long since) {
        return new Urgency(since, NEVER, 0);
    }

    static Urgency of(Instant since, Optional<Stake> stake) {
        return stake.map(one -> new Urgency(since.toEpochMilli(), one.at().toEpochMilli(), one.worth()))
                .orElseGet(() -> undated(since.toEpochMilli()));
    }

    /** As the members of a cluster hand it to each other. */
    long[] packed() {
        return new long[] {since, deadline, Double.doubleToLongBits(worth)};
    }

    /** What {@link #packed} made, or what a former version put in its place: the time it was put there. */
    static Urgency unpacked(Object value) {
        if (value instanceof long[] parts && parts.length >= 3) {
            return new Urgency(parts[0], parts[1], Double.longBitsToDouble(parts[2]));
        }
        return undated(value instanceof Long put ? put : 0);
    }
}
