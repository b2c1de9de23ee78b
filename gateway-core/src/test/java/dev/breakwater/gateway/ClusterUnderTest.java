package dev.breakwater.gateway;

import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.postgres.Database;
import dev.breakwater.gateway.postgres.DatabaseSettings;
import dev.breakwater.gateway.postgres.LocalPostgres;
import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.SandboxSettings;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.simulator.Timing;
import dev.breakwater.sandbox.stage.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several packaged gateways, each a process of its own, on one PostgreSQL and with the sandbox's suppliers. */
final class ClusterUnderTest implements AutoCloseable {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final int OK = 200;

    private final Path folder;
    private final Sandbox sandbox;
    private final Database database;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Gateway> gateways = new ArrayList<>();

    /** Starts everything and waits until all members know of each other. */
    ClusterUnderTest(Path folder, int members, Timing timing) throws IOException {
        this.folder = folder;
        this.sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder.resolve("sandbox"))
                .withSuppliers(Set.of(Supplier.GLASS_TOWER, Supplier.ALPINE_RAIL))
                .withTiming(timing));
        this.database =
                Database.open(DatabaseSettings.at(new DatabaseSettings.Local(SharedBinaries.databaseIn(folder))));
        List<Integer> clusterPorts = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            clusterPorts.add(Ports.anyFree());
        }
        for (int i = 0; i < members; i++) {
            gateways.add(new Gateway(i, Ports.anyFree(), clusterPorts));
        }
        for (Gateway gateway : gateways) {
            gateway.start();
        }
        gateways.forEach(Gateway::awaitReady);
    }

    List<Gateway> gateways() {
        return gateways;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** The only value of the first row. */
    <T> T ask(Class<T> type, String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getObject(1, type);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One member. */
    final class Gateway {
        private final Path data;
        private final int port;
        private final Map<String, String> environment;
        private Process process;

        private Gateway(int number, int port, List<Integer> clusterPorts) {
            this.data = folder.resolve("gateway-" + number);
            this.port = port;
            LocalPostgres postgres = database.local().orElseThrow();
            this.environment = Map.ofEntries(
                    Map.entry("BREAKWATER_HOME", HOME.toString()),
                    Map.entry("BREAKWATER_DATA", data.toString()),
                    Map.entry("BREAKWATER_PORT", Integer.toString(port)),
                    Map.entry("BREAKWATER_CONFIG", sandbox.configFolder().toString()),
                    Map.entry("BREAKWATER_DB_URL", postgres.jdbcUrl()),
                    Map.entry("BREAKWATER_DB_USER", postgres.user()),
                    Map.entry("BREAKWATER_DB_PASSWORD", postgres.password()),
                    Map.entry("BREAKWATER_CLUSTER_ADDRESS", "127.0.0.1:" + clusterPorts.get(number)),
                    Map.entry(
                            "BREAKWATER_CLUSTER_MEMBERS",
                            clusterPorts.stream().map(one -> "127.0.0.1:" + one).collect(Collectors.joining(","))));
        }

        void start() throws IOException {
            Files.createDirectories(data);
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx384m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            HOME.resolve("target/dist/breakwater-gateway-exec.jar")
                                    .toString(),
                            "run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            data.resolve("screen").toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("BREAKWATER_"));
            builder.environment().putAll(environment);
            process = builder.start();
        }

        /** Waits until it serves. */
        void awaitReady() {
            await().atMost(Duration.ofMinutes(5)).failFast(this::requireAlive).until(this::isReady);
        }

        private void requireAlive() {
            if (!process.isAlive()) {
                throw new IllegalStateException("It has ended: " + screen());
            }
        }

        private boolean isReady() throws InterruptedException {
            try {
                return get("/actuator/health").statusCode() == OK;
            } catch (IOException notYet) {
                return false;
            }
        }

        /** What an operator would see on its screen. */
        String screen() {
            try {
                return Files.readString(data.resolve("screen"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What owners of its claims begin with. */
        String name() throws IOException {
            return Files.readString(data.resolve("member")).strip();
        }

        URI at(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(at(path))
                    .timeout(Duration.ofSeconds(10))
                    .header("Authorization", "Bearer " + sandbox.key(Caller.OPS))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }

        /** Orders a cancellation that accepts any penalty. */
        HttpResponse<String> order(String reference) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(at("/v1/cancellations"))
                    .timeout(Duration.ofSeconds(10))
                    .header("Authorization", "Bearer " + sandbox.key(Caller.WEB))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", reference)
                    .POST(BodyPublishers.ofString("""
                            {"supplier": "glass-tower", "booking": {"reference": "%s"}, "reason": "CUSTOMER_REQUEST", "acceptAnyPenalty": true}""".formatted(reference)))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }

        /** Without any warning. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** As an operator stops it. */
        void stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("It does not end: " + screen());
            }
        }

        /** It neither runs nor ends, until it is woken. */
        void pause() throws IOException, InterruptedException {
            signal("STOP");
        }

        void wake() throws IOException, InterruptedException {
            signal("CONT");
        }

        private void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    @Override
    public void close() {
        Stream<Process> running = gateways.stream().map(gateway -> gateway.process);
        running.filter(process -> process != null && process.isAlive()).forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        database.close();
        SharedBinaries.release(folder);
        sandbox.close();
    }
}
