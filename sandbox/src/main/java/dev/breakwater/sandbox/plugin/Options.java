package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line: options that have a value, those that have none, and words. */
record Options(Map<String, String> values, List<String> words) {
    static final String DIR = "--dir";

    /**
     * Reads it.
     *
     * @param valued options that have a value
     * @param flags options that have none
     */
    static Options parse(List<String> arguments, Set<String> valued, Set<String> flags) {
        Map<String, String> values = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (!word.startsWith("-")) {
                words.add(word);
            } else if (flags.contains(word)) {
                values.put(word, "");
            } else if (!valued.contains(word)) {
                throw new UsageException("There is no option " + word + ".");
            } else if (++i == arguments.size()) {
                throw new UsageException("Option " + word + " lacks its value.");
            } else {
                values.put(word, arguments.get(i));
            }
        }
        return new Options(Map.copyOf(values), List.copyOf(words));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    /** @throws UsageException if there are other words than these */
    Options withWords(String... names) {
        if (words.size() < names.length) {
            throw new UsageException(names[words.size()] + " is missing.");
        }
        if (words.size() > names.length) {
            throw new UsageException("It is not clear what " + words.get(names.length) + " means.");
        }
        return this;
    }

    /** The folder that {@code --dir} names, or the current one. */
    Path folder() {
        return path(value(DIR).orElse(""));
    }

    static Path path(String name) {
        return Path.of(name).toAbsolutePath().normalize();
    }
}
