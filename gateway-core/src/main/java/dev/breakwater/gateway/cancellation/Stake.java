package dev.breakwater.gateway.cancellation;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a cancellation saves by being done before its deadline.
 *
 * @param at from when on it costs more
 * @param saved how much more
 * @param calls how many commits it takes, at least 1
 */
public record Stake(Instant at, Money saved, int calls) {
    public Stake {
        requireNonNull(at, "at");
        requireNonNull(saved, "saved");
        if (saved.minorUnits() <= 0 || calls < 1) {
            throw new IllegalArgumentException(saved + " by " + calls + " calls");
        }
    }

    /** What is saved per call, in the currency's major unit. */
    public double worth() {
        return Double.parseDouble(saved.amount()) / calls;
    }

    /**
     * What is at stake next. The caller's deadlines count if there are any, else those of the quote. Of several the one towards
     * which the penalty rises most steeply counts, so that neither a small step hides a large one behind it, nor a far one what
     * is near.
     *
     * @param now deadlines up to then have passed
     * @return empty if it is not known to get more expensive
     */
    public static Optional<Stake> next(Instruction instruction, Progress progress, Instant now) {
        List<UnitProgress> open = progress.units().stream()
                .filter(unit -> !unit.state().isSettled())
                .toList();
        int calls = Math.max(1, open.size());
        if (!instruction.deadlines().isEmpty()) {
            List<Deadline> stated = instruction.deadlines().stream()
                    .map(StatedDeadline::deadline)
                    .toList();
            Optional<Money> quoted =
                    Sums.of(open.stream().map(unit -> unit.terms().penalty()).toList());
            return steepest(List.of(new Schedule(quoted, stated)), calls, now);
        }
        List<Schedule> schedules = open.stream()
                .map(UnitProgress::terms)
                .map(terms -> new Schedule(terms.penalty(), terms.deadlines()))
                .toList();
        return steepest(schedules, calls, now);
    }

    private static Optional<Stake> steepest(List<Schedule> schedules, int calls, Instant now) {
        return schedules.stream()
                .flatMap(schedule -> schedule.deadlines.stream().map(Deadline::at))
                .filter(now::isBefore)
                .distinct()
                .flatMap(at -> rise(schedules, now, at).stream()
                        .filter(saved -> saved.minorUnits() > 0)
                        .map(saved -> new Stake(at, saved, calls)))
                .max(comparing((Stake stake) -> stake.steepness(now))
                        .thenComparing(Stake::at, Comparator.reverseOrder()));
    }

    private double steepness(Instant now) {
        return worth() / Math.max(1, Duration.between(now, at).toMillis());
    }

    private static Optional<Money> rise(List<Schedule> schedules, Instant now, Instant at) {
        return Sums.of(schedules.stream()
                .flatMap(schedule -> schedule.rise(now, at).stream())
                .map(Optional::of)
                .toList());
    }

    /** The penalty of one unit, or of all, over time. */
    private record Schedule(Optional<Money> quoted, List<Deadline> deadlines) {
        Optional<Money> rise(Instant now, Instant at) {
            Optional<Money> then = last(at);
            return then.map(later -> costing(now)
                    .filter(already -> already.currency().equals(later.currency()))
                    .map(later::minus)
                    .orElse(later));
        }

        private Optional<Money> costing(Instant now) {
            return Stream.concat(last(now).stream(), quoted.stream())
                    .max((one, other) -> one.currency().equals(other.currency()) ? one.compareTo(other) : 0);
        }

        private Optional<Money> last(Instant until) {
            return deadlines.stream()
                    .filter(deadline -> !deadline.at().isAfter(until))
                    .reduce((earlier, later) -> later)
                    .map(Deadline::penalty);
        }
    }
}
