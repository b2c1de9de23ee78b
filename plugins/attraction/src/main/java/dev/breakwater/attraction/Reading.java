package dev.breakwater.attraction;

import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A reply, read: what was asked for, or why not. The body decides; the HTTP status only where the body tells nothing. */
sealed interface Reading<T> {
    record Content<T>(T value) implements Reading<T> {}

    record Problem<T>(Meaning meaning, SupplierWord word) implements Reading<T> {}

    /** @param shape reads the objects of the body; empty if they are not what was asked for */
    static <T> Reading<T> of(WireReply reply, Function<List<JsonView>, Optional<T>> shape) {
        Optional<List<JsonView>> body = JsonView.parse(reply.text());
        Optional<JsonView> error =
                body.filter(b -> b.size() == 1).map(b -> b.get(0)).filter(b -> b.has("error"));
        if (error.isPresent()) {
            return problem(reply, error.get());
        }
        return body.filter(b -> reply.is2xx())
                .flatMap(shape)
                .<Reading<T>>map(Content::new)
                .orElseGet(() -> Reading.unreadable(reply));
    }

    /** This reply cannot be what it should be. */
    static <T> Reading<T> unreadable(WireReply reply) {
        return new Problem<>(
                Tables.meaningOf(reply.status()), new SupplierWord("HTTP " + reply.status(), excerpt(reply)));
    }

    private static <T> Reading<T> problem(WireReply reply, JsonView error) {
        SupplierWord word = new SupplierWord(
                error.text("error").orElse(""), error.text("errorMessage").orElse(""));
        boolean contradictory = reply.is2xx() && error.has("status");
        Meaning meaning = contradictory
                ? Meaning.UNREADABLE
                : Tables.ERRORS.exactMeaning(word.code()).orElseGet(() -> Tables.meaningOf(reply.status()));
        return new Problem<>(meaning, word);
    }

    private static String excerpt(WireReply reply) {
        String text = reply.text();
        return text.substring(0, Math.min(200, text.length()))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
    }

    default <R> R fold(Function<T, R> content, Function<Problem<T>, R> problem) {
        return this instanceof Content<T> found ? content.apply(found.value()) : problem.apply((Problem<T>) this);
    }
}
