package dev.breakwater.sandbox.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One run of a benchmark: a folder of its own, processes that have ended when it is over, however it ends, and a section of the
 * docs for what was seen.
 */
record Bout(BenchSettings settings, PrintStream out, Section section) {
    /** What is done; the Markdown of what was seen. */
    @FunctionalInterface
    interface Measurement {
        String take(Field field) throws IOException, InterruptedException;
    }

    void run(Measurement measurement) throws IOException, InterruptedException {
        Path var = Files.createDirectories(settings.home().resolve("var"));
        Path folder = Files.createTempDirectory(var, "bench-");
        Field field = new Field(settings, folder);
        Thread closing = new Thread(field::close, "bench-shutdown");
        Runtime.getRuntime().addShutdownHook(closing);
        try {
            String markdown = measurement.take(field);
            Path file = settings.home().resolve("docs/benchmarks.md");
            section.writeInto(file, markdown);
            out.println();
            out.println(markdown);
            out.println("Written to " + file);
        } finally {
            field.close();
            Runtime.getRuntime().removeShutdownHook(closing);
        }
        delete(folder);
    }

    /** Only after a run that went well: else the logs tell why. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
