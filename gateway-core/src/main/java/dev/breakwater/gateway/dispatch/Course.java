package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Deadlines.Floors;
import dev.breakwater.gateway.cancellation.Journal.Due;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What one member knows of the work of one supplier beyond what stands in the line. */
final class Course {
    /** A plan from the journal is good for so long. */
    static final Duration PLAN = Duration.ofSeconds(10);

    private final Pace pace = new Pace();
    private final AtomicLong missed = new AtomicLong();
    private boolean isLong;
    private Optional<Floors> floors = Optional.empty();
    private long plannedAt;
    private long seenAt;

    Pace pace() {
        return pace;
    }

    /** This came from the journal. As many as were asked for, and not all without a deadline: then the line has not seen all. */
    synchronized void saw(List<Due> some, int most, long now) {
        seenAt = now;
        isLong = some.size() >= most
                && some.stream().anyMatch(due -> due.deadline().isPresent());
        if (!isLong) {
            floors = Optional.empty();
        }
    }

    /** Whether nobody has looked into the journal for long, because the line is full of what came meanwhile. */
    synchronized boolean isStale(long now) {
        return now - seenAt >= PLAN.toMillis();
    }

    /** Whether there is more in the journal than fits into the line, some of it with a deadline. */
    synchronized boolean isLong() {
        return isLong;
    }

    synchronized boolean isToBePlanned(long now) {
        return floors.isEmpty() || now - plannedAt >= PLAN.toMillis();
    }

    synchronized void planned(Plan plan, long now) {
        plannedAt = now;
        floors = Optional.of(Forecast.floors(plan));
    }

    /** What to take from the journal first, if there is more than fits into the line. */
    synchronized Optional<Floors> floors() {
        return floors;
    }

    void missed() {
        missed.incrementAndGet();
    }

    long missedDeadlines() {
        return missed.get();
    }
}
