package dev.breakwater.gateway.dispatch;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due soon, shared by all members: a bounded window on the backlog that stands in the journal. All work of one supplier
 * belongs to the member that owns the supplier's partition; when that member dies, the next owner finds it here. When the
 * cluster cannot be reached, every member sees to every supplier, and the journal's claims keep them apart.
 */
final class DueWindow {
    private static final Logger log = LoggerFactory.getLogger(DueWindow.class);

    private final HazelcastInstance hazelcast;
    private final IMap<String, Long> due;
    private final BiConsumer<String, UUID> arrival;
    private final Seldom unreachable = new Seldom();

    /** @param arrival told what this member has to see to: the supplier and the cancellation */
    DueWindow(HazelcastInstance hazelcast, BiConsumer<String, UUID> arrival) {
        this.hazelcast = hazelcast;
        this.due = hazelcast.getMap(Cluster.DUE);
        this.arrival = arrival;
        due.addLocalEntryListener((EntryAddedListener<String, Long>) this::arrived);
    }

    private void arrived(EntryEvent<String, Long> event) {
        tell(event.getKey());
    }

    private void tell(String key) {
        int at = key.indexOf('@');
        arrival.accept(key.substring(at + 1), UUID.fromString(key.substring(0, at)));
    }

    /** Puts it where its owner finds it. */
    void put(String supplier, UUID id) {
        boolean shared = reached(() -> due.putIfAbsent(key(supplier, id), System.currentTimeMillis()) == null, false);
        if (!shared && owns(supplier)) {
            arrival.accept(supplier, id);
        }
    }

    void remove(String supplier, UUID id) {
        reached(
                () -> {
                    due.delete(key(supplier, id));
                    return true;
                },
                false);
    }

    /** Whether this member sees to this supplier. */
    boolean owns(String supplier) {
        return reached(
                () -> hazelcast
                        .getCluster()
                        .getLocalMember()
                        .equals(hazelcast
                                .getPartitionService()
                                .getPartition(supplier)
                                .getOwner()),
                true);
    }

    /** Tells again everything that lies with this member: what came over from one that died is among it. */
    void tellAll() {
        Set<String> keys = reached(() -> new HashSet<>(due.localKeySet()), Set.of());
        keys.forEach(this::tell);
    }

    private <T> T reached(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            unreachable.say(
                    () -> log.warn("The cluster cannot be reached; the journal is read instead: {}", e.toString()));
            return otherwise;
        }
    }

    private static String key(String supplier, UUID id) {
        return id + "@" + supplier;
    }
}
