package dev.breakwater.sandbox.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What every table says of where it was measured, and how it writes figures. */
final class Machine {
    private Machine() {}

    /** Date, cores, JDK and system. */
    static String facts() {
        return "Measured on %s: %d cores, JDK %s, %s %s"
                .formatted(
                        LocalDate.now(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }

    /** Rounds to whole numbers: {@code 1,250 (1,200, 1,250, 1,300)}. */
    static String rate(double median, List<Double> rounds) {
        return String.format(Locale.ROOT, "%,.0f", median)
                + rounds.stream()
                        .map(round -> String.format(Locale.ROOT, "%,.0f", round))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    static String two(OptionalDouble figure) {
        return figure.isPresent() ? String.format(Locale.ROOT, "%.2f", figure.getAsDouble()) : "n/a";
    }
}
