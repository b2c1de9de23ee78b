package dev.breakwater.sandbox.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PortsTest {

    @Test
    void aFreePortIsToldOnceAndIsNoneThatTheSystemHandsOut() throws IOException {
        Set<Integer> told = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            told.add(Ports.anyFree());
        }

        assertThat(told).hasSize(200).allMatch(port -> port >= 20_000 && port < 32_768);
    }

    @Test
    void aPortIsNotFreeWhileAServerListensOnIt() throws IOException {
        int port = Ports.anyFree();
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(server.getLocalPort())).isFalse();
        }
        assertThat(Ports.isFree(port)).isTrue();
    }
}
