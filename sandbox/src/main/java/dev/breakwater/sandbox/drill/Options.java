package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.UsageException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param folder where logs and data go; empty: the usual place
 */
record Options(Duration length, long seed, int gateways, Optional<Path> folder, boolean naive) {

    private static final Options USUAL = new Options(Duration.ofMinutes(2), 1, 3, Optional.empty(), false);
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /** @throws UsageException if it makes no sense */
    static Options parse(List<String> arguments) {
        Options options = USUAL;
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--naive")) {
                options = new Options(options.length, options.seed, options.gateways, options.folder, true);
            } else if (i + 1 == arguments.size()) {
                throw new UsageException("Option " + name + " is unknown or lacks its value.");
            } else {
                options = options.with(name, arguments.get(++i));
            }
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--minutes" -> new Options(minutes(value), seed, gateways, folder, naive);
            case "--seed" -> new Options(length, seed(value), gateways, folder, naive);
            case "--gateways" -> new Options(length, seed, gateways(value), folder, naive);
            case "--keep" -> new Options(length, seed, gateways, Optional.of(Path.of(value)), naive);
            default -> throw new UsageException("There is no option " + name + ".");
        };
    }

    private static Duration minutes(String text) {
        if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")) {
            throw new UsageException("--minutes is a number such as 2 or 0.5, not " + text + ".");
        }
        Duration length =
                Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue() * 60);
        if (length.compareTo(SHORTEST) < 0) {
            throw new UsageException("--minutes is at least 0.2, not " + text + ".");
        }
        return length;
    }

    private static long seed(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new UsageException("--seed is a whole number, not " + text + ".");
        }
        return Long.parseLong(text);
    }

    private static int gateways(String text) {
        if (!text.matches("[1-9]")) {
            throw new UsageException("--gateways is 1 to 9, not " + text + ".");
        }
        return Integer.parseInt(text);
    }
}
