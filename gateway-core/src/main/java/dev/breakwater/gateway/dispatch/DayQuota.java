package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Restraints;
import dev.breakwater.gateway.cancellation.Restraints.Lot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Daily quotas. Members take them from the journal in small lots, so that nothing that is restarted, lost or cut off from the
 * others can spend one twice; what is left of a lot at the end of its hour, or of the member, is given back. Nobody waits here:
 * while a lot is being fetched the answer is to come back in a moment.
 */
final class DayQuota {
    private static final Logger log = LoggerFactory.getLogger(DayQuota.class);
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Duration UNREACHABLE = Duration.ofSeconds(1);
    /** What others give back may be had before the hour is over. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private static final int LOTS = 100;
    private static final int LARGEST_LOT = 1_000;

    private final Restraints restraints;
    private final Executor errands;
    private final LongSupplier nanoTime;
    private final Map<String, Purse> purses = new ConcurrentHashMap<>();

    /** @param errands runs what has to ask the journal */
    DayQuota(Restraints restraints, Executor errands, LongSupplier nanoTime) {
        this.restraints = restraints;
        this.errands = errands;
        this.nanoTime = nanoTime;
    }

    /** Takes one call, or tells how long until it is worth asking again; zero means taken. */
    Duration take(String supplier, int perDay) {
        Purse purse = purse(supplier);
        boolean fetch;
        synchronized (purse) {
            Duration wait = purse.take(nanoTime.getAsLong());
            if (wait.isZero() || purse.fetching || wait.compareTo(MOMENT) > 0) {
                return wait;
            }
            purse.fetching = true;
        }
        try {
            errands.execute(() -> fetch(supplier, perDay, purse));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            log.debug("No thread fetches more of a quota now: {}", e.toString());
            synchronized (purse) {
                purse.fetching = false;
            }
        }
        return MOMENT;
    }

    void giveBack(String supplier) {
        Purse purse = purse(supplier);
        synchronized (purse) {
            if (purse.isWorth(nanoTime.getAsLong())) {
                purse.calls++;
            }
        }
    }

    /** What nobody has taken, and what this member has in hand. */
    int left(String supplier, int perDay) {
        Purse purse = purse(supplier);
        int untaken = restraints.left(supplier, perDay);
        synchronized (purse) {
            return untaken + (purse.isWorth(nanoTime.getAsLong()) ? purse.calls : 0);
        }
    }

    private Purse purse(String supplier) {
        return purses.computeIfAbsent(supplier, name -> new Purse(nanoTime.getAsLong()));
    }

    private void fetch(String supplier, int perDay, Purse purse) {
        long asked = nanoTime.getAsLong();
        try {
            settle(supplier, purse, true);
            int calls = Math.min(LARGEST_LOT, Math.max(1, perDay / LOTS));
            Lot lot = restraints.takeLot(supplier, perDay, calls);
            synchronized (purse) {
                purse.fill(lot, asked);
            }
        } catch (JournalUnavailable e) {
            synchronized (purse) {
                purse.emptyUntil = asked + UNREACHABLE.toNanos();
            }
        } finally {
            synchronized (purse) {
                purse.fetching = false;
            }
        }
    }

    /** Gives back what the hour has left over. */
    void settle() {
        purses.forEach((supplier, purse) -> settle(supplier, purse, true));
    }

    /** Gives back everything. */
    void close() {
        purses.forEach((supplier, purse) -> settle(supplier, purse, false));
    }

    private void settle(String supplier, Purse purse, boolean onlyWorthless) {
        int calls;
        Instant hour;
        synchronized (purse) {
            if (purse.calls == 0 || onlyWorthless && purse.isWorth(nanoTime.getAsLong())) {
                return;
            }
            calls = purse.calls;
            hour = purse.hour;
            purse.calls = 0;
        }
        try {
            restraints.giveBack(supplier, hour, calls);
        } catch (JournalUnavailable e) {
            log.debug("{} calls of {}'s quota are lost: {}", calls, supplier, e.toString());
        }
    }

    /** What a member has in hand for one supplier. Guarded by itself. */
    private static final class Purse {
        private int calls;
        private Instant hour = Instant.EPOCH;
        private long worthUntil;
        private long emptyUntil;
        private boolean fetching;

        Purse(long now) {
            worthUntil = now;
            emptyUntil = now;
        }

        boolean isWorth(long now) {
            return worthUntil - now > 0;
        }

        Duration take(long now) {
            if (calls > 0 && isWorth(now)) {
                calls--;
                return Duration.ZERO;
            }
            long empty = emptyUntil - now;
            return empty > MOMENT.toNanos() ? Duration.ofNanos(empty) : MOMENT;
        }

        void fill(Lot lot, long asked) {
            calls = lot.calls() + (hour.equals(lot.hour()) ? calls : 0);
            hour = lot.hour();
            worthUntil = asked + lot.remaining().toNanos();
            if (lot.calls() == 0) {
                Duration pause = lot.remaining().compareTo(LOOK_AGAIN) < 0 ? lot.remaining() : LOOK_AGAIN;
                emptyUntil = asked + Math.max(MOMENT.toNanos(), pause.toNanos());
            }
        }
    }
}
