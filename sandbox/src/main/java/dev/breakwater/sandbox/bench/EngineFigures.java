package dev.breakwater.sandbox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What was measured of one engine, round by round. */
final class EngineFigures {
    private final String title;
    private final double expected;
    private final List<Drain> drains = new ArrayList<>();

    /** @param expected executions per second, before any is measured */
    EngineFigures(String title, double expected) {
        this.title = title;
        this.expected = expected;
    }

    void add(Drain drain) {
        drains.add(drain);
    }

    String title() {
        return title;
    }

    /** The rounds' executions per second. */
    List<Double> rounds() {
        return drains.stream().map(Drain::perSecond).toList();
    }

    /** Executions per second, as they were last seen. */
    double latest() {
        return drains.isEmpty() ? expected : drains.get(drains.size() - 1).perSecond();
    }

    /** Executions per second, the median of the rounds. */
    double perSecond() {
        return Figures.median(rounds());
    }

    /** Milliseconds of an execution, the median of the rounds. */
    OptionalDouble engineCpu() {
        return median(Drain::engineCpuEach);
    }

    /** Milliseconds of an execution, the median of the rounds. */
    OptionalDouble databaseCpu() {
        return median(Drain::databaseCpuEach);
    }

    private OptionalDouble median(Function<Drain, OptionalDouble> figure) {
        List<Double> known =
                drains.stream().map(figure).flatMap(one -> one.stream().boxed()).toList();
        return known.size() < drains.size() ? OptionalDouble.empty() : OptionalDouble.of(Figures.median(known));
    }

    /** Executions, over all rounds. */
    long executions() {
        return drains.stream().mapToLong(Drain::prepared).sum();
    }

    long lost() {
        return drains.stream().mapToLong(Drain::lost).sum();
    }

    long excess() {
        return drains.stream().mapToLong(Drain::excess).sum();
    }
}
