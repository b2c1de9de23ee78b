package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Cancellation;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Tells those who wait for it that a cancellation has ended. What another member ended is not told here. */
public final class Watch {
    private final Map<UUID, CompletableFuture<Cancellation>> waiting = new ConcurrentHashMap<>();

    /** A future that completes when this member ends the cancellation; to be taken before it is accepted. */
    public CompletableFuture<Cancellation> end(UUID id) {
        return waiting.computeIfAbsent(id, key -> new CompletableFuture<>());
    }

    /** Forgets those who waited. */
    public void forget(UUID id) {
        waiting.remove(id);
    }

    /** Told by the journal. */
    public void changed(Cancellation cancellation) {
        if (cancellation.status().isFinal()) {
            CompletableFuture<Cancellation> end = waiting.remove(cancellation.id());
            if (end != null) {
                end.complete(cancellation);
            }
        }
    }
}
