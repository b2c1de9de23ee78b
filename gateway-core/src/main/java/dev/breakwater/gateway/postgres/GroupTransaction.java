package dev.breakwater.gateway.postgres;

import dev.breakwater.gateway.postgres.GroupCommit.Batch;
import dev.breakwater.gateway.postgres.GroupCommit.Counters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one batch to its end: committed, failed or unknown. Used by one thread. */
final class GroupTransaction<O, R> {
    private static final Logger log = LoggerFactory.getLogger(GroupTransaction.class);

    private final DataSource dataSource;
    private final Batch<O, R> batch;
    private final GroupCommitSettings settings;
    private final CountDownLatch hurry;
    private volatile Counters counters = new Counters(0, 0, 0, Duration.ZERO);

    /** How one attempt ended. */
    private sealed interface Outcome<R> {
        record Committed<R>(List<R> results) implements Outcome<R> {}

        /** Rolled back, or never begun. */
        record Failed<R>(Throwable cause, boolean connectionLost) implements Outcome<R> {}

        record Unknown<R>(Throwable cause) implements Outcome<R> {}
    }

    /** @param hurry at zero no further attempt is begun */
    GroupTransaction(DataSource dataSource, Batch<O, R> batch, GroupCommitSettings settings, CountDownLatch hurry) {
        this.dataSource = dataSource;
        this.batch = batch;
        this.settings = settings;
        this.hurry = hurry;
    }

    Counters counters() {
        return counters;
    }

    void commit(List<Waiting<O, R>> waiting) {
        List<O> operations = new ArrayList<>(waiting.size());
        waiting.forEach(one -> operations.add(one.operation()));
        long begin = System.nanoTime();
        Outcome<R> outcome = attempt(operations);
        for (int attempt = 1; isWorthAnotherAttempt(outcome, attempt); attempt++) {
            if (!pauseAfter(attempt)) {
                break;
            }
            outcome = attempt(operations);
        }
        settle(waiting, outcome, Duration.ofNanos(System.nanoTime() - begin));
    }

    private void settle(List<Waiting<O, R>> waiting, Outcome<R> outcome, Duration took) {
        if (outcome instanceof Outcome.Committed<R> committed) {
            count(waiting.size(), took);
            completeAll(waiting, committed.results());
        } else if (outcome instanceof Outcome.Unknown<R> unknown) {
            log.warn("{}: connection lost during COMMIT of {} operations", settings.name(), waiting.size());
            failAll(
                    waiting,
                    new CommitUnknown(
                            settings.name() + ": the connection was lost during COMMIT; it may have taken effect",
                            unknown.cause()));
        } else if (outcome instanceof Outcome.Failed<R> failed) {
            settleFailed(waiting, failed);
        }
    }

    private void settleFailed(List<Waiting<O, R>> waiting, Outcome.Failed<R> failed) {
        if (failed.connectionLost()) {
            log.warn("{}: database unreachable, {} operations not committed", settings.name(), waiting.size());
            failAll(
                    waiting,
                    new NotCommitted(
                            settings.name() + ": the database cannot be reached; nothing was written", failed.cause()));
        } else if (waiting.size() == 1) {
            failAll(waiting, failed.cause());
        } else {
            int middle = waiting.size() / 2;
            commit(waiting.subList(0, middle));
            commit(waiting.subList(middle, waiting.size()));
        }
    }

    private boolean isWorthAnotherAttempt(Outcome<R> outcome, int attempts) {
        return attempts < settings.attempts()
                && outcome instanceof Outcome.Failed<R> failed
                && (failed.connectionLost() || SqlFailure.isWorthRepeating(failed.cause()));
    }

    /** False when the instance is being closed and there is no time left. */
    private boolean pauseAfter(int attempt) {
        long pause = settings.pause().toNanos() << Math.min(attempt - 1, 16);
        try {
            return !hurry.await(pause, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts the worker on purpose; a batch may have left this behind.
            return true;
        }
    }

    private Outcome<R> attempt(List<O> operations) {
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (Throwable e) {
            return new Outcome.Failed<>(e, true);
        }
        try {
            return attempt(connection, operations);
        } finally {
            closeQuietly(connection);
        }
    }

    // Errors too: whatever an operation throws must reach its submitter and leave the worker alive.
    private Outcome<R> attempt(Connection connection, List<O> operations) {
        List<R> results;
        try {
            connection.setAutoCommit(false);
            results = batch.apply(connection, operations);
            if (results.size() != operations.size()) {
                throw new IllegalStateException(
                        settings.name() + ": " + results.size() + " results for " + operations.size() + " operations");
            }
        } catch (Throwable e) {
            boolean rolledBack = rollBack(connection);
            return new Outcome.Failed<>(e, !rolledBack || SqlFailure.isConnectionLost(e));
        }
        try {
            connection.commit();
            return new Outcome.Committed<>(results);
        } catch (Throwable e) {
            if (SqlFailure.isCommitRefused(e)) {
                rollBack(connection);
                return new Outcome.Failed<>(e, false);
            }
            return new Outcome.Unknown<>(e);
        }
    }

    private static boolean rollBack(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            log.debug("Rollback failed", e);
            return false;
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("Closing a connection failed", e);
        }
    }

    private void count(int operations, Duration took) {
        counters = new Counters(
                counters.batches() + 1,
                counters.operations() + operations,
                Math.max(counters.largestBatch(), operations),
                counters.spent().plus(took));
    }

    private void completeAll(List<Waiting<O, R>> waiting, List<R> results) {
        complete(() -> {
            for (int index = 0; index < waiting.size(); index++) {
                waiting.get(index).future().complete(results.get(index));
            }
        });
    }

    private void failAll(List<Waiting<O, R>> waiting, Throwable cause) {
        complete(() -> waiting.forEach(one -> one.future().completeExceptionally(cause)));
    }

    private void complete(Runnable completion) {
        try {
            settings.completions().execute(completion);
        } catch (RejectedExecutionException e) {
            // The executor is shut down already; whoever waits must still learn how it ended.
            completion.run();
        }
    }
}
