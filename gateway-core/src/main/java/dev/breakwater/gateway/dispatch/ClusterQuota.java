package dev.breakwater.gateway.dispatch;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.supplier.SupplierConfig;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Quotas shared by all members; while the cluster is out of reach, each member's own. */
final class ClusterQuota implements Quota {
    private final Reach reach;
    private final ProxyManager<String> shared;
    private final Map<String, Bucket> sharedBuckets = new ConcurrentHashMap<>();
    private final Map<String, Bucket> ownBuckets = new ConcurrentHashMap<>();

    ClusterQuota(HazelcastInstance hazelcast) {
        this.reach = Reach.of(hazelcast);
        this.shared = Bucket4jHazelcast.entryProcessorBasedBuilder(hazelcast.<String, byte[]>getMap(Cluster.QUOTAS))
                .build();
    }

    @Override
    public Duration take(SupplierConfig supplier) {
        if (supplier.callsPerSecond().isEmpty()) {
            return Duration.ZERO;
        }
        int perSecond = supplier.callsPerSecond().get();
        String key = perSecond + "@" + supplier.id();
        Optional<Duration> wait = reach.look(
                "for quotas",
                () -> Optional.of(take(sharedBuckets.computeIfAbsent(
                        key, name -> shared.builder().build(name, () -> perSecond(perSecond))))),
                Optional.empty());
        return wait.orElseGet(() -> take(ownBuckets.computeIfAbsent(
                key,
                name -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .build())));
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
