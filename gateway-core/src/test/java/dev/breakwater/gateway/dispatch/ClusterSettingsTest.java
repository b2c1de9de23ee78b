package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.breakwater.gateway.dispatch.ClusterSettings.Kubernetes;
import dev.breakwater.gateway.dispatch.ClusterSettings.Listed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterSettingsTest {
    private static ClusterSettings listed(String address) {
        return ClusterSettings.of(
                Map.of("BREAKWATER_CLUSTER_MEMBERS", "10.0.0.1:5701", "BREAKWATER_CLUSTER_ADDRESS", address));
    }

    @Test
    void joinsNobodyUnlessTold() {
        assertThat(ClusterSettings.of(Map.of())).isEqualTo(ClusterSettings.ALONE);
        assertThat(ClusterSettings.of(Map.of("BREAKWATER_CLUSTER_MEMBERS", " ")))
                .isEqualTo(ClusterSettings.ALONE);
    }

    @Test
    void joinsAListOfMembersOnLoopback() {
        ClusterSettings settings = ClusterSettings.of(Map.of("BREAKWATER_CLUSTER_MEMBERS", "gateway-1:5701, [::1]"));

        assertThat(settings.join()).isEqualTo(new Listed(List.of("gateway-1:5701", "[::1]")));
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEmpty();
    }

    @Test
    void joinsWhoeverKubernetesNames() {
        ClusterSettings settings = ClusterSettings.of(Map.of(
                "BREAKWATER_CLUSTER_KUBERNETES",
                "gateways.breakwater.svc.cluster.local",
                "BREAKWATER_CLUSTER_ADDRESS",
                "10.1.2.3:5702",
                "BREAKWATER_CLUSTER_ADVERTISED",
                "10.9.9.9:80"));

        assertThat(settings.join()).isEqualTo(new Kubernetes("gateways.breakwater.svc.cluster.local"));
        assertThat(settings.address()).isEqualTo("10.1.2.3");
        assertThat(settings.port()).contains(5702);
        assertThat(settings.advertised()).contains("10.9.9.9:80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "172.31.9.9:5701", "192.168.0.1", "100.64.0.1", "[fd12::1]:5701"})
    void listensOnPrivateAddresses(String address) {
        assertThat(listed(address).address()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "0.0.0.0", "[::]", "172.32.0.1", "100.128.0.1", "[2001:db8::1]:5701"})
    void refusesAddressesThatEverybodyMayReach(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listed(address))
                .withMessageContaining("BREAKWATER_CLUSTER_ADDRESS must be a private or loopback address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:0", "10.0.0.1:65536", "a b", "10.0.0.1:x", "http://10.0.0.1"})
    void refusesWhatIsNoAddress(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listed(address))
                .withMessageContaining("BREAKWATER_CLUSTER_ADDRESS must be HOST or HOST:PORT");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSettings.of(Map.of("BREAKWATER_CLUSTER_ADDRESS", "10.0.0.1")))
                .withMessageContaining("BREAKWATER_CLUSTER_ADDRESS says where this member is found, but not whom");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSettings.of(Map.of("BREAKWATER_CLUSTER_KUBERNETES", "service")))
                .withMessageContaining("needs BREAKWATER_CLUSTER_ADDRESS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSettings.of(
                        Map.of("BREAKWATER_CLUSTER_KUBERNETES", "service", "BREAKWATER_CLUSTER_MEMBERS", "10.0.0.1")))
                .withMessageContaining("not both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSettings.of(Map.of("BREAKWATER_CLUSTER_MEMBERS", "a,,b")))
                .withMessageContaining("separated by commas");
    }
}
