package dev.breakwater.hotelchain;

import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An error's body.
 *
 * @param type what kind of error it is, empty if it does not tell
 * @param details the types of the single errors
 */
record Problem(String type, List<String> details, String message) {
    private static final int EXCERPT = 200;

    Problem {
        details = List.copyOf(details);
    }

    /** A body that is no error's has no types. Only if it is no JSON either its beginning is the message: JSON has names in it. */
    static Problem read(WireReply reply) {
        Optional<JsonView> body = JsonView.parse(reply.text())
                .filter(objects -> objects.size() == 1)
                .map(objects -> objects.get(0))
                .filter(object -> object.has("type"));
        return body.map(Problem::read).orElseGet(() -> new Problem("", List.of(), excerpt(reply)));
    }

    private static Problem read(JsonView error) {
        List<JsonView> errors = error.objects("errors");
        String messages = Stream.concat(Stream.of(error), errors.stream())
                .flatMap(one -> one.text("message").stream())
                .collect(Collectors.joining("; "));
        return new Problem(
                error.text("type").orElse(""),
                errors.stream().flatMap(one -> one.text("type").stream()).toList(),
                messages);
    }

    /** The first of the single errors that the table knows tells more than the whole, unless one of them is a failure. */
    Optional<Meaning> meaning(WordTable<Meaning> table) {
        List<Meaning> all = Stream.concat(details.stream(), Stream.of(type))
                .flatMap(word -> table.meaning(word).stream())
                .toList();
        return all.contains(Meaning.FAILED)
                ? Optional.of(Meaning.FAILED)
                : all.stream().findFirst();
    }

    SupplierWord word(int status) {
        String types =
                Stream.concat(Stream.of(type), details.stream()).distinct().collect(Collectors.joining(" "));
        return new SupplierWord(types.isBlank() ? "HTTP " + status : types, message);
    }

    private static String excerpt(WireReply reply) {
        String text = reply.text().strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            return "";
        }
        return text.substring(0, Math.min(EXCERPT, text.length()))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
    }
}
