package dev.breakwater.sandbox.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.breakwater.sandbox.bench.MembersReport.Row;
import dev.breakwater.sandbox.bench.NeighboursBenchmark.Round;
import dev.breakwater.sandbox.bench.NeighboursBenchmark.Seen;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CostReportsTest {
    private static final BenchSettings SETTINGS = BenchSettings.of(Path.of("/"), "java", List.of());

    @Test
    void membersAreComparedByTheCpuOfGatewaysAndDatabase() {
        String report = new MembersReport(
                        SETTINGS, 12, List.of(new Row(members(1, 100, 100), 25), new Row(members(2, 200, 50), 50)))
                .markdown();

        assertThat(report)
                .contains("| 1 | 100 (100) | 0 | 0.250 | 1.00 | 1.00 | 1.00 |")
                .contains("| 2 | 100 (100) | 0 | 0.500 | 2.00 | 0.50 | 1.25 |");
    }

    @Test
    void memoryTellsMediansAndTheRatioOfHeaps() {
        String report = new MemoryReport(
                        SETTINGS,
                        List.of(
                                new MemoryBenchmark.Seen(10_000, List.of(9.0, 5.0, 6.0), List.of(40.0, 50.0, 60.0)),
                                new MemoryBenchmark.Seen(1_000_000, List.of(7.5), List.of(60.0))))
                .markdown();

        assertThat(report)
                .contains("| 10,000 | 6.0 s | 50.0 MB |")
                .contains("| 1,000,000 | 7.5 s | 60.0 MB |")
                .contains("many to few: 1.20 ");
    }

    @Test
    void neighboursTellMediansAndTheRatioOfTheSlowest() {
        String report = new NeighboursReport(
                        SETTINGS,
                        List.of(
                                new Round(new Seen(400, 24, 40), new Seen(390, 25, 44), 2.5),
                                new Round(new Seen(300, 30, 50), new Seen(310, 31, 60), 0.1),
                                new Round(new Seen(500, 20, 45), new Seen(395, 22, 54), 0.2)))
                .markdown();

        assertThat(report)
                .contains("| alone | 400 | 24.0 | 45.0 |")
                .contains("| beside a dead one | 390 | 25.0 | 54.0 |")
                .contains("to p99 alone: 1.20 ")
                .contains("to the dead one: 0.20 (each round: 2.50, 0.10, 0.20)");
    }

    @Test
    void aDeadSupplierCountsWhoAsksAndWhoStillWaits() throws Exception {
        try (DeadSupplier dead = DeadSupplier.start()) {
            URI place = URI.create(dead.baseUrl());
            try (Socket silent = new Socket(place.getHost(), place.getPort());
                    Socket caller = new Socket(place.getHost(), place.getPort())) {
                caller.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
                await().until(() -> dead.waiting() == 2 && dead.calls() == 1);
                assertThat(silent.getInputStream().available()).isZero();
            }
            await().until(() -> dead.waiting() == 0);
            assertThat(dead.calls()).isEqualTo(1);
        }
    }

    @Test
    void liveHeapIsTheHistogramsTotal() throws Exception {
        String histogram = " num     #instances         #bytes  class name (module)\n"
                + "   1:         80000        9000000  [B (java.base@17)\nTotal        200000       12345678\n";

        assertThat(LiveHeap.total(histogram)).isEqualTo(12_345_678);
        assertThatThrownBy(() -> LiveHeap.total("no such process")).isInstanceOf(IOException.class);
    }

    @Test
    void theLiveHeapOfThisProcessCanBeSeen() throws Exception {
        assertThat(LiveHeap.bytes(ProcessHandle.current().pid())).isPositive();
    }

    private static EngineFigures members(int count, long engineMillis, long databaseMillis) {
        EngineFigures figures = new EngineFigures(Integer.toString(count), 1);
        figures.add(new Drain(
                100, 0, 0, Duration.ofSeconds(1), OptionalLong.of(engineMillis), OptionalLong.of(databaseMillis)));
        return figures;
    }
}
