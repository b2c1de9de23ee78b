package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What keeps the gateway from being too much for a supplier.
 *
 * @param connections the most connections at a time, and with it the most exchanges at a time of one member
 * @param floor the fewest exchanges at a time that a struggling supplier is left with
 * @param quota of exchanges over the whole cluster
 * @param breaker when a supplier that fails is parked
 * @param busy whose {@code Retry-After} it is
 */
public record Protection(int connections, int floor, Quota quota, Breaker breaker, Busy busy) {
    /** 20 connections, a floor of 1, no quota. */
    public static final Protection STANDARD = new Protection(20, 1, Quota.NONE, Breaker.STANDARD, Busy.SUPPLIER);

    public Protection {
        requireNonNull(quota, "quota");
        requireNonNull(breaker, "breaker");
        requireNonNull(busy, "busy");
        if (floor < 1 || floor > connections) {
            throw new IllegalArgumentException("the floor must be between 1 and " + connections + ", not " + floor);
        }
    }

    /**
     * The most exchanges in any second, any minute and any day (24 hours); empty: as many as one likes.
     */
    public record Quota(Optional<Integer> perSecond, Optional<Integer> perMinute, Optional<Integer> perDay) {
        public static final Quota NONE = new Quota(Optional.empty(), Optional.empty(), Optional.empty());

        public Quota {
            requireNonNull(perSecond, "perSecond");
            requireNonNull(perMinute, "perMinute");
            requireNonNull(perDay, "perDay");
        }
    }

    /**
     * When a supplier that fails is parked.
     *
     * @param minimumCalls of one minute, before a rate means anything
     * @param failureRate percent of them that failed
     * @param probeInterval how often a parked supplier is asked whether it is well again
     */
    public record Breaker(int minimumCalls, int failureRate, Duration probeInterval) {
        /** 5 calls, 50 %, 10 s. */
        public static final Breaker STANDARD = new Breaker(5, 50, Duration.ofSeconds(10));

        public Breaker {
            if (minimumCalls < 1) {
                throw new IllegalArgumentException("minimumCalls must be at least 1, not " + minimumCalls);
            }
            if (failureRate < 1 || failureRate > 100) {
                throw new IllegalArgumentException("failureRate must be between 1 and 100, not " + failureRate);
            }
            requireNonNull(probeInterval, "probeInterval");
        }
    }

    /** Who has to wait when a supplier says {@code Retry-After}. */
    public enum Busy {
        /** Everything for this supplier. */
        SUPPLIER,
        /** The order whose request was answered so. */
        ORDER
    }
}
