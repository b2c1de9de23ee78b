package dev.breakwater.gateway.dispatch;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.strategy.StringPartitioningStrategy;

/** The members of this gateway that know of each other. Memory only; everything in it is rebuilt from the journal. */
public final class Cluster {
    /** Due work: key {@code ID@SUPPLIER}, value its urgency. All of a supplier's work has one owner. */
    static final String DUE = "due";

    /** Quotas of suppliers: key {@code WHAT@SUPPLIER}. */
    static final String QUOTAS = "quotas";

    /** Ids of cancellations that ended. */
    static final String ENDED = "ended";

    /** Accepted orders by their caller's key. */
    public static final String ACCEPTED = "accepted";

    private static final int ACCEPTED_PER_MEMBER = 200_000;

    private Cluster() {}

    /** Starts a member. It listens on loopback only, and joins nobody. */
    public static HazelcastInstance start(String name) {
        return start(name, ClusterSettings.ALONE);
    }

    /**
     * Starts a member.
     *
     * @param name of the cluster; only members of the same name join each other
     */
    public static HazelcastInstance start(String name, ClusterSettings settings) {
        Config config = new Config();
        config.setClusterName(name);
        properties(config);
        config.getJetConfig().setEnabled(false);
        config.getSerializationConfig().setJavaSerializationFilterConfig(onlyOurs());
        network(config.getNetworkConfig(), settings);
        config.addMapConfig(bySupplier(DUE));
        config.addMapConfig(bySupplier(QUOTAS));
        MapConfig accepted = new MapConfig(ACCEPTED).setBackupCount(0).setTimeToLiveSeconds(24 * 60 * 60);
        accepted.getEvictionConfig()
                .setEvictionPolicy(EvictionPolicy.LRU)
                .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                .setSize(ACCEPTED_PER_MEMBER);
        config.addMapConfig(accepted);
        return Hazelcast.newHazelcastInstance(config);
    }

    /**
     * All of a supplier's entries lie with the member that sees to it. Backups are not waited for: one that does not answer must
     * not hold up the others.
     */
    private static MapConfig bySupplier(String map) {
        return new MapConfig(map).setBackupCount(0).setAsyncBackupCount(1);
    }

    private static void properties(Config config) {
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        // What follows '@' decides where a key lies. A map's own strategy is passed over by its asynchronous operations
        // (5.7.0): they put things where nobody looks for them.
        config.setProperty("hazelcast.partitioning.strategy.class", StringPartitioningStrategy.class.getName());
        config.setProperty("hazelcast.metrics.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "4");
        config.setProperty("hazelcast.graceful.shutdown.max.wait", "5");
        // By default the halves of a split look for each other after five minutes only.
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
    }

    private static void network(NetworkConfig network, ClusterSettings settings) {
        network.getInterfaces().setEnabled(true).addInterface(settings.address());
        settings.port().ifPresent(port -> network.setPort(port).setPortAutoIncrement(false));
        settings.advertised().ifPresent(network::setPublicAddress);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (settings.join() instanceof ClusterSettings.Listed listed) {
            join.getTcpIpConfig()
                    .setEnabled(true)
                    .setConnectionTimeoutSeconds(2)
                    .setMembers(listed.members());
        } else if (settings.join() instanceof ClusterSettings.Kubernetes kubernetes) {
            join.getKubernetesConfig().setEnabled(true).setProperty("service-dns", kubernetes.service());
        }
    }

    /** What a member may be sent in Java's own serialization: quotas' operations, and failures. */
    private static JavaSerializationFilterConfig onlyOurs() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        filter.getWhitelist()
                .addPrefixes("io.github.bucket4j.", "com.hazelcast.", "java.lang.", "java.util.Collections", "[");
        return filter;
    }
}
