package dev.breakwater.gateway;

import static dev.breakwater.gateway.House.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Quotes;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.dispatch.Cluster;
import dev.breakwater.gateway.dispatch.ClusterSettings;
import dev.breakwater.gateway.dispatch.ClusterSettings.Listed;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.dispatch.Watch;
import dev.breakwater.gateway.intake.Intake;
import dev.breakwater.gateway.postgres.GroupCommitSettings;
import dev.breakwater.sandbox.drill.TcpProxy;
import dev.breakwater.sandbox.drill.TcpProxy.Traffic;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two members on one journal: their work spreads, and nothing is done twice when they lose sight of each other. */
final class ClusterWorkTest {
    private static final Duration A_WHILE = Duration.ofSeconds(40);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @TempDir
    private static Path folder;

    private static House house;

    private final String cluster = "test-" + UUID.randomUUID();
    private final List<Integer> ports = new ArrayList<>();
    private final List<TcpProxy> roads = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();

    @BeforeAll
    static void build() throws Exception {
        house = House.in(folder);
        // The members of this test do its work.
        house.dispatcher().close();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    /** The two reach each other over roads that can be closed. */
    @BeforeEach
    void buildRoads() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.add(free.getLocalPort());
                roads.add(TcpProxy.to(free.getLocalPort()));
            }
        }
    }

    @AfterEach
    void leave() throws IOException {
        peers.forEach(Peer::close);
        for (TcpProxy road : roads) {
            road.close();
        }
    }

    private Peer join() {
        return join(address -> false);
    }

    private Peer join(Predicate<String> dead) {
        int number = peers.size();
        Peer peer = new Peer("member-" + number + "/1", hazelcast(number), dead);
        peers.add(peer);
        return peer;
    }

    private HazelcastInstance hazelcast(int number) {
        Listed members =
                new Listed(roads.stream().map(ClusterWorkTest::entrance).toList());
        return Cluster.start(
                cluster,
                new ClusterSettings(
                        members,
                        "127.0.0.1",
                        Optional.of(ports.get(number)),
                        Optional.of(entrance(roads.get(number)))));
    }

    private static String entrance(TcpProxy road) {
        return "127.0.0.1:" + road.port();
    }

    private void awaitMembers(int number) {
        await().atMost(A_WHILE)
                .until(() -> peers.stream()
                        .allMatch(
                                peer -> peer.hazelcast.getCluster().getMembers().size() == number));
    }

    /** A member's engine, on the house's journal and suppliers. */
    private static final class Peer implements AutoCloseable {
        private final HazelcastInstance hazelcast;
        private final AtomicInteger ended = new AtomicInteger();
        private final Journal journal;
        private final Dispatcher dispatcher;
        private final Intake intake;

        Peer(String owner, HazelcastInstance hazelcast, Predicate<String> dead) {
            this.hazelcast = hazelcast;
            this.journal = new Journal(
                    house.database().dataSource(), GroupCommitSettings.named(owner), one -> ended.incrementAndGet());
            Quotes quotes = new Quotes(house.database().dataSource());
            this.dispatcher =
                    Dispatcher.open(owner, journal, quotes, house.suppliers(), hazelcast, ObservationRegistry.NOOP);
            this.intake = new Intake(house.suppliers(), journal, quotes, dispatcher, new Watch(), hazelcast);
            dispatcher.start(dead);
        }

        List<UUID> accept(String supplier, String prefix, int many) {
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                ids.add(intake.accept(order(supplier, prefix + "-" + supplier + "-" + i), false)
                        .cancellation()
                        .id());
            }
            return ids;
        }

        @Override
        public void close() {
            dispatcher.close();
            journal.close();
            hazelcast.shutdown();
        }
    }

    private static void supplier(String id) throws IOException {
        String yaml = """
                plugin: attraction
                protocol: octo
                baseUrl: %s
                auth: {type: bearer, token: "${file:secrets/glass-tower-token}"}
                currency: EUR
                timeZone: Europe/Paris
                pool: {connections: 2}
                """.formatted(
                        house.sandbox().simulators().of(Supplier.GLASS_TOWER).baseUrl());
        Files.writeString(house.sandbox().configFolder().resolve("suppliers").resolve(id + ".yaml"), yaml);
    }

    private static void assertEachDoneOnce(List<UUID> ids, String name) {
        assertThat(ids).allSatisfy(id -> assertThat(house.settle(id).status()).isEqualTo(Status.CANCELLED));
        List<EffectLog.Entry> effects = house.sandbox().simulators().of(Supplier.GLASS_TOWER).effects().all().stream()
                .filter(entry -> entry.reference().contains("-" + name.toUpperCase(Locale.ROOT)))
                .toList();
        assertThat(effects).hasSize(ids.size()).allSatisfy(entry -> {
            assertThat(entry.commitRequests()).isEqualTo(1);
            assertThat(entry.effects()).isEqualTo(1);
        });
    }

    @Test
    void bothPartsOfASplitGoOnAndNothingIsDoneTwice() throws Exception {
        supplier("split");
        house.suppliers().refresh();
        Peer one = join();
        Peer two = join();
        awaitMembers(2);
        List<UUID> ids = new ArrayList<>(one.accept("split", "SLOW-before", 10));

        for (TcpProxy road : roads) {
            road.set(Traffic.REFUSED);
        }
        long cut = System.nanoTime();
        ids.addAll(one.accept("split", "SLOW-one", 10));
        ids.addAll(two.accept("split", "SLOW-two", 10));
        assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(AT_ONCE);
        awaitMembers(1);
        ids.addAll(one.accept("split", "SLOW-first-part", 10));
        ids.addAll(two.accept("split", "SLOW-second-part", 10));
        await().atMost(A_WHILE).until(() -> one.dispatcher.running() > 0 && two.dispatcher.running() > 0);

        for (TcpProxy road : roads) {
            road.set(Traffic.FLOWS);
        }
        awaitMembers(2);
        ids.addAll(two.accept("split", "SLOW-after", 5));
        assertEachDoneOnce(ids, "split");
        assertThat(one.ended.get() + two.ended.get()).isEqualTo(ids.size());
    }

    @Test
    void workSpreadsWhenAMemberJoinsAndGoesOnWhenOneLeaves() throws Exception {
        int many = 12;
        for (int i = 0; i < many; i++) {
            supplier("spread" + i);
        }
        house.suppliers().refresh();
        Peer one = join();
        one.dispatcher.pause("*", "operator:ops", "test");
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ids.addAll(one.accept("spread" + i, "SLOW", 12));
        }

        Peer two = join();
        awaitMembers(2);
        one.dispatcher.resume("*");
        await().atMost(A_WHILE).until(() -> one.ended.get() > 0 && two.ended.get() > 0);
        one.close();

        assertEachDoneOnce(ids, "spread");
        assertThat(one.ended.get() + two.ended.get()).isEqualTo(ids.size());
    }

    /** A member of the cluster that cannot work: it reaches the others, but not the journal. */
    @Test
    void theOthersSeeToWhatBelongsToAMemberThatIsCutOffFromTheJournal() throws Exception {
        int many = 8;
        for (int i = 0; i < many; i++) {
            supplier("cutoff" + i);
        }
        house.suppliers().refresh();
        HazelcastInstance cutOff = hazelcast(1);
        String address = cutOff.getCluster().getLocalMember().getAddress().toString();
        try {
            Peer one = join(address::equals);
            awaitMembers(2);
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                ids.addAll(one.accept("cutoff" + i, "OK", 2));
            }

            assertEachDoneOnce(ids, "cutoff");
        } finally {
            cutOff.shutdown();
        }
    }
}
