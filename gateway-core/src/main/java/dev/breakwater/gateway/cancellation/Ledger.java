package dev.breakwater.gateway.cancellation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What those who run cancellations need of the {@link Journal}; a simulation puts a model in its place. */
public interface Ledger {
    /** Writes a change. The future fails as {@link Journal} says. */
    CompletableFuture<Changed> write(Change change);

    Optional<Cancellation> find(UUID id);

    /** Whether an intent is durable. */
    boolean knowsIntent(UUID intent);

    /** The commit of an intent, and the exchanges that led to it; empty if there is no such intent. */
    Optional<Recorded> recorded(UUID cancellation, UUID intent);

    /** What is due at these suppliers: the longest due and the earliest deadlines, at most so many of each. */
    List<Journal.Due> due(Collection<String> suppliers, int limit);

    /** Suppliers that have something waiting, whether or not they are still configured. */
    List<String> suppliersWithBacklog();

    /** The suppliers that are paused; {@code *} stands for all. */
    List<String> paused();

    void pause(String what, String actor, String reason);

    void resume(String supplier);
}
