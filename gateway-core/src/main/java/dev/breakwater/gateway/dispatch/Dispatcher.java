package dev.breakwater.gateway.dispatch;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.cancellation.AfterRestore;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Quotes;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Restraints;
import dev.breakwater.gateway.cancellation.Stake;
import dev.breakwater.gateway.conversation.Conversation.Clocks;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import io.micrometer.observation.ObservationRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Decides who runs next, where and when. */
public final class Dispatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);

    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final Office office;
    private final Suppliers suppliers;
    private final AfterRestore afterRestore;
    private final DueWindow window;
    private final Backlog backlog;
    private final Adoption adoption;
    private final Turns turns;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    /** The suppliers whose gate opens again at a time that somebody sees to already. */
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    private final ClusterQuota quota;
    private final ExecutorService runs;
    private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(3, Threads.named("dispatch"));
    private volatile boolean stopping;

    private Dispatcher(
            Office office,
            Suppliers suppliers,
            HazelcastInstance hazelcast,
            ClusterQuota quota,
            ExecutorService runs,
            Journal journal) {
        this.office = office;
        this.quota = quota;
        this.runs = runs;
        this.afterRestore = new AfterRestore(journal);
        this.suppliers = suppliers;
        this.window = new DueWindow(hazelcast, this::arrived);
        this.adoption = new Adoption(office, suppliers);
        this.backlog = new Backlog(office, suppliers, window, this::line, journal.deadlines());
        this.turns = new Turns(office, afterRestore, backlog::pace);
    }

    /** @param owner this member and its incarnation, {@code MEMBER/INCARNATION} */
    public static Dispatcher open(
            String owner,
            Journal journal,
            Quotes quotes,
            Suppliers suppliers,
            HazelcastInstance hazelcast,
            ObservationRegistry observations) {
        Restraints restraints = journal.restraints();
        ExecutorService runs = Threads.perTask("run");
        ClusterQuota quota = new ClusterQuota(hazelcast, restraints, runs);
        quota.prepare();
        Pauses pauses = new Pauses(
                journal, id -> suppliers.find(id).map(known -> known.config().plugin()));
        Office office = new Office(
                owner,
                journal,
                quote -> quotes.save(quote, List.of()),
                new Gate.Guards(quota, pauses::isPaused, new ParkedSuppliers(restraints, Clocks.SYSTEM.wall())),
                pauses,
                Clocks.SYSTEM,
                new SecureRandom(),
                pause -> LockSupport.parkNanos(pause.toNanos()),
                new ConversationObservation(observations));
        return new Dispatcher(office, suppliers, hazelcast, quota, runs, journal);
    }

    /**
     * Begins to work.
     *
     * @param dead whether the member at this address of the cluster is dead to the journal
     */
    public void start(Predicate<String> dead) {
        window.standInFor(dead);
        clockwork.scheduleWithFixedDelay(quietly(this::refill), 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(quietly(this::keepHouse), 0, HOUSEKEEPING.toMillis(), TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(quietly(window::tellAll), 0, HOUSEKEEPING.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Runnable quietly(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.warn("Dispatching was interrupted and goes on: {}", e.toString());
            } catch (Error e) {
                // What is thrown out of it would end it for good, without a word.
                log.error("Dispatching failed and goes on", e);
            }
        };
    }

    /**
     * Sees whether an order can start in the very commit that accepts it: its first request is the commit itself, and quota and
     * a place at the supplier are at hand; and it is this member that sees to the supplier, so that all its places are counted
     * in one spot. The place is kept until {@link #begin} or {@link #giveBack}.
     */
    public Optional<Prepared> prepare(UUID id, Supplier supplier, Instruction instruction, Progress progress) {
        Optional<Connection> connection = supplier.connection();
        if (stopping
                || connection.isEmpty()
                || Bound.needsQuote(instruction, progress, connection.get())
                || !window.owns(supplier.id())
                || afterRestore.isOn()
                || !gate(supplier.id()).hasPlace(supplier.config())
                || !line(supplier.id()).enter(id)) {
            return Optional.empty();
        }
        Optional<Prepared> prepared = Optional.empty();
        try {
            prepared = new Preparing(office, supplier, connection.get(), gate(supplier.id()))
                    .of(id, instruction, progress);
        } finally {
            if (prepared.isEmpty()) {
                line(supplier.id()).leave(id);
            }
        }
        return prepared;
    }

    /** Starts what was accepted together with its intent. */
    public void begin(Cancellation accepted, Prepared prepared) {
        Run run = runOf(accepted, prepared);
        Runnable commit = () -> turns.measured(prepared.ticket(), () -> run.commit(prepared));
        if (!submit(accepted.id(), prepared.ticket(), commit)) {
            run.handOver(prepared);
        }
    }

    /** Gives a place back that was prepared for nothing. */
    public void giveBack(UUID id, Prepared prepared) {
        left(id, prepared.ticket());
    }

    /**
     * Lets go of what may have been accepted with its intent: nobody knows, and nothing was sent. Otherwise its intent would be
     * in doubt when its claim runs out.
     */
    public void abandon(UUID id, Prepared prepared) {
        later(() -> runs.execute(() -> letGo(id, prepared)), HOUSEKEEPING);
    }

    private void letGo(UUID id, Prepared prepared) {
        try {
            office.journal()
                    .find(id)
                    .filter(Cancellation::isAsAccepted)
                    .ifPresent(accepted -> runOf(accepted, prepared).handOver(prepared));
        } catch (JournalUnavailable e) {
            abandon(id, prepared);
        }
    }

    private Run runOf(Cancellation accepted, Prepared prepared) {
        Supplier supplier = prepared.supplier();
        return new Run(office, supplier, supplier.connection().orElseThrow(), prepared.ticket(), accepted);
    }

    /** Goes on with what a member that died was talking about. */
    public void adopt(List<UUID> orphans) {
        orphans.forEach(adoption::adopt);
    }

    /** What an order would save by being done before its next deadline. */
    public Optional<Stake> stake(Instruction instruction, Progress progress) {
        return Stake.next(instruction, progress, now());
    }

    /** Something was accepted, or became due. */
    public void due(Cancellation waiting) {
        Instant since = waiting.dueAt().orElseGet(this::now);
        Optional<Stake> stake = stake(waiting.instruction(), waiting.progress());
        window.put(waiting.supplier(), waiting.id(), Urgency.of(since, stake));
    }

    /** What is going to become of what waits at a supplier, as far as it can be foreseen. */
    public Forecast forecast(Supplier supplier) {
        return backlog.forecast(supplier);
    }

    /** How many deadlines at a supplier this member saw pass with their orders still waiting, since it started. */
    public long missedDeadlines(String supplier) {
        return backlog.missedDeadlines(supplier);
    }

    /** How many due orders were found in the journal that were not in their line, since this member started. */
    public long sweepFinds() {
        return backlog.finds();
    }

    /** Whether this is the member that does what one has to do for all; each of them, if they do not reach each other. */
    public boolean leads() {
        return window.owns("*");
    }

    private Instant now() {
        return office.clocks().wall().instant();
    }

    /**
     * Asks what it would cost. Never commits.
     *
     * @throws Rejection at once, if the supplier bears no more questions now
     */
    public Outcome<QuoteResult> quote(Supplier supplier, Connection connection, QuoteOrder order) {
        return new Asking(office, supplier, connection, gate(supplier.id())).quote(order);
    }

    public boolean isPaused(String supplier) {
        return office.pauses().isPaused(supplier);
    }

    /** How a supplier is treated at present. */
    public Standing standing(Supplier supplier) {
        return gate(supplier.id()).standing(supplier.config());
    }

    /**
     * Sends nothing more there; what was accepted waits, and more is accepted. Other members see it within a second or two.
     *
     * @param what as {@link dev.breakwater.gateway.cancellation.Pause} names it
     */
    public void pause(String what, String actor, String reason) {
        office.pauses().pause(what, actor, reason);
    }

    /** Sends again. A supplier stays paused while its plugin is, or all are. */
    public void resume(String what) {
        office.pauses().resume(what);
    }

    /** Whether every commit is preceded by a look-up, because the database was restored, and until when. */
    public AfterRestore afterRestore() {
        return afterRestore;
    }

    /** How many runs this member has under way. */
    public int running() {
        return lines.values().stream().mapToInt(Line::running).sum();
    }

    void arrived(String supplier, UUID id, Urgency urgency) {
        if (turns.belongsToNewer(id)) {
            return;
        }
        boolean joined = line(supplier).join(id, urgency);
        // The journal has who is sent away; they come back when there is room.
        line(supplier).overflow().ifPresent(last -> window.remove(supplier, last));
        if (joined) {
            pump(supplier);
        }
    }

    private Line line(String supplier) {
        return lines.computeIfAbsent(supplier, name -> new Line(office.clocks().wall()));
    }

    private Gate gate(String supplier) {
        return gates.computeIfAbsent(
                supplier, name -> new Gate(name, office.guards(), office.clocks(), () -> pump(name)));
    }

    private void left(UUID id, Ticket ticket) {
        line(ticket.config().id()).leave(id);
        ticket.giveBack();
    }

    /** Starts as many as the supplier's gate lets in. */
    private void pump(String id) {
        Optional<Supplier> supplier = suppliers.find(id);
        if (stopping || supplier.isEmpty() || supplier.get().connection().isEmpty()) {
            return;
        }
        Line line = line(id);
        if (!window.owns(id)) {
            line.forget();
        }
        while (!line.isEmpty()) {
            Gate.Answer answer = gate(id).enter(supplier.get().config());
            if (!(answer instanceof Gate.Answer.Open open)) {
                awaitOpening(id, ((Gate.Answer.Shut) answer).time());
                return;
            }
            Optional<UUID> next = line.next();
            if (next.isEmpty()) {
                open.ticket().giveBack();
                return;
            }
            submit(next.get(), open.ticket(), () -> takeUpFromWindow(supplier.get(), open.ticket(), next.get()));
        }
    }

    /** Longer waits end when the house is kept. */
    private void awaitOpening(String id, Duration wait) {
        if (!wait.isZero() && wait.compareTo(HOUSEKEEPING) < 0 && awaited.add(id)) {
            later(
                    () -> {
                        awaited.remove(id);
                        pump(id);
                    },
                    wait);
        }
    }

    private void later(Runnable task, Duration wait) {
        try {
            clockwork.schedule(quietly(task), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Stopping; the journal keeps what waits");
        }
    }

    /** Whether it will be run; not while this member stops, or has no thread for it. */
    private boolean submit(UUID id, Ticket ticket, Runnable run) {
        try {
            runs.execute(() -> {
                MDC.put("cancellation", id.toString());
                MDC.put("supplier", ticket.config().id());
                try {
                    run.run();
                } catch (RuntimeException | Error e) {
                    // Its claim runs out and it is taken up again from where the journal says it is.
                    log.error("The run of {} failed", id, e);
                } finally {
                    MDC.clear();
                    left(id, ticket);
                }
            });
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The latter says that the system has no thread for it, where threads are not virtual.
            left(id, ticket);
            return false;
        }
    }

    private void takeUpFromWindow(Supplier supplier, Ticket ticket, UUID id) {
        try {
            turns.take(supplier, ticket, id);
        } finally {
            window.remove(supplier.id(), id);
        }
    }

    private void refill() {
        if (!stopping) {
            backlog.refill();
        }
    }

    private void keepHouse() {
        office.pauses().refresh();
        office.guards().parked().refresh();
        quota.lookAround();
        afterRestore.refresh();
        backlog.endOverdue();
        backlog.missDeadlines();
        lines.keySet().forEach(this::pump);
    }

    /**
     * Takes up nothing more, leaves the cluster so that others do, lets what is under way finish for a while, and leaves the rest
     * to the journal.
     */
    @Override
    public void close() {
        stopping = true;
        gates.values().forEach(Gate::close);
        clockwork.shutdownNow();
        runs.shutdown();
        window.leave();
        try {
            if (!runs.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                log.warn(
                        "{} runs did not finish within {} s; they go on from the journal",
                        running(),
                        DRAIN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        quota.close();
    }
}
