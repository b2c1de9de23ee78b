package dev.breakwater.sandbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a file that a command writes, between two marks.
 *
 * @param command the launcher's, as its user types it
 */
record Section(String command) {
    String begin() {
        return "<!-- Written by ./breakwater " + command + ": begin -->";
    }

    String end() {
        return "<!-- Written by ./breakwater " + command + ": end -->";
    }

    /** Puts this text in the place of the one before. The rest of the file stays. */
    void writeInto(Path file, String markdown) throws IOException {
        String section = begin() + "\n" + markdown + end();
        String text = Files.exists(file) ? Files.readString(file) : "# Benchmarks\n\n" + begin() + "\n" + end() + "\n";
        int begin = text.indexOf(begin());
        int end = text.indexOf(end());
        if (begin < 0 || end < begin) {
            throw new IOException(
                    file + " lacks the lines " + begin() + " and " + end() + "; put them where the table belongs.");
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.substring(0, begin) + section + text.substring(end + end().length()));
    }
}
