package dev.breakwater.gateway.dispatch;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What is due soon, shared by all members: a bounded window on the backlog that stands in the journal. All work of one supplier
 * belongs to the member that owns the supplier's partition; when that member dies, the next owner finds it here. When the
 * cluster cannot be reached, every member sees to every supplier, and the journal's claims keep them apart.
 */
final class DueWindow {
    private static final String PURPOSE = "who works on what";

    private final HazelcastInstance hazelcast;
    private final Reach reach;
    private final IMap<String, Object> due;
    private final Arrival arrival;
    private volatile Predicate<String> dead = address -> false;

    /** Told what this member has to see to. */
    interface Arrival {
        void arrived(String supplier, UUID id, Urgency urgency);
    }

    DueWindow(HazelcastInstance hazelcast, Arrival arrival) {
        this.hazelcast = hazelcast;
        this.reach = Reach.of(hazelcast);
        this.due = hazelcast.getMap(Cluster.DUE);
        this.arrival = arrival;
        due.addLocalEntryListener((EntryAddedListener<String, Object>) this::arrived);
    }

    /**
     * Sees from now on to what belongs to such members, too: they are in the cluster, but cannot work.
     *
     * @param judge of a member's address
     */
    void standInFor(Predicate<String> judge) {
        dead = judge;
    }

    private void arrived(EntryEvent<String, Object> event) {
        tell(event.getKey(), event.getValue());
    }

    private void tell(String key, Object value) {
        int at = key.indexOf('@');
        arrival.arrived(key.substring(at + 1), UUID.fromString(key.substring(0, at)), Urgency.unpacked(value));
    }

    /** Puts it where its owner finds it, sooner or later: it is not waited for. */
    void put(String supplier, UUID id, Urgency urgency) {
        reach.tell(PURPOSE, () -> due.setAsync(key(supplier, id), urgency.packed()), () -> {
            if (owns(supplier)) {
                arrival.arrived(supplier, id, urgency);
            }
        });
    }

    /** Takes from the journal what this member sees to itself: it is here at once, whatever the cluster is busy with. */
    void take(String supplier, UUID id, Urgency urgency) {
        reach.tell(PURPOSE, () -> due.setAsync(key(supplier, id), urgency.packed()), () -> {});
        arrival.arrived(supplier, id, urgency);
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
        return owner == null
                || owner.localMember()
                || dead.test(owner.getAddress().toString());
    }

    /**
     * Tells again everything that lies with this member: what came over from one that died is among it. May take long while
     * members come and go.
     */
    void tellAll() {
        reach.look(PURPOSE, () -> due.getAll(due.localKeySet()), Map.<String, Object>of())
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
