package dev.breakwater.gateway.dispatch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How the gateway treats a supplier at present.
 *
 * @param concurrency how many exchanges at a time this member allows itself
 * @param quotaNow how many exchanges could begin at once; empty: not limited
 * @param quotaToday what is left of the daily quota; empty: there is none
 */
public record Standing(
        Optional<Parked> parked, int concurrency, Optional<Long> quotaNow, Optional<Integer> quotaToday) {
    /**
     * Nothing is sent for the time being, because the supplier fails or asked for it.
     *
     * @param cause for people
     * @param nextProbeAt when it is asked whether it is well again
     */
    public record Parked(Instant since, String cause, Instant nextProbeAt) {
        public Parked {
            requireNonNull(since, "since");
            requireNonNull(cause, "cause");
            requireNonNull(nextProbeAt, "nextProbeAt");
        }
    }

    public Standing {
        requireNonNull(parked, "parked");
        requireNonNull(quotaNow, "quotaNow");
        requireNonNull(quotaToday, "quotaToday");
    }
}
