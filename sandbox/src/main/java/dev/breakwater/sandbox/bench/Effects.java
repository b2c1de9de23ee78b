package dev.breakwater.sandbox.bench;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Bookings that are to be cancelled once each, and how often each was. The ids of one such set differ in their low bits only,
 * which count up from {@link #FIRST}.
 */
final class Effects {
    static final long FIRST = Long.MIN_VALUE;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final long high = ThreadLocalRandom.current().nextLong() & ~0xf000L | 0x4000L;
    private final AtomicIntegerArray times;
    private final AtomicInteger cancelled = new AtomicInteger();
    private final LongAdder strange = new LongAdder();
    private volatile long begun;
    private volatile long ended;

    Effects(int number) {
        times = new AtomicIntegerArray(number);
    }

    /** The high bits that all of these bookings' ids share. */
    long high() {
        return high;
    }

    int number() {
        return times.length();
    }

    List<String> references() {
        return IntStream.range(0, number())
                .mapToObj(i -> new UUID(high, FIRST + i).toString())
                .toList();
    }

    /** The supplier has cancelled this one. */
    void add(UUID booking) {
        long index = booking.getLeastSignificantBits() - FIRST;
        if (booking.getMostSignificantBits() != high || index < 0 || index >= number()) {
            strange.increment();
        } else if (times.incrementAndGet((int) index) == 1) {
            long now = System.nanoTime();
            int so = cancelled.incrementAndGet();
            if (so == 1) {
                begun = now;
            }
            if (so == number()) {
                ended = now;
            }
        }
    }

    /** How many were cancelled, however often. */
    int cancelled() {
        return cancelled.get();
    }

    /** How many were cancelled again, or never asked for. */
    long excess() {
        return IntStream.range(0, number())
                        .mapToLong(i -> Math.max(0, times.get(i) - 1))
                        .sum()
                + strange.sum();
    }

    int lost() {
        return number() - cancelled();
    }

    /** When the first one was cancelled, by {@link System#nanoTime}; only after one was. */
    long begun() {
        return begun;
    }

    /** From the first to the last; only when all are cancelled. */
    Duration took() {
        return Duration.ofNanos(ended - begun);
    }

    /** Waits for so many, until none came for so long. Whether they came. */
    boolean await(int enough, Duration patience) throws InterruptedException {
        int seen = -1;
        long since = System.nanoTime();
        while (cancelled() < enough) {
            if (cancelled() > seen) {
                seen = cancelled();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }
}
