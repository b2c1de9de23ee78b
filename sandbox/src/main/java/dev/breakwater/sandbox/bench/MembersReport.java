package dev.breakwater.sandbox.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a cancellation costs on several members, as Markdown.
 *
 * @param suppliers how many share the work
 * @param rows of one member, of two, and so on
 */
record MembersReport(BenchSettings settings, int suppliers, List<Row> rows) {
    private static final String GOAL = "1.25";

    /** @param transactions how many wrote anything, over all rounds */
    record Row(EngineFigures figures, long transactions) {
        String transactionsEach() {
            return String.format(Locale.ROOT, "%.3f", (double) transactions / figures.executions());
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder("""
                %s, heap of 512 MB each, %d suppliers that answer at once, at least %d s of warm-up for each member, then %d rounds
                of about %d s. Figures are medians of the rounds.

                | members | executions/s | twice | transactions each | CPU ms each, gateways | CPU ms each, PostgreSQL | CPU of one member's |
                |---:|---:|---:|---:|---:|---:|---:|
                """.formatted(
                        Machine.facts(),
                        suppliers,
                        settings.warmUp().toSeconds(),
                        settings.rounds(),
                        settings.round().toSeconds()));
        for (Row row : rows) {
            EngineFigures one = row.figures();
            text.append("| %s | %s | %d | %s | %s | %s | %s |%n"
                    .formatted(
                            one.title(),
                            Machine.rate(one.perSecond(), one.rounds()),
                            one.excess(),
                            row.transactionsEach(),
                            Machine.two(one.engineCpu()),
                            Machine.two(one.databaseCpu()),
                            Machine.two(ratio(one))));
        }
        return text.append("\nGoal: at most " + GOAL + " on three members.\n").toString();
    }

    private OptionalDouble ratio(EngineFigures one) {
        OptionalDouble here = cpu(one);
        OptionalDouble alone = cpu(rows.get(0).figures());
        return here.isPresent() && alone.isPresent()
                ? OptionalDouble.of(here.getAsDouble() / alone.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble cpu(EngineFigures one) {
        return one.engineCpu().isPresent() && one.databaseCpu().isPresent()
                ? OptionalDouble.of(
                        one.engineCpu().getAsDouble() + one.databaseCpu().getAsDouble())
                : OptionalDouble.empty();
    }
}
