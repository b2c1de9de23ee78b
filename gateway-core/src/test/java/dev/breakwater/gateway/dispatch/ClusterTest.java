package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import dev.breakwater.gateway.dispatch.ClusterSettings.Listed;
import dev.breakwater.sandbox.stage.Ports;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Members that form a cluster, and those that must not. */
final class ClusterTest {
    private final String name = "test-" + UUID.randomUUID();
    private final List<HazelcastInstance> started = new ArrayList<>();

    @AfterEach
    void shutdown() {
        started.forEach(HazelcastInstance::shutdown);
    }

    private HazelcastInstance start(String cluster, int port, List<Integer> all) {
        Listed join = new Listed(all.stream().map(one -> "127.0.0.1:" + one).toList());
        HazelcastInstance member =
                Cluster.start(cluster, new ClusterSettings(join, "127.0.0.1", Optional.of(port), Optional.empty()));
        started.add(member);
        return member;
    }

    @Test
    void membersOfOneListJoinAndShareQuotas() throws IOException {
        List<Integer> ports = List.of(Ports.anyFree(), Ports.anyFree());
        HazelcastInstance one = start(name, ports.get(0), ports);
        HazelcastInstance two = start(name, ports.get(1), ports);

        await().until(() -> one.getCluster().getMembers().size() == 2);
        for (int i = 0; i < 10; i++) {
            String key = "bucket " + i;
            assertThat(bucket(one, key).tryConsume(6)).isTrue();
            assertThat(bucket(two, key).tryConsume(6)).isFalse();
        }
    }

    private static Bucket bucket(HazelcastInstance member, String key) {
        return Bucket4jHazelcast.entryProcessorBasedBuilder(member.<String, byte[]>getMap(Cluster.QUOTAS))
                .build()
                .builder()
                .build(
                        key,
                        () -> BucketConfiguration.builder()
                                .addLimit(limit -> limit.capacity(10).refillIntervally(10, Duration.ofHours(1)))
                                .build());
    }

    @Test
    void gatewaysOnDifferentDatabasesDoNotJoin() throws IOException {
        List<Integer> ports = List.of(Ports.anyFree(), Ports.anyFree());
        HazelcastInstance one = start(name, ports.get(0), ports);
        HazelcastInstance other = start(name + "-other", ports.get(1), ports);

        assertThat(one.getCluster().getMembers()).hasSize(1);
        assertThat(other.getCluster().getMembers()).hasSize(1);
    }

    @Test
    void whatIsNotOursIsNotDeserialized() throws IOException {
        HazelcastInstance member = start(name, Ports.anyFree(), List.of());
        IMap<String, Object> map = member.getMap("anything");
        map.set("hostile", new Hostile());

        assertThatExceptionOfType(HazelcastSerializationException.class)
                .isThrownBy(() -> map.get("hostile"))
                .havingRootCause()
                .isInstanceOf(SecurityException.class);
        assertThat(Hostile.read).isFalse();
    }

    /** What an attacker would send: it does something when it is read. */
    private static final class Hostile implements Serializable {
        private static final long serialVersionUID = 1L;
        private static boolean read;

        private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
            stream.defaultReadObject();
            read = true;
        }
    }
}
