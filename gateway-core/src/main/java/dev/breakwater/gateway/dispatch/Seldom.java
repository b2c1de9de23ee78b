package dev.breakwater.gateway.dispatch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says the same thing no more than every ten seconds, however often there is reason to. */
public final class Seldom {
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final AtomicLong next;

    public Seldom() {
        this(System::nanoTime);
    }

    Seldom(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Says it, unless that was done a moment ago. */
    public void say(Runnable saying) {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + BETWEEN.toNanos())) {
            saying.run();
        }
    }
}
