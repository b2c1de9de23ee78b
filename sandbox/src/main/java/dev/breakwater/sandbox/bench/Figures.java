package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.LoadGenerator.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** What was measured of one subject, round by round. */
final class Figures {
    private final Subject subject;
    private final List<Double> perSecond = new ArrayList<>();
    private final Histogram micros = new Histogram(3);
    private long cpuMillis;
    private boolean cpuKnown = true;

    Figures(Subject subject) {
        this.subject = subject;
    }

    /** @param cpu the milliseconds the round took of the CPUs */
    void add(Load load, OptionalLong cpu) {
        perSecond.add(load.perSecond());
        micros.add(load.micros());
        cpuMillis += cpu.orElse(0);
        cpuKnown &= cpu.isPresent();
    }

    Subject subject() {
        return subject;
    }

    List<Double> rounds() {
        return List.copyOf(perSecond);
    }

    /** The median of the rounds. */
    double perSecond() {
        return median(perSecond);
    }

    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Milliseconds, over all rounds. */
    double percentile(double percent) {
        return micros.getValueAtPercentile(percent) / 1_000.0;
    }

    /** Milliseconds per request, over all rounds. */
    OptionalDouble cpu() {
        return cpuKnown ? OptionalDouble.of((double) cpuMillis / micros.getTotalCount()) : OptionalDouble.empty();
    }
}
