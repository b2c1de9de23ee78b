package dev.breakwater.gateway.dispatch;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.cancellation.Restraints;
import dev.breakwater.gateway.supplier.Protection;
import dev.breakwater.gateway.supplier.SupplierConfig;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Quotas shared by all members. Seconds and minutes are counted in the cluster. When it is split, its parts share a quota by the
 * number of members that the journal knows; while it is out of reach, each member keeps to its own share. Days are counted in the
 * journal.
 */
final class ClusterQuota implements Quota {
    private static final String PURPOSE = "for quotas";

    private final HazelcastInstance hazelcast;
    private final Reach reach;
    private final Restraints restraints;
    private final DayQuota days;
    private final ProxyManager<String> shared;
    private final Map<String, AsyncBucketProxy> sharedBuckets = new ConcurrentHashMap<>();
    private final Map<String, Bucket> ownBuckets = new ConcurrentHashMap<>();
    /** How many members there are, for when the cluster cannot be asked. */
    private volatile int members = 1;
    /** Into how many parts the cluster has fallen, as seen from this one. */
    private volatile int parts = 1;

    /** @param errands runs what has to ask the journal */
    ClusterQuota(HazelcastInstance hazelcast, Restraints restraints, Executor errands) {
        this.hazelcast = hazelcast;
        this.reach = Reach.of(hazelcast);
        this.restraints = restraints;
        this.days = new DayQuota(restraints, errands, System::nanoTime);
        this.shared = Bucket4jHazelcast.entryProcessorBasedBuilder(hazelcast.<String, byte[]>getMap(Cluster.QUOTAS))
                .build();
    }

    /** Has the cluster answer once, so that who has work to do does not wait for what it needs only at first. */
    void prepare() {
        reach.tread(PURPOSE, () -> shared.asAsync().getProxyConfiguration("no supplier"));
    }

    @Override
    public Duration take(SupplierConfig supplier) {
        Optional<Integer> perDay = supplier.protection().quota().perDay();
        Duration wait = perDay.map(calls -> days.take(supplier.id(), calls)).orElse(Duration.ZERO);
        if (!wait.isZero()) {
            return wait;
        }
        wait = bucket(
                        supplier,
                        bucket -> bucket.tryConsumeAndReturnRemaining(1),
                        bucket -> bucket.tryConsumeAndReturnRemaining(1))
                .map(ClusterQuota::wait)
                .orElse(Duration.ZERO);
        if (!wait.isZero() && perDay.isPresent()) {
            days.giveBack(supplier.id());
        }
        return wait;
    }

    @Override
    public void giveBack(SupplierConfig supplier) {
        if (supplier.protection().quota().perDay().isPresent()) {
            days.giveBack(supplier.id());
        }
        bucket(supplier, bucket -> bucket.addTokens(1).thenApply(done -> true), bucket -> {
            bucket.addTokens(1);
            return true;
        });
    }

    @Override
    public Left left(SupplierConfig supplier) {
        return new Left(
                bucket(supplier, AsyncBucketProxy::getAvailableTokens, Bucket::getAvailableTokens),
                supplier.protection().quota().perDay().map(calls -> days.left(supplier.id(), calls)));
    }

    /** Remembers how many members there are, and how many of them can be reached. */
    void lookAround() {
        int living = restraints.livingMembers();
        int reached = reach.look(
                "its members", () -> hazelcast.getCluster().getMembers().size(), 0);
        members = Math.max(1, Math.max(reached, living));
        if (reached > 0) {
            parts = (members + reached - 1) / reached;
        }
        days.settle();
    }

    void close() {
        days.close();
    }

    /** Empty where nothing is limited. */
    private <T> Optional<T> bucket(
            SupplierConfig supplier, Function<AsyncBucketProxy, CompletableFuture<T>> use, Function<Bucket, T> alone) {
        Protection.Quota quota = supplier.protection().quota();
        if (!Rates.limit(quota)) {
            return Optional.empty();
        }
        String key = quota.perSecond().orElse(0) + " " + quota.perMinute().orElse(0) + "@" + supplier.id();
        int into = parts;
        Optional<T> answer = reach.ask(
                PURPOSE,
                () -> use.apply(sharedBuckets.computeIfAbsent(
                                into + " " + key,
                                name -> shared.asAsync()
                                        .builder()
                                        .build(name, () -> CompletableFuture.completedFuture(Rates.of(quota, into)))))
                        .thenApply(Optional::of),
                Optional.empty());
        if (answer.isPresent()) {
            return answer;
        }
        int share = members;
        return Optional.of(alone.apply(ownBuckets.computeIfAbsent(
                share + " " + key, name -> own(quota, share, TimeMeter.SYSTEM_MILLISECONDS))));
    }

    static Bucket own(Protection.Quota quota, int members, TimeMeter clock) {
        LocalBucketBuilder bucket = Bucket.builder().withCustomTimePrecision(clock);
        for (Bandwidth limit : Rates.of(quota, members).getBandwidths()) {
            bucket.addLimit(limit);
        }
        return bucket.build();
    }

    private static Duration wait(ConsumptionProbe probe) {
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }
}
