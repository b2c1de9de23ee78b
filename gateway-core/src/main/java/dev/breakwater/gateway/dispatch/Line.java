package dev.breakwater.gateway.dispatch;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import dev.breakwater.gateway.dispatch.Plan.Cell;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one member has to do for one supplier: those that wait, in the order of a {@link Plan}, and those that run. Every
 * fiftieth turn is for the longest due, if that has waited too long, so that nobody waits for ever. Guarded by itself.
 */
final class Line {
    /** More than this is not kept in memory; the journal has the rest. */
    static final int LONGEST = 500;

    /** So many of the longest due are in the line, however urgent others are. */
    static final int ELDERS = LONGEST / 20;

    /** One turn of so many is an elder's. */
    static final int ELDERS_TURN = 50;

    /** Who has been due for longer is an elder. */
    static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Comparator<Waiting> BY_ARRIVAL = comparingLong(Waiting::number);
    private static final Comparator<Waiting> BY_AGE =
            comparingLong((Waiting one) -> one.urgency.since()).thenComparing(BY_ARRIVAL);

    private final InstantSource clock;
    private final Map<UUID, Waiting> waiting = new HashMap<>();
    private final NavigableSet<Waiting> byAge = new TreeSet<>(BY_AGE);
    private NavigableSet<Waiting> byUrgency = new TreeSet<>(by(Plan.ALL));
    private final Set<UUID> running = new HashSet<>();
    private long arrivals;
    private long turns;

    /** @param number tells those apart that are equally urgent */
    private record Waiting(UUID id, Urgency urgency, long number) {}

    Line(InstantSource clock) {
        this.clock = clock;
    }

    private static Comparator<Waiting> by(Plan plan) {
        return comparing(Waiting::urgency, plan.order()).thenComparing(BY_ARRIVAL);
    }

    /** Whether it waits here, or runs. */
    synchronized boolean has(UUID id) {
        return running.contains(id) || waiting.containsKey(id);
    }

    /** Adds one, unless it is here already. */
    synchronized boolean join(UUID id, Urgency urgency) {
        if (has(id)) {
            return false;
        }
        Waiting one = new Waiting(id, urgency, arrivals++);
        waiting.put(id, one);
        byAge.add(one);
        byUrgency.add(one);
        return true;
    }

    /** Sends the last one away if the line is too long. */
    synchronized Optional<UUID> overflow() {
        if (waiting.size() <= LONGEST) {
            return Optional.empty();
        }
        Set<Waiting> elders = byAge.stream().limit(ELDERS).collect(Collectors.toSet());
        Iterator<Waiting> last = byUrgency.descendingIterator();
        Waiting leaving = last.next();
        while (elders.contains(leaving)) {
            leaving = last.next();
        }
        return Optional.of(remove(leaving));
    }

    /** Lets one go that waits here; it may come back. */
    synchronized void forget(UUID id) {
        Waiting one = waiting.get(id);
        if (one != null) {
            remove(one);
        }
    }

    private UUID remove(Waiting one) {
        waiting.remove(one.id);
        byAge.remove(one);
        byUrgency.remove(one);
        return one.id;
    }

    /** Puts everybody in the order of this plan. */
    synchronized void follow(Plan plan) {
        NavigableSet<Waiting> ordered = new TreeSet<>(by(plan));
        ordered.addAll(byAge);
        byUrgency = ordered;
    }

    /** What waits here with a deadline. */
    synchronized List<Cell> work() {
        Map<Cell, Long> counts = new HashMap<>();
        for (Waiting one : byAge) {
            Urgency urgency = one.urgency;
            if (urgency.deadline() != Urgency.NEVER) {
                counts.merge(new Cell(urgency.deadline(), urgency.worth(), urgency.worth(), 1), 1L, Long::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().times(entry.getValue()))
                .toList();
    }

    /** Lets the next one run, if there is one. */
    synchronized Optional<UUID> next() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        UUID id = remove(turns++ % ELDERS_TURN == 0 && isElder(byAge.first()) ? byAge.first() : byUrgency.first());
        running.add(id);
        return Optional.of(id);
    }

    private boolean isElder(Waiting oldest) {
        return clock.millis() - oldest.urgency.since() > PATIENCE.toMillis();
    }

    /** Lets one run that did not wait here, unless somebody waits. */
    synchronized boolean enter(UUID id) {
        return waiting.isEmpty() && running.add(id);
    }

    /** It runs no more; false if it did not. */
    synchronized boolean leave(UUID id) {
        return running.remove(id);
    }

    /** Gives up those that wait: another member sees to them now. */
    synchronized void forget() {
        waiting.clear();
        byAge.clear();
        byUrgency.clear();
    }

    /** How many more may wait. */
    synchronized int room() {
        return LONGEST - waiting.size();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized int running() {
        return running.size();
    }
}
