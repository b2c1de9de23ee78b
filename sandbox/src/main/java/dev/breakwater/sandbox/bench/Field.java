package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.server.ServerStack;
import dev.breakwater.sandbox.stage.Child;
import dev.breakwater.sandbox.stage.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that has to be up for a measurement: supplier, database, and what is measured. */
final class Field implements AutoCloseable {
    private static final String HEAP = "-Xmx512m";
    private static final String SUPPLIER = "bench";

    private final BenchSettings settings;
    private final Path folder;
    private final ServerStack started = new ServerStack();

    /** @param folder for logs, configuration and the database; anew for each run */
    Field(BenchSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    record Database(String url, String user, String password, long pid) {}

    SupplierStub supplier() throws IOException {
        SupplierStub stub = SupplierStub.start();
        started.add(stub);
        return stub;
    }

    /** Starts the subjects, one after the other; all of them answer when this returns. */
    List<Subject> subjects(SupplierStub supplier) throws IOException, InterruptedException {
        Database database = database();
        return List.of(bare(supplier), plain(supplier, database), breakwater(supplier, database));
    }

    Database database() throws IOException, InterruptedException {
        return database("postgres");
    }

    /** An empty one, beside any other. */
    Database database(String name) throws IOException, InterruptedException {
        Path data = folder.resolve(name);
        Child server = start(
                name, List.of(settings.java(), "-Xmx64m", "-jar", gatewayJar(), "postgres", data.toString()), Map.of());
        return server.awaitReady(() -> {
            Map<String, String> said = new HashMap<>();
            server.said().stream()
                    .map(line -> line.split("=", 2))
                    .filter(line -> line.length == 2)
                    .forEach(line -> said.put(line[0], line[1]));
            return said.containsKey("password")
                    ? Optional.of(
                            new Database(said.get("url"), said.get("user"), said.get("password"), postmaster(data)))
                    : Optional.empty();
        });
    }

    private static long postmaster(Path data) throws IOException {
        try (Stream<Path> files = Files.find(
                data, 2, (file, attributes) -> file.getFileName().toString().equals("postmaster.pid"))) {
            Path file = files.findFirst().orElseThrow(() -> new IOException("no postmaster.pid in " + data));
            return Long.parseLong(Files.readAllLines(file).get(0).strip());
        }
    }

    Subject bare(SupplierStub supplier) throws IOException, InterruptedException {
        int port = Ports.anyFree();
        Child process = start("bare", subject("bare", port, supplier), Map.of());
        return ready(
                process,
                new Subject("a", "bare Camel, nothing durable", Target.supplier(port), CpuMeter.of(process.pid())));
    }

    Subject plain(SupplierStub supplier, Database database) throws IOException, InterruptedException {
        int port = Ports.anyFree();
        List<String> command = new ArrayList<>(subject("plain", port, supplier));
        command.add("--spring.datasource.hikari.maximum-pool-size=" + settings.connections());
        Child process = start(
                "plain",
                command,
                Map.of(
                        "SPRING_DATASOURCE_URL", database.url(),
                        "SPRING_DATASOURCE_USERNAME", database.user(),
                        "SPRING_DATASOURCE_PASSWORD", database.password()));
        return ready(
                process,
                new Subject(
                        "b",
                        "plain Spring, a commit per state",
                        Target.plain(port),
                        CpuMeter.of(process.pid(), database.pid())));
    }

    private List<String> subject(String name, int port, SupplierStub supplier) {
        return List.of(
                settings.java(),
                HEAP,
                "-jar",
                settings.jar("subjects").toString(),
                name,
                "--server.port=" + port,
                "--subject.supplier=" + supplier.baseUrl());
    }

    Subject breakwater(SupplierStub supplier, Database database) throws IOException, InterruptedException {
        GatewayConfig config = config().supplier(SUPPLIER, supplier, 2 * settings.connections());
        Gateway gateway = gateway(Gateway.Start.named("breakwater"), config, database);
        return new Subject(
                "c",
                "Breakwater, everything on",
                Target.breakwater(gateway.port(), SUPPLIER, config.callerKey()),
                CpuMeter.of(gateway.pid(), database.pid()));
    }

    /** A configuration without suppliers. */
    GatewayConfig config() throws IOException {
        return GatewayConfig.in(folder.resolve("config"));
    }

    /** Starts a gateway; it serves when this returns. */
    Gateway gateway(Gateway.Start how, GatewayConfig config, Database database)
            throws IOException, InterruptedException {
        Gateway gateway = launch(how, config, database);
        gateway.awaitServing();
        return gateway;
    }

    /** Starts a gateway; it will serve later. */
    Gateway launch(Gateway.Start how, GatewayConfig config, Database database) throws IOException {
        int port = Ports.anyFree();
        List<String> command = new ArrayList<>(List.of(settings.java(), HEAP));
        command.addAll(settings.gatewayFlags());
        command.addAll(how.flags());
        command.addAll(
                List.of("-jar", gatewayJar(), "run", "--config", config.folder().toString()));
        Map<String, String> environment = new HashMap<>(how.settings());
        environment.putAll(Map.of(
                "BREAKWATER_HOME", settings.home().toString(),
                "BREAKWATER_DATA", folder.resolve(how.name()).toString(),
                "BREAKWATER_PORT", Integer.toString(port),
                "BREAKWATER_DB_URL", database.url(),
                "BREAKWATER_DB_USER", database.user(),
                "BREAKWATER_DB_PASSWORD", database.password()));
        return new Gateway(start(how.name(), command, environment), port, config);
    }

    /** Starts a job scheduler; it takes instructions when this returns. */
    Peer peer(String name, SupplierStub supplier, Database database) throws IOException, InterruptedException {
        int port = Ports.anyFree();
        Child process = start(
                name,
                List.of(settings.java(), HEAP, "-jar", settings.jar("engines").toString(), name),
                Map.of(
                        "ENGINE_SUPPLIER", supplier.baseUrl(),
                        "ENGINE_PLACES", Integer.toString(settings.connections()),
                        "ENGINE_PORT", Integer.toString(port),
                        "ENGINE_DB_URL", database.url(),
                        "ENGINE_DB_USER", database.user(),
                        "ENGINE_DB_PASSWORD", database.password()));
        Peer peer = new Peer(name, process, port);
        process.awaitReady(() -> Optional.of(peer.pending()));
        return peer;
    }

    private static Subject ready(Child process, Subject subject) throws IOException, InterruptedException {
        return process.awaitReady(() -> {
            LoadGenerator.probe(subject.target());
            return Optional.of(subject);
        });
    }

    private Child start(String name, List<String> command, Map<String, String> environment) throws IOException {
        Child child = Child.start(name, command, environment, folder);
        started.add(child);
        return child;
    }

    private String gatewayJar() {
        return settings.jar("gateway").toString();
    }

    /** A file of this run. */
    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        started.close();
    }
}
