package dev.breakwater.gateway.intake;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.breakwater.gateway.dispatch.Cluster;
import dev.breakwater.gateway.dispatch.Reach;
import java.util.Optional;
import java.util.UUID;

/**
 * Remembers in the cluster which orders were accepted. It is filled after their commit, may forget, and is never believed: a hit
 * is confirmed in the journal, a miss means nothing.
 */
final class Front {
    private static final String PURPOSE = "which orders were accepted before";

    private final IMap<String, String> accepted;
    private final Reach reach;

    Front(HazelcastInstance hazelcast) {
        this.accepted = hazelcast.getMap(Cluster.ACCEPTED);
        this.reach = Reach.of(hazelcast);
    }

    /** Has the cluster answer once, which takes longer than later. */
    void prepare() {
        reach.tread(PURPOSE, () -> accepted.getAsync("nobody"));
    }

    Optional<UUID> find(String caller, String key) {
        return Optional.ofNullable(reach.ask(PURPOSE, () -> accepted.getAsync(name(caller, key)), null))
                .map(UUID::fromString);
    }

    void remember(String caller, String key, UUID id) {
        reach.tell(PURPOSE, () -> accepted.setAsync(name(caller, key), id.toString()), () -> {});
    }

    private static String name(String caller, String key) {
        return caller + " " + key;
    }
}
