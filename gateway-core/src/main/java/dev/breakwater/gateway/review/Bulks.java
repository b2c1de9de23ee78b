package dev.breakwater.gateway.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.review.Bulk.DryRun;
import dev.breakwater.gateway.review.Bulk.Filter;
import dev.breakwater.gateway.review.BulkStore.Item;
import dev.breakwater.gateway.review.BulkStore.Running;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions about many cancellations at once: a dry run names them, its token confirms it, and the members carry it out in the
 * background, each item once, whoever dies. What has changed since the dry run is skipped.
 */
public final class Bulks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bulks.class);
    private static final int MOST = 100_000;
    private static final int SAMPLE = 10;
    private static final int PORTION = 50;
    private static final int TOKEN_BYTES = 24;
    private static final Duration VALID = Duration.ofMinutes(10);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BulkStore store;
    private final Decisions decisions;
    private final Alarm alarm;
    private final SecureRandom random = new SecureRandom();
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "bulk"));
    private volatile boolean stopping;

    public Bulks(DataSource database, Decisions decisions, Alarm alarm) {
        this.store = new BulkStore(database);
        this.decisions = decisions;
        this.alarm = alarm;
    }

    /** Begins to work. */
    public void start() {
        worker.scheduleWithFixedDelay(this::work, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Finds what would be decided about, and keeps exactly that for {@link #confirm}. Nothing is changed.
     *
     * @param actor {@code operator:ID}
     * @throws Rejection if it is too much at once
     */
    public DryRun dryRun(Decision decision, Filter filter, String actor) {
        if (store.count(decision.action(), filter, MOST + 1) > MOST) {
            throw Rejection.of(
                    Code.INVALID_REQUEST,
                    "More than " + MOST + " match; narrow the filter, for example by createdBefore.");
        }
        UUID id = Ids.next();
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        store.write(id, actor, decision, filter, sha256(token), VALID);
        return new DryRun(find(id), store.sample(id, SAMPLE), token);
    }

    /**
     * Has it carried out.
     *
     * @param actor {@code operator:ID}; every single decision is in this one's name
     * @throws Rejection if there is none, or the token is wrong, used up or too old
     */
    public Bulk confirm(UUID id, String token, String actor) {
        byte[] known = store.token(id).orElseThrow(Bulks::unknown);
        if (!MessageDigest.isEqual(known, sha256(token))) {
            throw Rejection.of(Code.NOT_CONFIRMABLE, "This is not the token of this dry run.");
        }
        if (!store.confirm(id, actor)) {
            throw Rejection.of(
                    Code.NOT_CONFIRMABLE,
                    find(id).confirmed().isPresent()
                            ? "It is confirmed already; a token is good for once."
                            : "The dry run is too old; make another one.");
        }
        log.info("{} confirms bulk {}", actor, id);
        try {
            worker.execute(this::work);
        } catch (RejectedExecutionException e) {
            log.debug("Stopping; another member, or the next start, sees to it");
        }
        return find(id);
    }

    /** @throws Rejection if there is none */
    public Bulk find(UUID id) {
        return store.find(id).orElseThrow(Bulks::unknown);
    }

    private static Rejection unknown() {
        return Rejection.of(Code.NOT_FOUND, "There is no such bulk.");
    }

    private void work() {
        try {
            alarm.ring();
            for (Running bulk : store.running()) {
                carryOut(bulk);
            }
        } catch (RuntimeException | Error e) {
            // What is thrown out of it would end it for good.
            log.warn("Bulks were interrupted and go on: {}", e.toString());
        }
    }

    private void carryOut(Running bulk) {
        List<Item> items = store.claim(bulk.id(), PORTION, LEASE);
        while (!items.isEmpty()) {
            for (Item item : items) {
                if (stopping) {
                    return;
                }
                outcome(bulk, item).ifPresent(outcome -> store.end(bulk.id(), item, outcome));
            }
            items = store.claim(bulk.id(), PORTION, LEASE);
        }
        store.endIfNothingIsLeft(bulk.id());
    }

    /** @return empty: to be tried again when its claim has run out */
    private Optional<String> outcome(Running bulk, Item item) {
        try {
            return Optional.of(
                    decisions.carryOutUnchanged(item.cancellation(), item.version(), bulk.decision(), bulk.author())
                            ? BulkStore.DONE
                            : "CHANGED");
        } catch (Rejection e) {
            return e.code() == Code.OVERLOADED || e.code() == Code.JOURNAL_UNAVAILABLE
                    ? Optional.empty()
                    : Optional.of(e.code().name());
        } catch (JournalUnavailable e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            log.error("Bulk {} failed with {}", bulk.id(), item.cancellation(), e);
            return Optional.of("INTERNAL_ERROR");
        }
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends after the one item that is under way. */
    @Override
    public void close() {
        stopping = true;
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("A bulk did not stop within {}; what is left goes on elsewhere", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
