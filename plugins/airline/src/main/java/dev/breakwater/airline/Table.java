package dev.breakwater.airline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** A table in this plugin's resources, beside this class. Lines that begin with # are comments. */
final class Table {
    private Table() {}

    /** The rows, each cut into its cells, without blanks around them. */
    static List<List<String>> rows(String file, String separator) {
        try (InputStream content = Table.class.getResourceAsStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(content, UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.split(separator, -1))
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
