package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.drill.Action.Kind;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Client;
import dev.breakwater.sandbox.stage.Load;
import dev.breakwater.sandbox.stage.PartnerOrder;
import dev.breakwater.sandbox.stage.PartnerOrders;
import dev.breakwater.sandbox.stage.Screen;
import dev.breakwater.sandbox.stage.StageException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One drill, from the first order to the verdict. */
final class Drill implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Drill.class);
    private static final Duration TO_START = Duration.ofMinutes(10);
    private static final Duration TO_SETTLE = Duration.ofMinutes(6);
    private static final Duration TICK = Duration.ofMillis(300);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(120);
    private static final Duration BETWEEN_FILES = Duration.ofSeconds(20);
    private static final int ROWS = 25;

    /** More orders than this, and more files, do not wait for their answers: gateways that are down most of the time get fewer. */
    private static final int MOST_ORDERS = 60;

    private static final int MOST_FILES = 6;

    private final Schedule schedule;
    private final Duration length;
    private final World world;
    private final ClientLog clientLog;
    private final Screen screen;
    private final Load load;
    private final Orders orders;
    private final Queue<PartnerOrder> files = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drops = new AtomicInteger();
    private final Map<Kind, AtomicInteger> struck = new EnumMap<>(Kind.class);
    private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(8);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    Drill(Schedule schedule, Duration length, World world, Orders orders, ClientLog clientLog, Screen screen)
            throws IOException {
        this.schedule = schedule;
        this.length = length;
        this.world = world;
        this.clientLog = clientLog;
        this.screen = screen;
        this.orders = orders;
        this.load = new Load(world.client(Caller.WEB, clientLog));
        for (Kind kind : Kind.values()) {
            struck.put(kind, new AtomicInteger());
        }
    }

    /** Something that is so at some time. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Something to be done. */
    private interface Task {
        void run() throws Exception;
    }

    /** @return what is wrong in the end */
    List<Violation> run() throws Exception {
        long start = System.nanoTime();
        for (Member member : world.members()) {
            clockwork.scheduleWithFixedDelay(() -> fatal(member::look), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        require(
                await(TO_START, this::isUp, seconds -> "Starting: " + seconds + " s"),
                "The gateways are not up after " + TO_START.toSeconds() + " s; their logs say why.");
        screen.say("Up after %.1f s.".formatted((System.nanoTime() - start) / 1e9));
        underFire();
        settle();
        return Checker.check(history());
    }

    private boolean isUp() throws InterruptedException {
        for (Member member : world.members()) {
            if (!member.isUp()) {
                return false;
            }
        }
        return true;
    }

    private void underFire() throws Exception {
        every(BETWEEN_ORDERS, this::order);
        every(BETWEEN_FILES, this::dropFiles);
        long start = System.nanoTime();
        for (Action action : schedule.actions()) {
            clockwork.schedule(() -> strike(action), action.at().toMillis(), TimeUnit.MILLISECONDS);
        }
        await(
                length,
                () -> false,
                seconds -> "Under fire: %d of %d s, %d kills and pauses, %d of %d orders answered"
                        .formatted(seconds, length.toSeconds(), killsAndPauses(), load.answered(), load.size()));
        stopped = true;
        world.heal();
        log.info("Healed after {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        screen.say("Healed. " + counts());
    }

    private void every(Duration pause, Task task) {
        clockwork.scheduleAtFixedRate(
                () -> {
                    if (!stopped) {
                        quietly(task);
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void order() {
        if (load.size() - load.answered() < MOST_ORDERS) {
            load.add(orders.next());
        }
    }

    private void dropFiles() throws IOException {
        if (unanswered() >= MOST_FILES) {
            return;
        }
        List<PartnerOrder> pair = PartnerOrders.of(
                world.sandbox().partners(),
                "-" + drops.incrementAndGet(),
                orders.rows(Supplier.GLASS_TOWER, ROWS),
                orders.rows(Supplier.ALPINE_RAIL, ROWS));
        for (PartnerOrder file : pair) {
            file.upload();
            files.add(file);
        }
    }

    private void strike(Action action) {
        if (stopped) {
            return;
        }
        log.info("{}", action);
        struck.get(action.kind()).incrementAndGet();
        quietly(() -> world.strike(action));
        clockwork.schedule(
                () -> quietly(() -> world.relieve(action)), action.length().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void quietly(Task task) {
        try {
            task.run();
        } catch (Exception e) {
            log.warn("It goes on: {}", e.toString(), e);
        }
    }

    private void fatal(Task task) {
        try {
            task.run();
        } catch (StageException e) {
            failure.compareAndSet(null, e);
        } catch (Exception e) {
            log.warn("It goes on: {}", e.toString(), e);
        }
    }

    int killsAndPauses() {
        return kills() + pauses();
    }

    private int kills() {
        return struck.get(Kind.KILL_BACKEND).get() + sum(Member::kills) + sum(Member::crashes);
    }

    private int pauses() {
        return sum(Member::pauses) + sum(Member::sleeps);
    }

    private int sum(ToIntFunction<Member> count) {
        return world.members().stream().mapToInt(count).sum();
    }

    private String counts() {
        int cuts = struck.get(Kind.CUT_MEMBER).get()
                + struck.get(Kind.SEVER_MEMBER).get();
        int outages = struck.get(Kind.KILL_SUPPLIER).get()
                + struck.get(Kind.STALL_SUPPLIER).get()
                + struck.get(Kind.LOSE_REPLIES).get()
                + struck.get(Kind.OVERLOAD_SUPPLIER).get();
        return ("%d kills (%d of PostgreSQL's processes, %d gateways at crash points), %d pauses (%d at crash points),"
                        + " %d cuts, %d supplier outages, %d clock jumps")
                .formatted(
                        kills(),
                        struck.get(Kind.KILL_BACKEND).get(),
                        sum(Member::crashes),
                        pauses(),
                        sum(Member::sleeps),
                        cuts,
                        outages,
                        struck.get(Kind.JUMP_CLOCK).get());
    }

    private void settle() throws Exception {
        Witnesses witnesses = witnesses();
        Operator operator = new Operator(world.client(Caller.OPS, Client.Diary.NONE), world::effects);
        long start = System.nanoTime();
        boolean settled = await(TO_SETTLE, () -> isSettled(witnesses, operator), seconds -> "");
        screen.say((settled
                        ? "Settled after %.1f s more, %d by a person."
                        : "Not everything was settled within %.1f s, %d by a person.")
                .formatted((System.nanoTime() - start) / 1e9, operator.decisions()));
    }

    private long unanswered() throws IOException {
        long unanswered = 0;
        for (PartnerOrder file : files) {
            unanswered += file.isAnswered() ? 0 : 1;
        }
        return unanswered;
    }

    private boolean isSettled(Witnesses witnesses, Operator operator)
            throws IOException, SQLException, InterruptedException {
        long unanswered = unanswered();
        operator.settle(witnesses.reviews());
        int open = witnesses.open();
        screen.progress("Settling: %d of %d orders answered, %d cancellations open, %d of %d files ended"
                .formatted(load.answered(), load.size(), open, files.size() - unanswered, files.size()));
        return load.isDone() && open == 0 && unanswered == 0;
    }

    private Witnesses witnesses() throws IOException {
        return new Witnesses(world.database(), world.client(Caller.OPS, Client.Diary.NONE));
    }

    private History history() throws IOException, SQLException, InterruptedException {
        Witnesses witnesses = witnesses();
        History history = new History(
                witnesses.now(),
                new History.Clients(
                        clientLog.asked(),
                        List.copyOf(load.accepted()),
                        files.stream().map(PartnerOrder::answers).toList()),
                witnesses.cancellations(),
                witnesses.intents(),
                world.effects(),
                World.IDEMPOTENT);
        screen.say(new Summary(history, load.rejected()).text());
        return history;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new StageException(otherwise);
        }
    }

    /** Looks again and again, and tells how far it is; false if the time is over first. */
    private boolean await(Duration longest, Condition condition, LongFunction<String> progress) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            long waited = System.nanoTime() - start;
            if (waited > longest.toNanos()) {
                return false;
            }
            if (failure.get() != null) {
                throw failure.get();
            }
            Optional.of(progress.apply(Duration.ofNanos(waited).toSeconds()))
                    .filter(text -> !text.isEmpty())
                    .ifPresent(screen::progress);
            Thread.sleep(TICK.toMillis());
        }
        return true;
    }

    @Override
    public void close() {
        stopped = true;
        clockwork.shutdownNow();
        load.close();
    }
}
