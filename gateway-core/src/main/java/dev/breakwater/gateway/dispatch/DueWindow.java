package dev.breakwater.gateway.dispatch;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import java.util.Map;
import java.util.UUID;
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
    private final IMap<String, Object> due;
    private final Arrival arrival;

    /** Told what this member has to see to. */
    interface Arrival {
        void arrived(String supplier, UUID id, Urgency urgency);
    }

    DueWindow(HazelcastInstance hazelcast, Arrival arrival) {
        this.hazelcast = hazelcast;
        this.due = hazelcast.getMap(Cluster.DUE);
        this.arrival = arrival;
        due.addLocalEntryListener((EntryAddedListener<String, Object>) this::arrived);
    }

    private void arrived(EntryEvent<String, Object> event) {
        tell(event.getKey(), event.getValue());
    }

    private void tell(String key, Object value) {
        int at = key.indexOf('@');
        arrival.arrived(key.substring(at + 1), UUID.fromString(key.substring(0, at)), Urgency.unpacked(value));
    }

    /** Puts it where its owner finds it. */
    void put(String supplier, UUID id, Urgency urgency) {
        boolean shared = reached(() -> due.putIfAbsent(key(supplier, id), urgency.packed()) == null, false);
        if (!shared && owns(supplier)) {
            arrival.arrived(supplier, id, urgency);
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
        Map<String, Object> all = reached(() -> due.getAll(due.localKeySet()), Map.of());
        all.forEach(this::tell);
    }

    private static <T> T reached(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            log.warn("The cluster cannot be reached; the journal is read instead: {}", e.toString());
            return otherwise;
        }
    }

    private static String key(String supplier, UUID id) {
        return id + "@" + supplier;
    }
}
