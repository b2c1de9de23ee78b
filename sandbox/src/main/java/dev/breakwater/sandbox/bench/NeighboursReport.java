package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.NeighboursBenchmark.Round;
import dev.breakwater.sandbox.bench.NeighboursBenchmark.Seen;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What a dead supplier does to a healthy one, as Markdown. */
record NeighboursReport(BenchSettings settings, List<Round> rounds) {
    private static final double GOAL = 1.2;

    String markdown() {
        return String.format(
                Locale.ROOT,
                """
                %s, heap of 512 MB, %d connections, %d s of warm-up, then %d rounds of twice %d s: without the dead supplier, then with
                it and %d orders per second for it. Figures are medians of the rounds; milliseconds from the order to its end.

                | the healthy supplier | cancellations/s | p50 ms | p99 ms |
                |---|---:|---:|---:|
                %s%s
                p99 beside a dead one to p99 alone: %.2f (goal: at most %.1f). Calls per second to the dead one: %.2f (each round: %s).
                """,
                Machine.facts(),
                settings.connections(),
                settings.warmUp().toSeconds(),
                settings.rounds(),
                settings.round().toSeconds(),
                NeighboursBenchmark.RATE,
                row("alone", Round::alone),
                row("beside a dead one", Round::beside),
                median(round -> round.beside().p99())
                        / median(round -> round.alone().p99()),
                GOAL,
                median(Round::calls),
                String.join(
                        ", ", rounds.stream().map(round -> two(round.calls())).toList()));
    }

    private String row(String title, Function<Round, Seen> half) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.1f | %.1f |%n",
                title,
                median(round -> half.apply(round).perSecond()),
                median(round -> half.apply(round).p50()),
                median(round -> half.apply(round).p99()));
    }

    private double median(ToDoubleFunction<Round> figure) {
        return Figures.median(rounds.stream().mapToDouble(figure).boxed().toList());
    }

    private static String two(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }
}
