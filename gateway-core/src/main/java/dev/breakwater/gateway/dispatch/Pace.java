package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.supplier.Protection.Quota;
import dev.breakwater.gateway.supplier.SupplierConfig;
import java.time.Duration;
import java.util.OptionalDouble;

/** How fast the line of one supplier moves, as this member has measured it. Moving averages over some twenty turns. */
final class Pace {
    private static final double WEIGHT = 1 / 20.0;

    private long turns;
    private double calls = 1;
    private double seconds;

    /** A turn has ended. */
    synchronized void turn(int paidCalls, Duration took) {
        double weight = Math.max(WEIGHT, 1.0 / ++turns);
        calls += (Math.max(1, paidCalls) - calls) * weight;
        seconds += (took.toNanos() / 1e9 - seconds) * weight;
    }

    /** Exchanges of one turn; 1 until any was measured. */
    synchronized double calls() {
        return calls;
    }

    /** How long a turn takes; empty until any was measured. */
    synchronized OptionalDouble seconds() {
        return turns == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    /** Turns per second at the most: what the quota allows, and what the connections can. Empty if neither is known. */
    synchronized OptionalDouble perSecond(SupplierConfig supplier) {
        double quota = callsPerSecond(supplier.protection().quota()) / calls;
        double capacity =
                turns == 0 ? Double.POSITIVE_INFINITY : supplier.protection().connections() / Math.max(1e-6, seconds);
        double least = Math.min(quota, capacity);
        return Double.isInfinite(least) ? OptionalDouble.empty() : OptionalDouble.of(least);
    }

    private static double callsPerSecond(Quota quota) {
        double perSecond = quota.perSecond().map(Integer::doubleValue).orElse(Double.POSITIVE_INFINITY);
        double perMinute = quota.perMinute().map(most -> most / 60.0).orElse(Double.POSITIVE_INFINITY);
        double perDay = quota.perDay().map(most -> most / 86_400.0).orElse(Double.POSITIVE_INFINITY);
        return Math.min(perSecond, Math.min(perMinute, perDay));
    }
}
