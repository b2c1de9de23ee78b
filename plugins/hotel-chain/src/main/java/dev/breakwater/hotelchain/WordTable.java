package dev.breakwater.hotelchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Which of our words a word of the protocol means, read from a table in this plugin's resources. */
final class WordTable<E extends Enum<E>> {
    private final Map<String, E> meanings;

    private WordTable(Map<String, E> meanings) {
        this.meanings = meanings;
    }

    /** @throws IllegalArgumentException if the table means something that {@code type} does not have */
    static <E extends Enum<E>> WordTable<E> load(String resource, Class<E> type) {
        Properties rows = new Properties();
        try (InputStream content = WordTable.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException("this jar is incomplete, it has no " + resource);
            }
            rows.load(new InputStreamReader(content, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, E> meanings = new HashMap<>();
        for (String word : rows.stringPropertyNames()) {
            meanings.put(word, Enum.valueOf(type, rows.getProperty(word).strip()));
        }
        return new WordTable<>(Map.copyOf(meanings));
    }

    /** Empty if the table does not know the word. Case does not matter, nor does a blank in place of an underscore. */
    Optional<E> meaning(String word) {
        return Optional.ofNullable(meanings.get(word.strip().replace(' ', '_').toLowerCase(Locale.ROOT)));
    }
}
