package dev.breakwater.gateway;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Members;
import dev.breakwater.gateway.dispatch.Reach;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * How many work together, and whether they see each other. A cluster that does not work slows the gateway down, and does not
 * take it down.
 */
@Component("clusterHealthIndicator")
class ClusterHealth implements HealthIndicator {
    private final Members members;
    private final HazelcastInstance hazelcast;

    ClusterHealth(Members members, HazelcastInstance hazelcast) {
        this.members = members;
        this.hazelcast = hazelcast;
    }

    @Override
    public Health health() {
        int connected = connected();
        List<String> alive;
        try {
            alive = members.all().stream()
                    .filter(Members.Seen::isAlive)
                    .map(member -> member.owner() + " at " + member.address())
                    .toList();
        } catch (JournalUnavailable e) {
            alive = List.of();
        }
        return Health.up()
                .withDetail("state", state(connected, alive.size()))
                .withDetail("connected", connected)
                .withDetail("members", alive)
                .build();
    }

    private int connected() {
        try {
            return hazelcast.getCluster().getMembers().size();
        } catch (HazelcastInstanceNotActiveException e) {
            return 0;
        }
    }

    private String state(int connected, int alive) {
        if (connected == 0) {
            return "GONE: everything is asked of the journal, which is slower";
        }
        if (!Reach.of(hazelcast).isWell()) {
            return "DEGRADED: the cluster does not answer in time, and the journal is asked instead";
        }
        if (alive > connected) {
            return "SPLIT: some members on this journal are not connected with this one; quotas may be exceeded";
        }
        return "WHOLE";
    }
}
