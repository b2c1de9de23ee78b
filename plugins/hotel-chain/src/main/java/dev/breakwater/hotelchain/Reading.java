package dev.breakwater.hotelchain;

import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A reply to a read: what was asked for, or why not. */
sealed interface Reading<T> {
    record Content<T>(T value) implements Reading<T> {}

    record Failure<T>(Meaning meaning, SupplierWord word) implements Reading<T> {}

    /** @param shape reads the objects of a body with status 200 */
    static <T> Reading<T> of(WireReply reply, Function<List<JsonView>, Reading<T>> shape) {
        Optional<List<JsonView>> body = JsonView.parse(reply.text()).filter(objects -> reply.status() == 200);
        return body.map(shape).orElseGet(() -> failure(reply));
    }

    static <T> Reading<T> failure(WireReply reply) {
        Problem problem = Problem.read(reply);
        return new Failure<>(Tables.meaningOf(reply.status(), problem), problem.word(reply.status()));
    }

    static <T> Reading<T> failure(Meaning meaning, String text) {
        return new Failure<>(meaning, new SupplierWord("", text));
    }

    default <R> R fold(Function<T, R> content, Function<Failure<T>, R> failure) {
        return this instanceof Content<T> found ? content.apply(found.value()) : failure.apply((Failure<T>) this);
    }
}
