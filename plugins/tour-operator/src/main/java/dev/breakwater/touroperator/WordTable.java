package dev.breakwater.touroperator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the supplier's words and codes mean, read from a property file beside this class. */
final class WordTable<M> {
    private final Map<String, M> meanings;

    WordTable(String file, Function<String, M> meaning) {
        Properties properties = new Properties();
        try (Reader text = new InputStreamReader(WordTable.class.getResourceAsStream(file), UTF_8)) {
            properties.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.meanings = properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        word -> meaning.apply(properties.getProperty(word).strip())));
    }

    /** A word's meaning, whatever its case and the blanks in it: some suppliers write "On Hold". */
    Optional<M> meaning(String word) {
        return exactly(word.replaceAll("[\\s\\u00a0]", "").toUpperCase(ROOT));
    }

    Optional<M> exactly(String key) {
        return Optional.ofNullable(meanings.get(key));
    }
}
