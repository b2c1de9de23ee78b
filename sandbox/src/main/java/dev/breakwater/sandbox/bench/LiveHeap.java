package dev.breakwater.sandbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM's live objects take, after a full collection. */
final class LiveHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private LiveHeap() {}

    /** @param pid a JVM of the same user */
    static long bytes(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        // Not through a pipe: a JVM stands still while it tells, and could not empty its own.
        Path told = Files.createTempFile("histogram", ".txt");
        try {
            new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .redirectOutput(told.toFile())
                    .start()
                    .waitFor();
            return total(Files.readString(told));
        } finally {
            Files.delete(told);
        }
    }

    /** The bytes in a histogram's last line. */
    static long total(String histogram) throws IOException {
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException(
                    "jcmd does not tell the heap: " + histogram.lines().limit(5).toList());
        }
        return Long.parseLong(total.group(1));
    }
}
