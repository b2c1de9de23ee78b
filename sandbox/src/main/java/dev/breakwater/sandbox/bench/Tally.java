package dev.breakwater.sandbox.bench;

import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/** Counts bookings, and sums up a fingerprint of them: equal tallies have counted the same bookings equally often. */
final class Tally {
    private final LongAdder count = new LongAdder();
    private final LongAdder fingerprint = new LongAdder();

    void add(UUID booking) {
        count.increment();
        fingerprint.add(scatter(booking.getMostSignificantBits() ^ scatter(booking.getLeastSignificantBits())));
    }

    long count() {
        return count.sum();
    }

    boolean agreesWith(Tally other) {
        return count() == other.count() && fingerprint.sum() == other.fingerprint.sum();
    }

    /** The finishing step of SplitMix64: without it, different sets of similar ids could have the same sum. */
    private static long scatter(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
