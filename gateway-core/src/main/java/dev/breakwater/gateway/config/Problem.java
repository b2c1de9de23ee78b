package dev.breakwater.gateway.config;

import static java.util.Objects.requireNonNull;

/**
 * Something wrong with a file, said so that a person can mend it.
 *
 * @param file the file, relative to the folder of the configuration where it lies in there
 * @param path the dotted path of the key, such as {@code timeouts.connect}; empty: the file as a whole
 * @param line counted from 1; 0: not known
 * @param sentence what is wrong and what is allowed; never a secret
 */
public record Problem(String file, String path, int line, String sentence) {
    public Problem {
        requireNonNull(file, "file");
        requireNonNull(path, "path");
        requireNonNull(sentence, "sentence");
        if (line < 0) {
            throw new IllegalArgumentException("line is negative: " + line);
        }
    }

    /** A problem of a file as a whole. */
    public static Problem of(String file, String sentence) {
        return new Problem(file, "", 0, sentence);
    }

    /** {@code file:line: path sentence} */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + (path.isEmpty() ? "" : path + " ") + sentence;
    }
}
