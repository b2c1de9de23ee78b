package dev.breakwater.rail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** What the supplier's words mean, read from a property file beside this class. */
final class WordTable<M extends Enum<M>> {
    private final Map<String, M> meanings;

    WordTable(String file, Class<M> meaning) {
        Properties properties = new Properties();
        try (Reader text = new InputStreamReader(WordTable.class.getResourceAsStream(file), UTF_8)) {
            properties.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.meanings = properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(
                        word -> word,
                        word -> Enum.valueOf(
                                meaning, properties.getProperty(word).strip())));
    }

    Optional<M> meaning(String word) {
        return Optional.ofNullable(meanings.get(word.toUpperCase(ROOT)))
                .or(() -> Optional.ofNullable(meanings.get(word)));
    }
}
