package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.supplier.Protection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tells when too many of a supplier's latest exchanges failed. Not guarded. */
final class Breaker {
    private static final int LATEST = 20;
    private static final long A_MINUTE = Duration.ofMinutes(1).toNanos();

    private final Deque<Call> calls = new ArrayDeque<>();
    private int failures;

    private record Call(long at, boolean failed) {}

    /**
     * Takes note of an exchange.
     *
     * @param now nanoseconds of a monotonic clock
     * @return whether it was one failure too many
     */
    boolean trips(boolean failed, long now, Protection.Breaker settings) {
        calls.add(new Call(now, failed));
        failures += failed ? 1 : 0;
        int most = Math.max(LATEST, settings.minimumCalls());
        while (calls.size() > most || now - calls.element().at() > A_MINUTE) {
            failures -= calls.remove().failed() ? 1 : 0;
        }
        return failed
                && calls.size() >= settings.minimumCalls()
                && 100 * failures >= settings.failureRate() * calls.size();
    }

    void reset() {
        calls.clear();
        failures = 0;
    }
}
