package dev.breakwater.gateway.postgres;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * How a {@link GroupCommit} works.
 *
 * @param name names the worker thread and appears in messages
 * @param largestBatch most operations in one transaction
 * @param capacity most operations waiting for their batch; more are refused as {@link Overloaded}
 * @param attempts how often a batch is tried when the connection is lost before COMMIT, or when it collides with other
 *     transactions
 * @param pause before the second attempt; doubled for each further one
 * @param drain how long {@link GroupCommit#close()} waits for what was submitted before
 * @param completions completes the futures, one task a batch. {@code Runnable::run} completes them on the worker thread,
 *     which is cheapest where somebody blocks on them; continuations must then be light or asynchronous, and must never
 *     wait for another operation of the same instance
 */
public record GroupCommitSettings(
        String name,
        int largestBatch,
        int capacity,
        int attempts,
        Duration pause,
        Duration drain,
        Executor completions) {

    public GroupCommitSettings {
        Objects.requireNonNull(name, "name");
        requirePositive(largestBatch, "largestBatch");
        requirePositive(capacity, "capacity");
        requirePositive(attempts, "attempts");
        requireNotNegative(pause, "pause");
        requireNotNegative(drain, "drain");
        Objects.requireNonNull(completions, "completions");
    }

    /** Batches of 256, 10,000 waiting, 4 attempts from 100 ms on, 10 s to drain, completed on the worker thread. */
    public static GroupCommitSettings named(String name) {
        return new GroupCommitSettings(
                name, 256, 10_000, 4, Duration.ofMillis(100), Duration.ofSeconds(10), Runnable::run);
    }

    public GroupCommitSettings withLargestBatch(int operations) {
        return new GroupCommitSettings(name, operations, capacity, attempts, pause, drain, completions);
    }

    public GroupCommitSettings withCapacity(int operations) {
        return new GroupCommitSettings(name, largestBatch, operations, attempts, pause, drain, completions);
    }

    public GroupCommitSettings withAttempts(int number, Duration firstPause) {
        return new GroupCommitSettings(name, largestBatch, capacity, number, firstPause, drain, completions);
    }

    public GroupCommitSettings withDrain(Duration longest) {
        return new GroupCommitSettings(name, largestBatch, capacity, attempts, pause, longest, completions);
    }

    public GroupCommitSettings withCompletions(Executor executor) {
        return new GroupCommitSettings(name, largestBatch, capacity, attempts, pause, drain, executor);
    }

    private static void requirePositive(int value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + value);
        }
    }

    private static void requireNotNegative(Duration value, String what) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
    }
}
