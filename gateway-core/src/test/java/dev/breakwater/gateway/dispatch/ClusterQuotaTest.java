package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.supplier.Protection;
import dev.breakwater.gateway.supplier.SupplierConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClusterQuotaTest {
    /** At once: a twentieth, which is 10. */
    private static final SupplierConfig CONFIG = config(200);

    private final FakeRestraints restraints = new FakeRestraints(new FakeTime());
    private final HazelcastInstance hazelcast = Cluster.start("quota-" + UUID.randomUUID());
    private final ClusterQuota quota = new ClusterQuota(hazelcast, restraints, Runnable::run);

    @AfterEach
    void shutDown() {
        hazelcast.shutdown();
    }

    private static SupplierConfig config(int perSecond) {
        Protection.Quota quota = new Protection.Quota(Optional.of(perSecond), Optional.empty(), Optional.of(1_000));
        return Configs.config(new Protection(20, 1, quota, Protection.Breaker.STANDARD, Protection.Busy.SUPPLIER));
    }

    private void assertAtOnce(long most) {
        await().until(() -> quota.left(CONFIG).now().orElseThrow() == most);
        await().during(Duration.ofMillis(100))
                .until(() -> quota.left(CONFIG).now().orElseThrow() == most);
    }

    @Test
    void asksTheClusterOnceBeforeThereIsWorkAndLeavesNothingThere() {
        quota.prepare();

        assertThat(Reach.of(hazelcast).isWell()).isTrue();
        assertThat(hazelcast.getMap(Cluster.QUOTAS).size()).isZero();
    }

    @Test
    void leavesAClusterInPeaceThatDoesNotAnswerThen() {
        Reach reach = Reach.of(hazelcast);
        hazelcast.shutdown();

        quota.prepare();

        assertThat(reach.ask("something else", () -> CompletableFuture.completedFuture("asked"), "not asked"))
                .isEqualTo("not asked");
    }

    @Test
    void sharesAQuotaWithThosePartsOfTheClusterThatItCannotReach() {
        quota.lookAround();
        assertAtOnce(10);

        restraints.live(2);
        quota.lookAround();

        assertAtOnce(5);
    }

    @Test
    void keepsToItsShareWhenTheClusterIsGone() {
        restraints.live(5);
        quota.lookAround();

        hazelcast.shutdown();

        assertAtOnce(2);
    }

    @Test
    void takesFromAllQuotasOrFromNone() {
        SupplierConfig scarce = config(1);
        await().until(() -> quota.take(scarce).isZero());
        int today = quota.left(scarce).today().orElseThrow();

        assertThat(quota.take(scarce)).isPositive();
        assertThat(quota.left(scarce).today()).hasValue(today);

        quota.giveBack(scarce);
        assertThat(quota.left(scarce).today()).hasValue(today + 1);
        assertThat(quota.take(scarce)).isZero();
    }
}
