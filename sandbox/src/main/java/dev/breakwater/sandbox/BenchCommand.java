package dev.breakwater.sandbox;

import dev.breakwater.sandbox.bench.BenchSettings;
import dev.breakwater.sandbox.bench.Benchmark;
import dev.breakwater.sandbox.bench.EngineBenchmark;
import dev.breakwater.sandbox.bench.MembersBenchmark;
import dev.breakwater.sandbox.bench.MemoryBenchmark;
import dev.breakwater.sandbox.bench.NeighboursBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures the gateway and writes the tables into the docs. */
final class BenchCommand implements Command {

    private static final int MOST = 3_600;
    private static final int MOST_PENDING = 9_999_999;

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String summary() {
        return "measure the gateway against others";
    }

    @Override
    public String help() {
        return """
                Measures and writes the tables into docs/benchmarks.md. All databases are durable, every effect is
                counted, and the subjects take turns.

                Usage: breakwater bench [engine | memory | members | neighbours] [OPTIONS]
                  bench              how many cancellations per second go through a bare Camel route, a plain Spring
                                     service with a commit per state, and Breakwater
                  bench engine       how many due retries per second Breakwater, db-scheduler, JobRunr and Quartz work
                                     off, and how many orders per second the door accepts
                  bench memory       how much heap 10,000 and 1,000,000 pending cancellations take, and how soon a
                                     gateway that starts before them is at work (--seconds: how long it then works)
                  bench members      what a cancellation costs when 1, 2 and 3 gateways share the work
                  bench neighbours   how long cancellations at a healthy supplier take while another one is dead
                Options:
                  --warmup SECONDS   how long each subject is warmed up at least (default: 30)
                  --seconds SECONDS  how long each subject is measured at a time (default: 10)
                  --rounds NUMBER    how often (default: 3, for engine and neighbours 5)
                  --pending NUMBER   how many cancellations wait where many do (default: 1000000)
                """;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        String what = arguments.isEmpty() || arguments.get(0).startsWith("--") ? "" : arguments.get(0);
        List<String> options = arguments.subList(what.isEmpty() ? 0 : 1, arguments.size());
        switch (what) {
            case "" -> new Benchmark(settings(options, 32, 3), out).run();
            case "engine" -> new EngineBenchmark(settings(options, 64, 5), out).run();
            case "memory" -> new MemoryBenchmark(settings(options, 64, 3), out).run();
            case "members" -> new MembersBenchmark(settings(options, 64, 3), out).run();
            case "neighbours" -> new NeighboursBenchmark(settings(options, 8, 5), out).run();
            default -> throw new UsageException("There is no benchmark " + what + ".");
        }
        return 0;
    }

    private static BenchSettings settings(List<String> options, int connections, int rounds) {
        BenchSettings settings = settings(System.getenv(), connections).withRounds(rounds);
        for (int i = 0; i < options.size(); i += 2) {
            String name = options.get(i);
            if (i + 1 == options.size()) {
                throw new UsageException("Option " + name + " is unknown or lacks its value.");
            }
            settings = with(settings, name, options.get(i + 1));
        }
        return settings;
    }

    private static BenchSettings settings(Map<String, String> environment, int connections) {
        String flags = environment.getOrDefault("BREAKWATER_JVM_FLAGS", "").strip();
        return BenchSettings.of(
                        Path.of(environment.getOrDefault("BREAKWATER_HOME", "")),
                        environment.getOrDefault(
                                "BREAKWATER_JAVA",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()),
                        flags.isEmpty() ? List.of() : List.of(flags.split("\\s+")))
                .withConnections(connections);
    }

    private static BenchSettings with(BenchSettings settings, String name, String value) {
        return switch (name) {
            case "--warmup" -> settings.withWarmUp(Duration.ofSeconds(number(name, value)));
            case "--seconds" -> settings.withRound(Duration.ofSeconds(number(name, value)));
            case "--rounds" -> settings.withRounds(number(name, value));
            case "--pending" -> settings.withPending(number(name, value, MOST_PENDING));
            default -> throw new UsageException("There is no option " + name + ".");
        };
    }

    private static int number(String name, String value) {
        return number(name, value, MOST);
    }

    private static int number(String name, String value, int most) {
        if (!value.matches("[1-9][0-9]{0,6}") || Integer.parseInt(value) > most) {
            throw new UsageException(name + " is a number from 1 to " + most + ", not " + value + ".");
        }
        return Integer.parseInt(value);
    }
}
