package dev.breakwater.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresBinariesTest {
    private static final int GATEWAYS = 2;

    @TempDir
    Path cache;

    @Test
    void gatewaysThatStartTogetherUnpackOnce() throws Exception {
        CyclicBarrier together = new CyclicBarrier(GATEWAYS);
        ExecutorService gateways = Executors.newFixedThreadPool(GATEWAYS);
        List<Future<Path>> homes = new ArrayList<>();
        for (int i = 0; i < GATEWAYS; i++) {
            homes.add(gateways.submit(() -> {
                together.await();
                return PostgresBinaries.unpack(cache);
            }));
        }

        Path first = homes.get(0).get(2, TimeUnit.MINUTES);
        Path second = homes.get(1).get(2, TimeUnit.MINUTES);
        gateways.shutdown();

        assertThat(second).isEqualTo(first);
        assertThat(first.resolve("bin/postgres")).isExecutable();
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left).containsExactly(first);
        }
    }
}
