package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Answers when a cancellation has ended, or the time is up. A few requests wait in their own thread, which is cheapest; when many
 * wait, the others let go of it, so that there is always one left for who does not want to wait.
 */
final class Waiting implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Waiting.class);
    private static final int MOST_THREADS = 100;
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Journal journal;
    private final BooleanSupplier open;
    private final Semaphore threads;
    private final ScheduledExecutorService clockwork;

    /** @param open whether the gateway goes on; when it stops, nobody waits for what others may end */
    Waiting(Journal journal, BooleanSupplier open) {
        this(journal, open, MOST_THREADS);
    }

    Waiting(Journal journal, BooleanSupplier open, int threads) {
        this.journal = journal;
        this.open = open;
        this.threads = new Semaphore(threads);
        AtomicInteger number = new AtomicInteger();
        this.clockwork = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "waiting-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Something whose end is waited for.
     *
     * @param known how it stood last
     * @param end completes when it has ended
     * @param forget to be called when nobody waits any more
     */
    record Awaited(Cancellation known, CompletableFuture<Cancellation> end, Runnable forget) {}

    /**
     * What a handler returns.
     *
     * @param answer what to answer for how it stands
     */
    Object answer(Awaited awaited, Duration longest, Function<Cancellation, ResponseEntity<CancellationView>> answer) {
        if (!threads.tryAcquire()) {
            return later(awaited, longest, answer);
        }
        try {
            return answer.apply(await(awaited, longest));
        } finally {
            threads.release();
            awaited.forget.run();
        }
    }

    private DeferredResult<ResponseEntity<CancellationView>> later(
            Awaited awaited, Duration longest, Function<Cancellation, ResponseEntity<CancellationView>> answer) {
        DeferredResult<ResponseEntity<CancellationView>> result =
                new DeferredResult<>(longest.plus(GRACE).toMillis());
        Future<?> timeUp = clockwork.schedule(
                () -> settle(result, () -> answer.apply(latest(awaited.known))),
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
        awaited.end.whenCompleteAsync(
                (ended, failure) -> settle(result, () -> answer.apply(ended == null ? latest(awaited.known) : ended)),
                clockwork);
        result.onCompletion(() -> {
            timeUp.cancel(false);
            awaited.forget.run();
        });
        return result;
    }

    private static void settle(
            DeferredResult<ResponseEntity<CancellationView>> result,
            Supplier<ResponseEntity<CancellationView>> answer) {
        if (!result.isSetOrExpired()) {
            try {
                result.setResult(answer.get());
            } catch (RuntimeException e) {
                result.setErrorResult(e);
            }
        }
    }

    private Cancellation await(Awaited awaited, Duration longest) {
        try {
            return awaited.end.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return latest(awaited.known);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return awaited.known;
        }
    }

    /** Waits until the journal says that it has ended, whoever ended it. */
    Awaited byLooking(Cancellation known) {
        CompletableFuture<Cancellation> end = new CompletableFuture<>();
        Future<?> looking = clockwork.scheduleWithFixedDelay(
                () -> look(known.id(), end), 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        end.whenComplete((ended, failure) -> looking.cancel(false));
        return new Awaited(known, end, () -> end.cancel(false));
    }

    private void look(UUID id, CompletableFuture<Cancellation> end) {
        if (!open.getAsBoolean()) {
            end.completeExceptionally(new IllegalStateException("The gateway is stopping"));
            return;
        }
        try {
            journal.find(id)
                    .filter(cancellation -> cancellation.status().isFinal())
                    .ifPresent(end::complete);
        } catch (JournalUnavailable e) {
            log.debug("Looked for {} in vain: {}", id, e.toString());
        }
    }

    private Cancellation latest(Cancellation known) {
        try {
            return journal.find(known.id()).orElse(known);
        } catch (JournalUnavailable e) {
            return known;
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
