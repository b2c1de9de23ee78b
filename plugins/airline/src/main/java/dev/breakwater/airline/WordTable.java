package dev.breakwater.airline;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an airline's words mean. Neither case nor blanks around a word matter. */
final class WordTable<M extends Enum<M>> {
    private final Map<String, M> meanings;

    WordTable(String file, Class<M> meaning) {
        this.meanings = Table.rows(file, "=").stream()
                .collect(Collectors.toUnmodifiableMap(
                        (List<String> row) -> row.get(0), row -> Enum.valueOf(meaning, row.get(1))));
    }

    /** Empty if the table does not know the word. */
    Optional<M> meaning(String word) {
        return Optional.ofNullable(meanings.get(word.strip().toUpperCase(ROOT)));
    }
}
