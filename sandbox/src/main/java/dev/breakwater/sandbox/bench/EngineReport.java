package dev.breakwater.sandbox.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The engine's tables, as Markdown.
 *
 * @param figures for each delay of the supplier, Breakwater first, then the peers
 * @param door acceptances
 */
record EngineReport(BenchSettings settings, List<List<EngineFigures>> figures, Figures door) {
    private static final int DB_SCHEDULER_GOAL = 2;
    private static final int JOBRUNR_GOAL = 10;

    String markdown() {
        StringBuilder text = new StringBuilder("""
                %s, heap of 512 MB each, %d requests at a time, at least %d s of warm-up each, then %d rounds of about
                %d s each, in turn. Executions per second are the median of the rounds (in brackets: each round).
                """.formatted(
                        Machine.facts(),
                        settings.connections(),
                        settings.warmUp().toSeconds(),
                        settings.rounds(),
                        settings.round().toSeconds()));
        for (int i = 0; i < figures.size(); i++) {
            text.append(table(EngineBenchmark.DELAYS.get(i), figures.get(i)));
        }
        return text.append(ratios()).append(doorTable()).toString();
    }

    /** Whether both goals are reached at every delay. */
    boolean reachesItsGoals() {
        return figures.stream()
                .allMatch(engines -> ratio(engines, 1) >= DB_SCHEDULER_GOAL && ratio(engines, 2) >= JOBRUNR_GOAL);
    }

    private static double ratio(List<EngineFigures> engines, int peer) {
        return engines.get(0).perSecond() / engines.get(peer).perSecond();
    }

    private static String table(Duration delay, List<EngineFigures> engines) {
        StringBuilder table = new StringBuilder("""

                | supplier answers after %d ms | executions/s | lost | twice | CPU ms each, engine | CPU ms each, PostgreSQL |
                |---|---:|---:|---:|---:|---:|
                """.formatted(delay.toMillis()));
        for (EngineFigures engine : engines) {
            table.append("| %s | %s | %d of %,d | %d | %s | %s |%n"
                    .formatted(
                            engine.title(),
                            Machine.rate(engine.perSecond(), engine.rounds()),
                            engine.lost(),
                            engine.executions(),
                            engine.excess(),
                            Machine.two(engine.engineCpu()),
                            Machine.two(engine.databaseCpu())));
        }
        return table.toString();
    }

    private String ratios() {
        return """

                | ratio of executions/s | %s | goal |
                |---|%s---:|
                | Breakwater to db-scheduler | %s | %d |
                | Breakwater to JobRunr | %s | %d |
                | Breakwater to Quartz | %s | |
                """.formatted(
                        columns("%d ms"),
                        "---:|".repeat(figures.size()),
                        ratios(1),
                        DB_SCHEDULER_GOAL,
                        ratios(2),
                        JOBRUNR_GOAL,
                        ratios(3));
    }

    private static String columns(String format) {
        return String.join(
                " | ",
                EngineBenchmark.DELAYS.stream()
                        .map(delay -> format.formatted(delay.toMillis()))
                        .toList());
    }

    private String ratios(int peer) {
        return String.join(
                " | ",
                figures.stream()
                        .map(engines -> String.format(Locale.ROOT, "%.2f", ratio(engines, peer)))
                        .toList());
    }

    private String doorTable() {
        return String.format(
                Locale.ROOT,
                """

                | accepted (202, durable) per second | p50 ms | p99 ms | CPU ms each, gateway |
                |---:|---:|---:|---:|
                | %s | %.1f | %.1f | %s |
                """,
                Machine.rate(door.perSecond(), door.rounds()),
                door.percentile(50),
                door.percentile(99),
                Machine.two(door.cpu()));
    }
}
