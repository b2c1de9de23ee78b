package dev.breakwater.gateway.dispatch;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import dev.breakwater.gateway.supplier.SupplierConfig;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quotas shared by all members; while the cluster is out of reach, each member's own. */
final class ClusterQuota implements Quota {
    private static final Logger log = LoggerFactory.getLogger(ClusterQuota.class);

    private final ProxyManager<String> shared;
    private final Map<String, Bucket> sharedBuckets = new ConcurrentHashMap<>();
    private final Map<String, Bucket> ownBuckets = new ConcurrentHashMap<>();

    ClusterQuota(HazelcastInstance hazelcast) {
        this.shared = Bucket4jHazelcast.entryProcessorBasedBuilder(hazelcast.<String, byte[]>getMap(Cluster.QUOTAS))
                .build();
    }

    @Override
    public Duration take(SupplierConfig supplier) {
        if (supplier.callsPerSecond().isEmpty()) {
            return Duration.ZERO;
        }
        int perSecond = supplier.callsPerSecond().get();
        String key = supplier.id() + " " + perSecond;
        try {
            return take(sharedBuckets.computeIfAbsent(
                    key, name -> shared.builder().build(name, () -> perSecond(perSecond))));
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            log.warn(
                    "The cluster cannot be asked for the quota of {}; this member keeps its own: {}",
                    supplier.id(),
                    e.toString());
            return take(ownBuckets.computeIfAbsent(
                    key,
                    name -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                            .build()));
        }
    }

    private static Duration take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private static BucketConfiguration perSecond(int calls) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, Duration.ofSeconds(1)))
                .build();
    }
}
