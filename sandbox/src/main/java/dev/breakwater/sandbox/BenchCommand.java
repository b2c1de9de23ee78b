package dev.breakwater.sandbox;

import dev.breakwater.sandbox.bench.BenchSettings;
import dev.breakwater.sandbox.bench.Benchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures the gateway against plainer ones and writes the table into the docs. */
final class BenchCommand implements Command {

    private static final int MOST = 3_600;

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String summary() {
        return "measure the gateway against plainer ones";
    }

    @Override
    public String help() {
        return """
                Measures, in one run and in turn, how many cancellations per second go through a bare Camel route,
                a plain Spring service with a commit per state, and Breakwater, over the same simulated supplier
                and the same durable PostgreSQL, and writes the table into docs/benchmarks.md.

                Usage: bench [--warmup SECONDS] [--seconds SECONDS] [--rounds NUMBER]
                  --warmup SECONDS   how long each subject is warmed up at least (default: 30)
                  --seconds SECONDS  how long each subject is measured at a time (default: 10)
                  --rounds NUMBER    how often (default: 3)
                """;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        BenchSettings settings = settings(System.getenv());
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new UsageException("Option " + name + " is unknown or lacks its value.");
            }
            settings = with(settings, name, arguments.get(i + 1));
        }
        new Benchmark(settings, out).run();
        return 0;
    }

    private static BenchSettings settings(Map<String, String> environment) {
        String flags = environment.getOrDefault("BREAKWATER_JVM_FLAGS", "").strip();
        return BenchSettings.of(
                Path.of(environment.getOrDefault("BREAKWATER_HOME", "")),
                environment.getOrDefault(
                        "BREAKWATER_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                flags.isEmpty() ? List.of() : List.of(flags.split("\\s+")));
    }

    private static BenchSettings with(BenchSettings settings, String name, String value) {
        return switch (name) {
            case "--warmup" -> settings.withWarmUp(Duration.ofSeconds(number(name, value)));
            case "--seconds" -> settings.withRound(Duration.ofSeconds(number(name, value)));
            case "--rounds" -> settings.withRounds(number(name, value));
            default -> throw new UsageException("There is no option " + name + ".");
        };
    }

    private static int number(String name, String value) {
        if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > MOST) {
            throw new UsageException(name + " is a number from 1 to " + MOST + ", not " + value + ".");
        }
        return Integer.parseInt(value);
    }
}
