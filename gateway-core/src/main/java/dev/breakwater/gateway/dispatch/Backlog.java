package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Claim;
import dev.breakwater.gateway.cancellation.Deadlines;
import dev.breakwater.gateway.cancellation.Deadlines.Missed;
import dev.breakwater.gateway.cancellation.Deadlines.Page;
import dev.breakwater.gateway.cancellation.Deadlines.Place;
import dev.breakwater.gateway.cancellation.Journal.Due;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.dispatch.Plan.Cell;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Suppliers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits in the journal: the due window is refilled from it, and what nobody can work on ends when its time is up. */
final class Backlog {
    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    /** So much of what waits for a supplier that cannot be reached is looked at in one go. */
    private static final int PAGE = 1_000;

    private final Office office;
    private final Suppliers suppliers;
    private final DueWindow window;
    private final Function<String, Line> lines;
    private final Deadlines deadlines;
    private final Map<String, Course> courses = new ConcurrentHashMap<>();
    private final Map<String, Place> lookedUpTo = new ConcurrentHashMap<>();
    private final LongAdder finds = new LongAdder();

    /** @param lines this member's line of a supplier */
    Backlog(Office office, Suppliers suppliers, DueWindow window, Function<String, Line> lines, Deadlines deadlines) {
        this.office = office;
        this.suppliers = suppliers;
        this.window = window;
        this.lines = lines;
        this.deadlines = deadlines;
    }

    private Course course(String supplier) {
        return courses.computeIfAbsent(supplier, name -> new Course());
    }

    Pace pace(String supplier) {
        return course(supplier).pace();
    }

    /** Brings what is due where this member's lines have room, the most urgent first, and puts the lines in order. */
    void refill() {
        List<Supplier> reachable = new TreeSet<>(office.journal().suppliersWithBacklog())
                .stream()
                        .flatMap(id -> suppliers.find(id).stream())
                        .filter(known -> known.connection().isPresent())
                        .filter(known -> !office.pauses().isPaused(known.id()))
                        .filter(known -> window.owns(known.id()))
                        .filter(known -> isWorkable(known.id()))
                        .toList();
        long now = office.clocks().wall().millis();
        List<String> hungry = reachable.stream()
                .map(Supplier::id)
                .filter(id ->
                        lines.apply(id).room() > Line.LONGEST / 2 || course(id).isStale(now))
                .toList();
        List<String> whole =
                hungry.stream().filter(id -> course(id).floors().isEmpty()).toList();
        if (!whole.isEmpty()) {
            Map<String, List<Due>> due =
                    office.journal().due(whole, Line.LONGEST).stream().collect(Collectors.groupingBy(Due::supplier));
            due.forEach((supplier, some) -> {
                some.forEach(this::put);
                course(supplier).saw(some, Line.LONGEST, now);
            });
        }
        reachable.forEach(supplier -> plan(supplier, now));
        for (String supplier : hungry) {
            course(supplier).floors().ifPresent(floors -> {
                List<Due> some = deadlines.due(supplier, floors, Line.ELDERS, Line.LONGEST);
                some.forEach(this::put);
                course(supplier).saw(some, Line.LONGEST, now);
            });
        }
    }

    /** A parked supplier needs no more than one order at hand: the one that finds out how it is. */
    private boolean isWorkable(String supplier) {
        return lines.apply(supplier).isEmpty()
                || office.guards().parked().find(supplier).isEmpty();
    }

    /** How many due orders were found in the journal that were not in their line. */
    long finds() {
        return finds.sum();
    }

    private void put(Due due) {
        if (!lines.apply(due.supplier()).has(due.id())) {
            finds.increment();
        }
        Urgency urgency = new Urgency(
                due.since().toEpochMilli(),
                due.deadline().map(Instant::toEpochMilli).orElse(Urgency.NEVER),
                due.worth());
        window.take(due.supplier(), due.id(), urgency);
    }

    /** By what stands in the line if that is all there is, else by what stands in the journal, now and then. */
    private void plan(Supplier supplier, long now) {
        Course course = course(supplier.id());
        Line line = lines.apply(supplier.id());
        double perSecond = course.pace().perSecond(supplier.config()).orElse(Double.POSITIVE_INFINITY);
        if (!course.isLong()) {
            List<Cell> work = line.work();
            if (!work.isEmpty()) {
                line.follow(Planner.plan(work, perSecond, now));
            }
        } else if (course.isToBePlanned(now)) {
            Plan plan = Planner.plan(
                    deadlines.groups(supplier.id()).stream().map(Forecast::cell).toList(), perSecond, now);
            course.planned(plan, now);
            line.follow(plan);
        }
    }

    /** Tells of the deadlines that passed while their orders waited. */
    void missDeadlines() {
        List<String> own = office.journal().suppliersWithBacklog().stream()
                .filter(window::owns)
                .toList();
        for (Missed missed : own.isEmpty() ? List.<Missed>of() : deadlines.miss(own, Line.LONGEST)) {
            course(missed.supplier()).missed();
            // It comes back from the journal with its next deadline.
            lines.apply(missed.supplier()).forget(missed.id());
            window.remove(missed.supplier(), missed.id());
        }
    }

    long missedDeadlines(String supplier) {
        return course(supplier).missedDeadlines();
    }

    Forecast forecast(Supplier supplier) {
        return Forecast.of(
                supplier.config(),
                pace(supplier.id()),
                deadlines,
                office.clocks().wall().instant());
    }

    /** What waits for a supplier that is gone, or has no plugin, ends when its time is up. Looks at a page of each backlog. */
    void endOverdue() {
        for (String supplier : office.journal().suppliersWithBacklog()) {
            boolean unreachable =
                    suppliers.find(supplier).flatMap(Supplier::connection).isEmpty();
            if (unreachable && window.owns(supplier)) {
                Page page = deadlines.page(supplier, lookedUpTo.getOrDefault(supplier, Place.START), PAGE);
                lookedUpTo.put(supplier, page.next());
                page.overdue().stream().map(this::end).toList().forEach(CompletableFuture::join);
            }
        }
    }

    private CompletableFuture<Changed> end(UUID id) {
        Claim claim = new Claim(office.owner(), Duration.ofMinutes(1));
        return office.journal()
                .write(new Change.TakeUp(id, claim))
                .thenCompose(changed -> changed instanceof Changed.TakenUp taken
                        ? office.journal().write(end(taken))
                        : CompletableFuture.completedFuture(changed))
                .exceptionally(failure -> {
                    log.warn("{}, whose supplier cannot be talked to, could not be ended: {}", id, failure.toString());
                    return new Changed.Missed();
                });
    }

    private static Change end(Changed.TakenUp taken) {
        Cancellation order = taken.cancellation();
        Map<String, String> evidence = Map.of("cause", "the supplier cannot be talked to");
        Verdict verdict = order.status() == Status.IN_FLIGHT && taken.open().isEmpty() && !taken.late()
                ? Verdict.ended(order.progress(), StatusReason.RETRIES_EXHAUSTED, evidence)
                : Verdict.review(StatusReason.SUPPLIER_WITHOUT_PLUGIN, order.progress(), order.lookups(), evidence);
        return new Change.Conclude(
                order, verdict.conclusion(), List.of(), Optional.empty(), Optional.empty(), Set.of());
    }
}
