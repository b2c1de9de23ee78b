package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a member on its own hears of what is due. */
final class DueWindowTest {
    private static final Urgency NOW = Urgency.undated(1);

    private final HazelcastInstance alone = Cluster.start("test-" + UUID.randomUUID(), ClusterSettings.ALONE);
    private final Queue<UUID> told = new ConcurrentLinkedQueue<>();
    private final DueWindow window = new DueWindow(alone, (supplier, id, urgency) -> told.add(id));

    @AfterEach
    void shutdown() {
        alone.shutdown();
    }

    @Test
    void whatTheJournalHasIsHeardOfAlthoughItLiesThereFromBefore() {
        UUID forgotten = UUID.randomUUID();
        window.put("rail", forgotten, NOW);
        await().until(() -> told.contains(forgotten));
        told.clear();

        window.take("rail", forgotten, NOW);

        assertThat(told).containsExactly(forgotten);
    }

    @Test
    void whatLiesThereIsToldAgain() {
        UUID waiting = UUID.randomUUID();
        window.put("rail", waiting, NOW);
        await().until(() -> told.contains(waiting));
        told.clear();

        window.tellAll();

        assertThat(told).containsExactly(waiting);
    }
}
