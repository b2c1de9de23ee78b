package dev.breakwater.gateway.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits operations in groups: what is submitted while one commit is under way goes into the next transaction together.
 * An operation that finds the worker idle is committed at once, alone.
 *
 * <p>Within a batch no two operations share a key, and operations on one key take effect in the order of their
 * submission. A batch that fails is rolled back and halved until only the guilty operation fails.
 *
 * <p>The future of an operation ends with
 *
 * <ul>
 *   <li>its result: it is committed;
 *   <li>{@link NotCommitted} or {@link Overloaded}: it certainly took no effect;
 *   <li>{@link CommitUnknown}: the connection was lost during COMMIT, it took effect or not;
 *   <li>any other exception: thrown by the batch, or by COMMIT, for this operation alone; it took no effect.
 * </ul>
 *
 * Cancelling or completing a future from outside does not take its operation back.
 *
 * @param <O> the operation, an immutable description of what to write
 * @param <R> what its submitter learns after the commit
 */
public final class GroupCommit<O, R> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final GroupCommitSettings settings;
    private final Function<? super O, ? extends Collection<String>> keys;
    private final WaitingLine<O, R> line;
    private final GroupTransaction<O, R> transaction;
    private final AtomicBoolean parked = new AtomicBoolean();
    private final CountDownLatch hurry = new CountDownLatch(1);
    private final Thread worker;
    private volatile boolean closing;

    /**
     * Writes the operations of one transaction. Called on the worker thread with auto-commit off; must neither commit
     * nor roll back nor keep the connection, and must be repeatable: after a rollback it is called again with the same or
     * fewer operations.
     */
    @FunctionalInterface
    public interface Batch<O, R> {
        /** The results, in the order of the operations. */
        List<R> apply(Connection connection, List<O> operations) throws SQLException;
    }

    /**
     * What has been committed so far.
     *
     * @param batches transactions
     * @param operations operations in them
     * @param largestBatch most operations in one of them
     * @param spent from the begin of each transaction to its end, pauses and further attempts included
     */
    public record Counters(long batches, long operations, int largestBatch, Duration spent) {}

    /**
     * Starts the worker.
     *
     * @param keys the keys an operation touches, none for one that may go with any other
     */
    public GroupCommit(
            DataSource dataSource,
            Function<? super O, ? extends Collection<String>> keys,
            Batch<O, R> batch,
            GroupCommitSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.keys = Objects.requireNonNull(keys, "keys");
        this.line = new WaitingLine<>(settings.capacity(), settings.largestBatch());
        this.transaction = new GroupTransaction<>(
                Objects.requireNonNull(dataSource, "dataSource"),
                Objects.requireNonNull(batch, "batch"),
                settings,
                hurry);
        this.worker = new Thread(this::work, "group-commit-" + settings.name());
        worker.setDaemon(true);
        worker.start();
    }

    /** Queues an operation; never blocks. */
    public CompletableFuture<R> submit(O operation) {
        Waiting<O, R> waiting = Waiting.of(operation, keys.apply(operation));
        if (closing) {
            return CompletableFuture.failedFuture(closed());
        }
        if (!line.add(waiting)) {
            return CompletableFuture.failedFuture(new Overloaded(
                    settings.name() + ": " + settings.capacity() + " operations wait already; try again later"));
        }
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(worker);
        }
        // The worker may have left between the look at closing and the queueing.
        if (closing && line.remove(waiting)) {
            waiting.future().completeExceptionally(closed());
        }
        return waiting.future();
    }

    public Counters counters() {
        return transaction.counters();
    }

    /** How many operations wait for their batch; those of the batch under way do not count. */
    public int waiting() {
        return line.size();
    }

    /**
     * Refuses further operations and waits, at most as long as the setting {@code drain} says, until those submitted
     * before are committed; what could not be begun by then fails as {@link NotCommitted}.
     */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(worker);
        long deadline = System.nanoTime() + settings.drain().toNanos();
        boolean interrupted = false;
        while (worker.isAlive() && System.nanoTime() < deadline) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(worker, Math.max(1, deadline - System.nanoTime()));
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        hurry.countDown();
        if (worker.isAlive()) {
            log.warn("{}: closed while a commit is under way; {} more operations wait", settings.name(), line.size());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!closing || !line.isEmpty()) {
            if (hurry.getCount() == 0) {
                line.takeAll().forEach(waiting -> waiting.future().completeExceptionally(closed()));
            } else if (line.isEmpty()) {
                park();
            } else {
                transaction.commit(line.takeBatch());
            }
        }
    }

    private void park() {
        parked.set(true);
        if (line.isEmpty() && !closing) {
            LockSupport.park(this);
        }
        // An interrupt left behind by a batch would turn every later park into a spin.
        Thread.interrupted();
        parked.set(false);
    }

    private NotCommitted closed() {
        return new NotCommitted(settings.name() + ": the gateway is closing; nothing was written");
    }
}
