package dev.breakwater.gateway.dispatch;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.PartitioningStrategyConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.strategy.StringPartitioningStrategy;

/** The members of this gateway that know of each other. Memory only; everything in it is rebuilt from the journal. */
public final class Cluster {
    /** Due work: key {@code ID@SUPPLIER}, value the time it was put there. All of a supplier's work has one owner. */
    static final String DUE = "due";

    /** Quotas of suppliers. */
    static final String QUOTAS = "quotas";

    /** Accepted orders by their caller's key. */
    public static final String ACCEPTED = "accepted";

    private static final int ACCEPTED_PER_MEMBER = 200_000;

    private Cluster() {}

    /** Starts a member. It listens on loopback only, and joins nobody. */
    public static HazelcastInstance start(String name) {
        Config config = new Config();
        config.setClusterName(name);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "5");
        config.getJetConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        config.addMapConfig(new MapConfig(DUE)
                .setPartitioningStrategyConfig(
                        new PartitioningStrategyConfig(StringPartitioningStrategy.class.getName())));
        MapConfig accepted = new MapConfig(ACCEPTED).setBackupCount(0).setTimeToLiveSeconds(24 * 60 * 60);
        accepted.getEvictionConfig()
                .setEvictionPolicy(EvictionPolicy.LRU)
                .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                .setSize(ACCEPTED_PER_MEMBER);
        config.addMapConfig(accepted);
        return Hazelcast.newHazelcastInstance(config);
    }
}
