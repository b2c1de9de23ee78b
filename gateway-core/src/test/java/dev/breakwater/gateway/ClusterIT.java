package dev.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.ClusterUnderTest.Gateway;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three gateways as their users start them, and what happens to the work of one that dies, sleeps or leaves. */
class ClusterIT {
    private static final Duration TAKEOVER = Duration.ofSeconds(5);
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static ClusterUnderTest cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = new ClusterUnderTest(folder, 3, Timing.standard().withSlow(Duration.ofSeconds(3)));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static void accept(String name, int many) throws Exception {
        for (int i = 0; i < many; i++) {
            Gateway gateway = cluster.gateways().get(i % cluster.gateways().size());
            assertThat(gateway.order("SLOW-" + name + "-" + i).statusCode()).isEqualTo(202);
        }
    }

    private static long count(String condition) {
        return cluster.ask(Long.class, "select count(*) from cancellation where " + condition);
    }

    private static Gateway busiest() throws IOException {
        String owner = cluster.ask(
                String.class,
                "select claimed_by from cancellation where claimed_by is not null group by 1 order by count(*) desc");
        for (Gateway gateway : cluster.gateways()) {
            if (owner.startsWith(gateway.name())) {
                return gateway;
            }
        }
        throw new AssertionError("Nobody is " + owner);
    }

    private static void assertEachDoneOnce(String name, int many) {
        await().atMost(A_WHILE)
                .until(() -> count("status = 'CANCELLED' and booking_reference like '%-" + name + "-%'") == many);
        List<EffectLog.Entry> effects = cluster.sandbox().simulators().octo().effects().all().stream()
                .filter(entry -> entry.reference().contains("-" + name.toUpperCase(Locale.ROOT) + "-"))
                .toList();
        assertThat(effects).hasSize(many).allSatisfy(entry -> {
            assertThat(entry.commitRequests()).isEqualTo(1);
            assertThat(entry.effects()).isEqualTo(1);
        });
    }

    @Test
    void theWorkOfAKilledMemberIsTakenOverWithinFiveSeconds() throws Exception {
        accept("killed", 60);
        await().until(() -> count("claimed_by is not null") > 10);
        Gateway victim = busiest();
        String its = "claimed_by like '" + victim.name() + "/%'";
        long underWay = count(its);

        long begin = System.nanoTime();
        victim.kill();
        await().atMost(TAKEOVER).until(() -> count(its) == 0);
        System.out.printf(
                "Takeover: %d cancellations of a killed member were with others after %d ms%n",
                underWay, Duration.ofNanos(System.nanoTime() - begin).toMillis());

        assertThat(underWay).isPositive();
        assertEachDoneOnce("killed", 60);
        assertThat(count("status_reason = 'FOUND_DONE'")).isPositive();
    }
}
