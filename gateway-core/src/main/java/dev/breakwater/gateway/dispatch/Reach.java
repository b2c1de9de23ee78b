package dev.breakwater.gateway.dispatch;

import static java.util.Objects.requireNonNull;

import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the cluster. Once it is trodden, nobody waits for longer than {@link #PATIENCE}: what does not answer in time is done
 * without. After that nobody is sent there for {@link #REST}, so that not every order waits in vain.
 */
public final class Reach {
    /** The longest anybody waits for the cluster who has work to do. */
    public static final Duration PATIENCE = Duration.ofMillis(50);

    private static final Logger log = LoggerFactory.getLogger(Reach.class);
    /** As long as an operation of the cluster may take: it deals out its partitions, and loads what it needs for the answer. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration WELL_AGAIN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);
    private static final long NEVER = Long.MIN_VALUE;

    private final Supplier<Boolean> running;
    private final LongSupplier monotonic;
    private final AtomicLong failedAt = new AtomicLong(NEVER);
    private volatile boolean left;
    private final Map<String, Long> warnedAt = new ConcurrentHashMap<>();

    Reach(Supplier<Boolean> running, LongSupplier monotonic) {
        this.running = requireNonNull(running, "running");
        this.monotonic = requireNonNull(monotonic, "monotonic");
    }

    /** The one way to this instance, for all who ask it. */
    public static Reach of(HazelcastInstance hazelcast) {
        return (Reach) hazelcast
                .getUserContext()
                .computeIfAbsent(
                        Reach.class.getName(),
                        key -> new Reach(() -> hazelcast.getLifecycleService().isRunning(), System::nanoTime));
    }

    /**
     * Asks, and waits for the answer a little.
     *
     * @param purpose what for, for people; a few different ones only
     * @param otherwise the answer if there is none in time
     */
    public <T> T ask(String purpose, Supplier<CompletionStage<T>> question, T otherwise) {
        return ask(purpose, question, otherwise, PATIENCE);
    }

    /**
     * Asks for the first time, before there is work to do: this answer takes longer than all later ones.
     *
     * @param purpose what for, for people
     */
    public <T> void tread(String purpose, Supplier<CompletionStage<T>> question) {
        ask(purpose, question, null, FIRST_PATIENCE);
    }

    private <T> T ask(String purpose, Supplier<CompletionStage<T>> question, T otherwise, Duration patience) {
        if (isResting()) {
            return otherwise;
        }
        try {
            return question.get().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            failed(purpose, "no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            failed(purpose, e.getCause().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed(purpose, e.toString());
        }
        return otherwise;
    }

    /** Tells something, and does not wait. {@code otherwise} is run if it did not arrive. */
    public void tell(String purpose, Supplier<CompletionStage<?>> message, Runnable otherwise) {
        if (isResting()) {
            otherwise.run();
            return;
        }
        try {
            message.get().whenComplete((done, failure) -> {
                if (failure != null) {
                    failed(purpose, failure.toString());
                    otherwise.run();
                }
            });
        } catch (RuntimeException e) {
            failed(purpose, e.toString());
            otherwise.run();
        }
    }

    /** Looks at what lies with this very member. */
    public <T> T look(String purpose, Supplier<T> question, T otherwise) {
        if (left) {
            return otherwise;
        }
        if (!running.get()) {
            failed(purpose, "this member has left it");
            return otherwise;
        }
        try {
            return question.get();
        } catch (RuntimeException e) {
            failed(purpose, e.toString());
            return otherwise;
        }
    }

    /** Whether the cluster answered whenever it was asked lately. */
    public boolean isWell() {
        long failed = failedAt.get();
        return running.get() && (failed == NEVER || monotonic.getAsLong() - failed > WELL_AGAIN.toNanos());
    }

    /** This member leaves the cluster, and nobody shall wonder. */
    void leave() {
        left = true;
    }

    private boolean isResting() {
        if (left) {
            return true;
        }
        long failed = failedAt.get();
        return failed != NEVER && monotonic.getAsLong() - failed < REST.toNanos();
    }

    private void failed(String purpose, String why) {
        long now = monotonic.getAsLong();
        failedAt.set(now);
        Long before = warnedAt.get(purpose);
        if (before == null || now - before > BETWEEN_WARNINGS.toNanos()) {
            warnedAt.put(purpose, now);
            log.warn("The cluster cannot be asked {}; the journal is: {}", purpose, why);
        }
    }
}
