package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.MemoryBenchmark.Seen;
import java.util.List;
import java.util.Locale;

/**
 * Heap and start, as Markdown.
 *
 * @param seen with few pending, then with many
 */
record MemoryReport(BenchSettings settings, List<Seen> seen) {
    private static final double HEAP_GOAL = 1.2;
    private static final int SECONDS_GOAL = 30;

    String markdown() {
        StringBuilder text = new StringBuilder("""
                %s, heap of 512 MB at most, one half of what is pending is due. Figures are medians of %d starts. Live heap is what a
                full collection leaves while the gateway works, %d s after its first cancellation.

                | pending | from start to first cancellation | live heap |
                |---:|---:|---:|
                """.formatted(
                        Machine.facts(), settings.rounds(), settings.round().toSeconds()));
        for (Seen one : seen) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %,d | %.1f s | %.1f MB |%n",
                    one.pending(),
                    Figures.median(one.seconds()),
                    Figures.median(one.megabytes())));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nRatio of live heap, many to few: %.2f (goal: at most %.1f). Goal for the start: at most %d s.%n",
                        ratio(),
                        HEAP_GOAL,
                        SECONDS_GOAL))
                .toString();
    }

    private double ratio() {
        return Figures.median(seen.get(seen.size() - 1).megabytes())
                / Figures.median(seen.get(0).megabytes());
    }
}
