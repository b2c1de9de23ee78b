package dev.breakwater.sandbox.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The table, as Markdown.
 *
 * @param figures of the subjects a, b and c, in this order
 * @param stubPerSecond what the load generator reaches against the supplier itself
 */
record Report(BenchSettings settings, LocalDate date, List<Figures> figures, double stubPerSecond) {
    static final Section SECTION = new Section("bench");

    String markdown() {
        return """
                Measured on %s: %d cores, JDK %s, %s %s, heap of 512 MB each, %d connections, at least %d s of warm-up each, then
                %d rounds of %d s each, in turn. Requests per second are the median of the rounds (in brackets: each round).
                Asked directly, the supplier answers this load generator %,.0f times per second.

                | subject | requests/s | p50 ms | p99 ms | CPU ms per request |
                |---|---:|---:|---:|---:|
                %s

                | ratio of requests/s | here | goal |
                |---|---:|---:|
                | Breakwater to bare Camel, c/a | %.2f | 0.35 |
                | Breakwater to plain Spring, c/b | %.2f | 1.8 |
                """.formatted(
                        date,
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        settings.connections(),
                        settings.warmUp().toSeconds(),
                        settings.rounds(),
                        settings.round().toSeconds(),
                        stubPerSecond,
                        figures.stream().map(Report::row).collect(Collectors.joining("\n")),
                        ratio(0),
                        ratio(1));
    }

    private double ratio(int to) {
        return figures.get(2).perSecond() / figures.get(to).perSecond();
    }

    private static String row(Figures of) {
        String rounds = of.rounds().stream()
                .map(round -> String.format(Locale.ROOT, "%,.0f", round))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "| %s: %s | %,.0f (%s) | %.1f | %.1f | %s |",
                of.subject().letter(),
                of.subject().title(),
                of.perSecond(),
                rounds,
                of.percentile(50),
                of.percentile(99),
                cpu(of.cpu()));
    }

    private static String cpu(OptionalDouble millis) {
        return millis.isPresent() ? String.format(Locale.ROOT, "%.2f", millis.getAsDouble()) : "n/a";
    }
}
