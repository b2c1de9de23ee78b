package dev.breakwater.gateway.intake;

import dev.breakwater.gateway.cancellation.Cancellation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What an order came to.
 *
 * @param cancellation the one that stands for it, durable
 * @param end completes when this member ends it; only for a new one that is watched
 */
public record Receipt(Kind kind, Cancellation cancellation, Optional<CompletableFuture<Cancellation>> end) {
    /** How the order and the cancellation belong together. */
    public enum Kind {
        /** A new one. */
        ACCEPTED,
        /** The one that the same key and request stood for before. */
        REPLAYED,
        /** The one that another order for the same booking and scope stood for before. */
        DUPLICATE
    }

    static Receipt of(Kind kind, Cancellation cancellation) {
        return new Receipt(kind, cancellation, Optional.empty());
    }
}
