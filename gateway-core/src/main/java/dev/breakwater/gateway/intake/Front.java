package dev.breakwater.gateway.intake;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.breakwater.gateway.dispatch.Cluster;
import dev.breakwater.gateway.dispatch.Seldom;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in the cluster which orders were accepted. It is filled after their commit, may forget, and is never believed: a hit
 * is confirmed in the journal, a miss means nothing.
 */
final class Front {
    private static final Logger log = LoggerFactory.getLogger(Front.class);

    private final IMap<String, String> accepted;
    private final Seldom unreachable = new Seldom();

    Front(HazelcastInstance hazelcast) {
        this.accepted = hazelcast.getMap(Cluster.ACCEPTED);
    }

    Optional<UUID> find(String caller, String key) {
        try {
            return Optional.ofNullable(accepted.get(name(caller, key))).map(UUID::fromString);
        } catch (RuntimeException e) {
            unreachable.say(() -> log.warn(
                    "The cluster cannot be asked for orders accepted before; the journal is: {}", e.toString()));
            return Optional.empty();
        }
    }

    void remember(String caller, String key, UUID id) {
        try {
            accepted.setAsync(name(caller, key), id.toString());
        } catch (RuntimeException e) {
            log.debug("The cluster does not remember {}: {}", id, e.toString());
        }
    }

    private static String name(String caller, String key) {
        return caller + " " + key;
    }
}
