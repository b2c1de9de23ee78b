package dev.breakwater.gateway.dispatch;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What is due soon, shared by all members: a bounded window on the backlog that stands in the journal. All work of one supplier
 * belongs to the member that owns the supplier's partition; when that member dies, the next owner finds it here. When the
 * cluster cannot be reached, every member sees to every supplier, and the journal's claims keep them apart.
 */
final class DueWindow {
    private static final String PURPOSE = "who works on what";

    private final HazelcastInstance hazelcast;
    private final Reach reach;
    private final IMap<String, Long> due;
    private final BiConsumer<String, UUID> arrival;

    /** @param arrival told what this member has to see to: the supplier and the cancellation */
    DueWindow(HazelcastInstance hazelcast, BiConsumer<String, UUID> arrival) {
        this.hazelcast = hazelcast;
        this.reach = Reach.of(hazelcast);
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

    /** Puts it where its owner finds it, sooner or later: it is not waited for. */
    void put(String supplier, UUID id) {
        reach.tell(PURPOSE, () -> due.setAsync(key(supplier, id), System.currentTimeMillis()), () -> {
            if (owns(supplier)) {
                arrival.accept(supplier, id);
            }
        });
    }

    void remove(String supplier, UUID id) {
        reach.tell(PURPOSE, () -> due.deleteAsync(key(supplier, id)), () -> {});
    }

    /** Whether this member sees to this supplier. */
    boolean owns(String supplier) {
        return reach.look(PURPOSE, () -> isOwner(supplier), true);
    }

    private boolean isOwner(String supplier) {
        Member owner = hazelcast.getPartitionService().getPartition(supplier).getOwner();
        return owner == null || owner.localMember();
    }

    /** Tells again everything that lies with this member: what came over from one that died is among it. */
    void tellAll() {
        reach.look(PURPOSE, () -> new HashSet<>(due.localKeySet()), Set.<String>of())
                .forEach(this::tell);
    }

    /** Leaves the cluster: from now on others see to what this member saw to. */
    void leave() {
        reach.leave();
        hazelcast.shutdown();
    }

    private static String key(String supplier, UUID id) {
        return id + "@" + supplier;
    }
}
