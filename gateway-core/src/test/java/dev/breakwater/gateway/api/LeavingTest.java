package dev.breakwater.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.GatewayUnderTest;
import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.gateway.intake.Intake;
import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.SandboxSettings;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that loses its cluster, and then stops. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeavingTest {
    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static GatewayUnderTest gateway;
    private static Client web;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder.resolve("sandbox"))
                .withSuppliers(Set.of(Supplier.GLASS_TOWER, Supplier.ALPINE_RAIL)));
        gateway = GatewayUnderTest.start(sandbox.configFolder(), folder.resolve("data"));
        web = new Client(gateway.address(), sandbox.key(Caller.WEB));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    @Order(1)
    void worksWithItsCluster() {
        // A cluster that has just started may not have answered in time yet.
        await().untilAsserted(() -> assertThat(web.get("/actuator/health").at("/components/cluster/details/state"))
                .isEqualTo("WHOLE"));
        assertThat(web.ended(Client.order("glass-tower", "OK-before")).at("/status"))
                .isEqualTo("CANCELLED");
    }

    @Test
    @Order(2)
    void acceptsAndWorksWithoutItsClusterAndSaysSo() {
        gateway.bean(HazelcastInstance.class).shutdown();

        assertThat(web.ended(Client.order("glass-tower", "OK-after")).at("/status"))
                .isEqualTo("CANCELLED");
        assertThat(web.ended(Client.order("alpine-rail", "OK-after")).at("/status"))
                .isEqualTo("CANCELLED");
        Reply health = web.get("/actuator/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.at("/components/cluster/details/state")).startsWith("GONE");
    }

    @Test
    @Order(3)
    void sendsNewOrdersOnWhileItStops() {
        String known = web.ended(Client.order("glass-tower", "OK-known")).at("/id");
        gateway.bean(Intake.class).close();

        Reply refused = web.order(Client.order("glass-tower", "OK-late"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.at("/code")).isEqualTo("STOPPING");
        assertThat(refused.at("/effect")).isEqualTo("NONE");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("Connection")).isEqualTo("close");
        Reply read = web.get("/v1/cancellations/" + known);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("Connection")).isEqualTo("close");
    }
}
