package dev.breakwater.gateway.conversation;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Until when a commit that was written down may leave, on this process's monotonic clock. A process that slept with an intent
 * in hand finds it passed, and does not send.
 */
public final class SendBy implements BooleanSupplier {
    /** How long a written intent stays good. */
    public static final Duration LIFE = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private final long end;

    private SendBy(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    /** Starts to run now, which has to be before the intent's commit is asked for. */
    public static SendBy start(LongSupplier nanoTime) {
        return new SendBy(nanoTime, nanoTime.getAsLong() + LIFE.toNanos());
    }

    /** Whether it may still leave. */
    @Override
    public boolean getAsBoolean() {
        return nanoTime.getAsLong() - end < 0;
    }
}
