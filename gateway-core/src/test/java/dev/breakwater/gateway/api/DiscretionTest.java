package dev.breakwater.gateway.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.SandboxSettings;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever travellers, callers and partners say about people stays out of logs, metrics, health and traces. */
class DiscretionTest {
    private static final String CANARY = "Quetzalcoatl";
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void namesGivenToTheGatewayAreInNothingItTellsAboutItself() throws Exception {
        try (Collector collector = new Collector();
                Sandbox sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder.resolve("sandbox"))
                        .withSuppliers(Set.of(Supplier.GLASS_TOWER, Supplier.ALPINE_RAIL)))) {
            Path console = folder.resolve("console");
            Process gateway = start(sandbox, collector, console);
            try {
                Client web = new Client(address(console), sandbox.key(Caller.WEB));
                dropFile(sandbox);
                Stream.of("OK", "REFUSED", "LOSTAFTER", "GARBAGE", "TERMS", "SLOW", "RESET", "UNKNOWN")
                        .forEach(behaviour -> orderAtBoth(web, behaviour));
                mistakes(web);
                awaitAnswers(sandbox);
                await().atMost(LONG).until(() -> collector.received().contains("exchange COMMIT"));
                await().atMost(LONG).until(() -> collector.received().contains("conversation CANCEL"));

                assertThat(web.get("/actuator/health").raw().body()).doesNotContain(CANARY);
                assertThat(web.get("/actuator/prometheus").raw().body())
                        .contains(
                                "breakwater_exchange_seconds_count",
                                "breakwater_conversation_seconds_count",
                                "breakwater_outcomes_total",
                                "breakwater_backlog")
                        .doesNotContain(CANARY);
            } finally {
                gateway.destroy();
                gateway.waitFor();
            }
            assertThat(collector.received()).doesNotContain(CANARY);
            assertThat(Files.readString(console, UTF_8)).doesNotContain(CANARY);
            assertThat(Files.readAllLines(folder.resolve("data/gateway.log"), UTF_8))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("{\"@timestamp\"")
                            .endsWith("}")
                            .doesNotContain(CANARY))
                    .anySatisfy(line -> assertThat(line)
                            .containsPattern("\"cancellation\":\"[0-9a-f-]{36}\"")
                            .contains("\"supplier\":\"glass-tower\"", "Turned out CANCELLED"));
        }
    }

    private Process start(Sandbox sandbox, Collector collector, Path console) throws IOException {
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder gateway = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlogging.level.dev.breakwater=DEBUG",
                "-cp",
                classes,
                "dev.breakwater.gateway.Main",
                "run");
        gateway.environment()
                .putAll(Map.of(
                        "BREAKWATER_HOME",
                                Path.of("..").toAbsolutePath().normalize().toString(),
                        "BREAKWATER_CONFIG", sandbox.configFolder().toString(),
                        "BREAKWATER_DATA", folder.resolve("data").toString(),
                        "BREAKWATER_PORT", "0",
                        "BREAKWATER_LOG", "json",
                        "BREAKWATER_OTLP", collector.address()));
        return gateway.redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
    }

    private static URI address(Path console) {
        Pattern line = Pattern.compile("API +(http://127\\.0\\.0\\.1:[0-9]+)");
        return await().atMost(LONG)
                .until(
                        () -> line.matcher(Files.readString(console, UTF_8))
                                .results()
                                .findFirst()
                                .map(found -> URI.create(found.group(1))),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void orderAtBoth(Client web, String behaviour) {
        for (String supplier : new String[] {"glass-tower", "alpine-rail"}) {
            Reply answer = web.order(body(supplier, behaviour + "-" + CANARY), "baggage", "who=" + CANARY);
            assertThat(answer.status()).isEqualTo(202);
            web.get("/v1/cancellations/" + answer.at("/id") + "/events");
        }
    }

    private static String body(String supplier, String reference) {
        return """
                {"supplier": "%s", "acceptAnyPenalty": true, "reason": "MEDICAL",
                 "booking": {"reference": "%s", "ownReference": "own-%s",
                             "traveller": {"name": "Ann %s", "email": "%s@example.org"}},
                 "metadata": {"note": "for %s"}}""".formatted(supplier, reference, CANARY, CANARY, CANARY, CANARY);
    }

    private static void mistakes(Client web) {
        assertThat(web.order("{\"supplier\": \"" + CANARY + "\"").status()).isBetween(400, 422);
        assertThat(web.order(body("no-such-" + CANARY, CANARY)).status()).isBetween(400, 422);
        assertThat(web.order("{\"" + CANARY + "\": 1}").status()).isBetween(400, 422);
        assertThat(web.get("/v1/cancellations?bookingReference=" + CANARY).status())
                .isEqualTo(200);
        assertThat(web.get("/v1/cancellations/" + CANARY).status()).isBetween(400, 404);
        assertThat(web.get("/v1/" + CANARY).status()).isEqualTo(404);
        assertThat(web.get("/" + CANARY).status()).isBetween(400, 404);
    }

    private static void dropFile(Sandbox sandbox) throws IOException {
        Path inbox = Files.createDirectories(
                sandbox.partners().ftp().account().home().resolve("in"));
        Path draft = inbox.resolve("wave.part");
        Files.writeString(draft, """
                row_id,booking_reference,traveller,reason
                1,OK-%1$s-1,Ann %1$s,EPIDEMIC
                2,,%1$s,EPIDEMIC
                3,LOSTAFTER-%1$s-3,%1$s,%1$s
                """.formatted(CANARY), UTF_8);
        Files.move(draft, inbox.resolve("canary.csv"));
        Files.writeString(
                draft, "1,OK-%1$s-1,Ann %1$s,EPIDEMIC\n2,OK-%1$s-2,Bob %1$s,EPIDEMIC\n".formatted(CANARY), UTF_8);
        Files.move(draft, inbox.resolve("headless.csv"));
    }

    private static void awaitAnswers(Sandbox sandbox) {
        Path answers = sandbox.partners().ftp().account().home().resolve("out");
        await().atMost(LONG).until(() -> Files.exists(answers.resolve("canary.val.csv")));
        await().atMost(LONG).until(() -> Files.exists(answers.resolve("headless.ack.csv")));
    }

    /** Takes traces as OpenTelemetry sends them, and keeps every byte. */
    private static final class Collector implements AutoCloseable {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final HttpServer server;

        Collector() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", request -> {
                byte[] body = request.getRequestBody().readAllBytes();
                synchronized (received) {
                    received.writeBytes(body);
                }
                request.sendResponseHeaders(200, -1);
                request.close();
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
        }

        String received() {
            synchronized (received) {
                return received.toString(ISO_8859_1);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
