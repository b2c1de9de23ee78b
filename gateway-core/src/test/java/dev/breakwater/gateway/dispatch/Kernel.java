package dev.breakwater.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Time and chance of one simulated history. Whatever happens is an event at a moment of virtual time; events happen one after the
 * other, in the order of their moments. Code that blocks runs in a {@link Strand}: exactly one of the kernel and its strands runs
 * at a time, and the kernel decides which. So one seed is one history.
 */
final class Kernel implements AutoCloseable {
    private static final Instant START = Instant.parse("2020-01-24T10:00:00Z");

    private final SplittableRandom random;
    private final boolean traced;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final List<String> trace = new ArrayList<>();
    private final Set<Strand> suspended = new LinkedHashSet<>();
    private long nanos;
    private long last;
    private long number;
    private long hash = 1;
    private boolean over;

    private record Event(long at, long number, Runnable action) {}

    /** @param traced whether what happens is written down for people; what happens does not depend on it */
    Kernel(long seed, boolean traced) {
        this.random = new SplittableRandom(seed);
        this.traced = traced;
    }

    RandomGenerator random() {
        return random;
    }

    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** Anything from zero to {@code most}. */
    Duration upTo(Duration most) {
        return Duration.ofNanos(random.nextLong(most.toNanos() + 1));
    }

    /** Anything between the two. */
    Duration between(Duration least, Duration most) {
        return least.plus(upTo(most.minus(least)));
    }

    Instant now() {
        return START.plusNanos(nanos);
    }

    long nanos() {
        return nanos;
    }

    /** Has something happen after a while. */
    void after(Duration wait, Runnable action) {
        events.add(new Event(nanos + Math.max(0, wait.toNanos()), number++, action));
    }

    /** Has something happen at a moment, or now if that has passed. */
    void at(Instant moment, Runnable action) {
        after(Duration.between(now(), moment), action);
    }

    /** Lets everything happen that happens until then. */
    void runUntil(Instant end) {
        last = Duration.between(START, end).toNanos();
        while (!events.isEmpty() && events.peek().at <= last) {
            Event next = events.remove();
            nanos = Math.max(nanos, next.at);
            next.action.run();
        }
    }

    /**
     * Starts code that may block.
     *
     * @param lives whether it still goes on when it is its turn; if not, every further wait of it throws {@link Death}
     */
    void spawn(BooleanSupplier lives, Runnable code) {
        new Strand(lives).start(code);
    }

    /**
     * Lets time pass for the strand that calls.
     *
     * @throws Death if it is not to go on
     */
    void sleep(Duration wait) {
        Strand strand = (Strand) Worker.current();
        dieIfDead(strand);
        long until = nanos + Math.max(0, wait.toNanos());
        if (until <= last && (events.isEmpty() || events.peek().at > until)) {
            nanos = until;
        } else {
            events.add(new Event(until, number++, strand::resume));
            suspended.add(strand);
            strand.suspend();
            suspended.remove(strand);
        }
        dieIfDead(strand);
    }

    private void dieIfDead(Strand strand) {
        if (over || !strand.lives.getAsBoolean()) {
            throw new Death();
        }
    }

    /** Ends what still stands still. */
    @Override
    public void close() {
        over = true;
        List.copyOf(suspended).forEach(Strand::resume);
    }

    /** Writes down what happens: always into the hash, and for people if they want to read. */
    void note(String what, Supplier<String> details) {
        hash = hash * 31 + nanos;
        hash = hash * 31 + what.hashCode();
        if (traced) {
            trace.add("%12.6f s  %-12s %s".formatted(nanos / 1e9, what, details.get()));
        }
    }

    /** What happened, in one number. */
    long hash() {
        return hash;
    }

    List<String> trace() {
        return List.copyOf(trace);
    }

    /** The end of a strand whose process died: nothing it does has any effect any more. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process is dead", null, false, false);
        }
    }

    /** Code that can stand still while time passes. */
    private static final class Strand extends Worker.Task {
        private final BooleanSupplier lives;

        Strand(BooleanSupplier lives) {
            this.lives = lives;
        }
    }
}
