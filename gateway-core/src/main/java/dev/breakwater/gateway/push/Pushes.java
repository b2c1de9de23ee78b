package dev.breakwater.gateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.WrittenByNewer;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.postgres.CommitFailure;
import dev.breakwater.gateway.push.PushStore.Open;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.Pushed;
import dev.breakwater.plugin.Pushed.Notice;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what suppliers send by themselves: it is durable before it is acknowledged, and the same message is taken once. Then the
 * orders of the bookings it names are looked at: those that wait for the supplier at once, those that a member is at when it has
 * let go. Nothing is concluded from the message itself.
 */
public final class Pushes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Pushes.class);
    private static final int MOST_NOTICES = 1_000;
    private static final int MOST_ORDERS = 100;
    private static final int PORTION = 50;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PushStore store;
    private final Journal journal;
    private final Suppliers suppliers;
    private final Dispatcher dispatcher;
    private final BiConsumer<String, Result> count;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pushes"));

    /** What became of a message. */
    public enum Result {
        /** It is new, and kept. */
        TAKEN,
        /** It came before. */
        REPEATED,
        /** It is no message of the protocol. */
        UNREADABLE,
        /** The plugin failed over it. */
        FAILED,
        /** The secret is not the supplier's. */
        REFUSED
    }

    /** @param count told of every message to a configured supplier's door */
    public Pushes(
            DataSource database,
            Journal journal,
            Suppliers suppliers,
            Dispatcher dispatcher,
            BiConsumer<String, Result> count) {
        this.store = new PushStore(database);
        this.journal = requireNonNull(journal, "journal");
        this.suppliers = requireNonNull(suppliers, "suppliers");
        this.dispatcher = requireNonNull(dispatcher, "dispatcher");
        this.count = requireNonNull(count, "count");
    }

    /** Begins to work. */
    public void start() {
        worker.scheduleWithFixedDelay(this::work, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        worker.scheduleWithFixedDelay(this::clean, 0, BETWEEN_CLEANINGS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the door to who knows the supplier's secret. Nothing needs to be read of the message before.
     *
     * @throws Rejection if there is no such door, which is also what a wrong secret is told; or if nobody can read the message now
     */
    public PushReader admit(String supplier, String secret) {
        Optional<Supplier> found = suppliers.find(supplier);
        Optional<String> expected = found.flatMap(one -> one.config().pushSecret());
        boolean known = MessageDigest.isEqual(expected.orElse("").getBytes(UTF_8), secret.getBytes(UTF_8));
        if (expected.isEmpty() || !known) {
            expected.ifPresent(one -> count.accept(supplier, Result.REFUSED));
            throw Rejection.of(Code.NOT_FOUND, "No supplier sends anything here.");
        }
        return found.flatMap(Supplier::connection)
                .flatMap(connection -> connection.protocol().pushReader())
                .orElseThrow(() ->
                        Rejection.tryAgain(Code.SUPPLIER_WITHOUT_PLUGIN, "Nobody can read this at the moment.", LEASE));
    }

    /**
     * Keeps a message, and has the orders looked at that it is about.
     *
     * @return the acknowledgement
     * @throws IllegalArgumentException if it is no message of the protocol
     * @throws Rejection if the plugin failed
     * @throws JournalUnavailable if it may not have been kept; it has to come again
     */
    public Pushed receive(String supplier, PushReader reader, Push push) {
        Pushed pushed = read(supplier, reader, push);
        long taken = pushed.notices().stream()
                .filter(notice -> store.keep(supplier, notice))
                .count();
        count.accept(supplier, taken == 0 && !pushed.notices().isEmpty() ? Result.REPEATED : Result.TAKEN);
        if (taken > 0) {
            lookSoon();
        }
        return pushed;
    }

    private Pushed read(String supplier, PushReader reader, Push push) {
        try {
            Pushed pushed = reader.read(push);
            if (pushed.notices().size() > MOST_NOTICES) {
                throw new IllegalArgumentException("it tells of more than " + MOST_NOTICES + " bookings");
            }
            pushed.notices().forEach(Pushes::check);
            return pushed;
        } catch (IllegalArgumentException e) {
            count.accept(supplier, Result.UNREADABLE);
            throw e;
        } catch (RuntimeException e) {
            count.accept(supplier, Result.FAILED);
            StackTraceElement[] trace = e.getStackTrace();
            log.warn(
                    "The plugin of {} failed to read a push: {}{}",
                    supplier,
                    e.getClass().getName(),
                    trace.length == 0 ? "" : " at " + trace[0]);
            throw Rejection.tryAgain(Code.SUPPLIER_WITHOUT_PLUGIN, "The plugin failed; send it again later.", LEASE);
        }
    }

    private static void check(Notice notice) {
        if ((notice.id() + notice.booking().value()).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an id or a booking's reference has control characters");
        }
    }

    private void lookSoon() {
        if (!wanted.compareAndSet(false, true)) {
            return;
        }
        try {
            worker.execute(() -> {
                wanted.set(false);
                work();
            });
        } catch (RejectedExecutionException e) {
            log.debug("Stopping; another member, or the next start, sees to it");
        }
    }

    private void work() {
        try {
            List<Open> open = store.claim(PORTION, LEASE);
            while (!open.isEmpty()) {
                open.stream().filter(this::isSettled).forEach(store::settle);
                open = store.claim(PORTION, LEASE);
            }
        } catch (RuntimeException | Error e) {
            // What is thrown out of it would end it for good.
            log.warn("Pushes wait and are seen to later: {}", e.toString());
        }
    }

    /** Whether nobody has to see to it any more: what a member is at may have begun before the supplier sent this. */
    private boolean isSettled(Open open) {
        boolean written = true;
        for (Status status : List.of(Status.IN_DOUBT, Status.AWAITING_SUPPLIER)) {
            for (Cancellation order : orders(open, status)) {
                written &= nudge(order, open.notice());
            }
        }
        return written && orders(open, Status.IN_FLIGHT).isEmpty();
    }

    private List<Cancellation> orders(Open open, Status status) {
        return journal.list(new Journal.Filter(
                Optional.empty(),
                Optional.of(status),
                Optional.of(open.supplier()),
                Optional.of(List.of(open.notice().booking().value())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                MOST_ORDERS));
    }

    private boolean nudge(Cancellation order, Notice notice) {
        try {
            Changed changed = journal.write(Nudge.of(order, notice)).join();
            if (changed instanceof Changed.Written written) {
                dispatcher.due(written.cancellation());
            }
            return changed instanceof Changed.Written;
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommitFailure || e.getCause() instanceof WrittenByNewer) {
                return false;
            }
            throw e;
        }
    }

    private void clean() {
        try {
            store.forget(KEPT);
        } catch (JournalUnavailable e) {
            log.debug("Old pushes are forgotten later: {}", e.toString());
        }
    }

    /** Ends after the one portion that is under way. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Pushes did not settle within {}; what is left goes on elsewhere", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
