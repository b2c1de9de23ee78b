package dev.breakwater.gateway.dispatch;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import dev.breakwater.gateway.cancellation.Cancellation;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Tells those who wait for it that a cancellation has ended, whichever member ended it. */
public final class Watch {
    private static final String PURPOSE = "what others ended";

    private final Map<UUID, CompletableFuture<Cancellation>> waiting = new ConcurrentHashMap<>();
    private volatile Optional<Others> others = Optional.empty();

    /** The way to the other members, and what they ended. */
    private record Others(HazelcastInstance hazelcast, Reach reach, Function<UUID, Optional<Cancellation>> journal) {
        private ITopic<String> topic() {
            return hazelcast.getTopic(Cluster.ENDED);
        }

        private boolean areThere() {
            return reach.look(PURPOSE, () -> hazelcast.getCluster().getMembers().size() > 1, false);
        }
    }

    /**
     * Hears from now on what other members end, and tells them.
     *
     * @param journal where to see how it ended
     */
    public void connect(HazelcastInstance hazelcast, Function<UUID, Optional<Cancellation>> journal) {
        Others found = new Others(hazelcast, Reach.of(hazelcast), journal);
        found.topic().addMessageListener(message -> heard(found, message));
        others = Optional.of(found);
    }

    private void heard(Others from, Message<String> message) {
        CompletableFuture<Cancellation> end = waiting.remove(UUID.fromString(message.getMessageObject()));
        if (end != null) {
            // Away from the cluster's own thread, which must not wait for the journal.
            end.completeAsync(() -> from.journal()
                    .apply(UUID.fromString(message.getMessageObject()))
                    .orElseThrow());
        }
    }

    /** A future that completes when the cancellation ends; to be taken before it is accepted. */
    public CompletableFuture<Cancellation> end(UUID id) {
        return waiting.computeIfAbsent(id, key -> new CompletableFuture<>());
    }

    /** Forgets those who waited. */
    public void forget(UUID id) {
        waiting.remove(id);
    }

    /** Told by the journal. */
    public void changed(Cancellation cancellation) {
        if (!cancellation.status().isFinal()) {
            return;
        }
        CompletableFuture<Cancellation> end = waiting.remove(cancellation.id());
        if (end != null) {
            end.complete(cancellation);
            return;
        }
        others.filter(Others::areThere)
                .ifPresent(there -> there.reach()
                        .tell(
                                PURPOSE,
                                () -> there.topic()
                                        .publishAsync(cancellation.id().toString()),
                                () -> {}));
    }

    /** Lets everybody go who still waits: the gateway stops. */
    public void release() {
        waiting.keySet().forEach(id -> {
            CompletableFuture<Cancellation> end = waiting.remove(id);
            if (end != null) {
                end.completeExceptionally(new IllegalStateException("The gateway is stopping"));
            }
        });
    }
}
