package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.Secrets;
import dev.breakwater.sandbox.server.ServerStack;
import dev.breakwater.sandbox.stage.Child;
import dev.breakwater.sandbox.stage.GatewayProcess;
import dev.breakwater.sandbox.stage.GatewayProgram;
import dev.breakwater.sandbox.stage.Ports;
import dev.breakwater.sandbox.stage.StageException;
import dev.breakwater.sandbox.stage.StageFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The simulated suppliers of a plugin, and a gateway that knows them. */
final class Playground implements AutoCloseable {
    private static final int FIRST_SIMULATOR = 18_090;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int LOOKS_AT_START = 600;
    private static final String KEY = "key";
    private static final String TOKEN = "token";

    private final PluginFolder folder;
    private final PrintStream out;
    private final StageFolder stage;
    private final ServerStack running = new ServerStack();
    private final GatewayProcess gateway;
    private final LogTail log;

    private Playground(PluginFolder folder, int port, PrintStream out) throws IOException, InterruptedException {
        this.folder = folder;
        this.out = out;
        this.stage = StageFolder.open(folder.path().resolve("var"));
        running.add(stage);
        this.log = new LogTail(stage.log("gateway"));
        try {
            String key = secrets();
            startSimulators();
            gateway = gateway(key, port);
            gateway.start();
            running.add(gateway);
        } catch (IOException | RuntimeException | InterruptedException failure) {
            close();
            throw failure;
        }
    }

    /** Starts everything; the gateway need not be ready yet. */
    static Playground open(PluginFolder folder, int port, PrintStream out) throws IOException, InterruptedException {
        if (!Ports.isFree(port)) {
            throw new StageException("Port " + port + " of 127.0.0.1 is taken. Name another one with --port.");
        }
        return new Playground(folder, port, out);
    }

    /** Tells what there is to play with, and then what the gateway says about plugins and suppliers, until it ends. */
    void play() throws IOException, InterruptedException {
        out.println("Starting the gateway ...");
        for (int looks = 0; !gateway.isUp(); looks++) {
            gateway.requireAlive();
            if (looks > LOOKS_AT_START) {
                throw new StageException("The gateway does not serve with config/secrets/" + KEY
                        + ". Its log says more: " + stage.log("gateway"));
            }
            pause();
        }
        out.println(guide());
        while (gateway.isAlive()) {
            log.next().forEach(out::println);
            pause();
        }
        gateway.requireAlive();
    }

    @Override
    public void close() {
        running.close();
    }

    /** Makes what {@code config/} refers to and nobody should keep in a repository; the gateway's key. */
    private String secrets() throws IOException {
        Secrets secrets = new Secrets(folder.path().resolve("config/secrets"));
        secrets.get(TOKEN);
        String key = secrets.get(KEY);
        secrets.write(KEY + ".sha256", sha256(key));
        return key;
    }

    private void startSimulators() throws IOException, InterruptedException {
        int free = FIRST_SIMULATOR;
        for (Path arguments : folder.simulators()) {
            String name = arguments.getFileName().toString().replaceFirst("\\.args$", "");
            int port = folder.port(name).orElse(free);
            free = Math.max(free, port) + 1;
            if (!Ports.isFree(port)) {
                throw new StageException("Port " + port + " of 127.0.0.1, where the simulator would listen, is taken."
                        + " Name another one in baseUrl of config/suppliers/" + name
                        + ".yaml: the simulator listens there.");
            }
            Child simulator = Child.start("simulator-" + name, command(arguments, port), Map.of(), stage.path());
            running.add(simulator);
            List<String> said =
                    simulator.awaitReady(() -> Optional.of(simulator.said()).filter(lines -> !lines.isEmpty()));
            out.println("Simulated supplier " + name + " on http://127.0.0.1:" + port
                    + ". A booking's reference says what happens to it:\n" + String.join("\n", said));
            out.println("What it is asked: " + stage.log("simulator-" + name));
        }
    }

    private List<String> command(Path arguments, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                StageFolder.mark(stage.path()),
                "@" + arguments,
                Integer.toString(port),
                folder.path().resolve("config/secrets").resolve(TOKEN).toString());
    }

    private GatewayProcess gateway(String key, int port) {
        return new GatewayProcess(
                new GatewayProcess.Settings(
                        GatewayProgram.packaged(Home.path()),
                        stage,
                        "gateway",
                        stage.log("gateway"),
                        port,
                        key,
                        Map.of(
                                "BREAKWATER_PLUGINS",
                                folder.path().resolve("target/plugin").toString(),
                                "BREAKWATER_UNSIGNED_PLUGINS",
                                "allow")),
                folder.path().resolve("config"));
    }

    private String guide() throws IOException {
        String supplier = folder.files("config/suppliers", ".yaml").stream()
                .map(file -> file.getFileName().toString().replaceFirst("\\.yaml$", ""))
                .collect(Collectors.joining(" or "));
        return """
                The gateway is up: %1$s, Swagger UI at %1$s/swagger-ui.html
                Try, in another terminal:
                  curl -sS -H "Authorization: Bearer $(cat %2$s)" \\
                    -H 'Content-Type: application/json' -H 'Idempotency-Key: try-1' -H 'Prefer: wait=10' \\
                    %1$s/v1/cancellations \\
                    -d '{"supplier": "%3$s", "booking": {"reference": "OK-1"}, "reason": "CUSTOMER_REQUEST",
                         "acceptAnyPenalty": true}'
                Rebuild with breakwater plugin test; the gateway takes the new jar by itself. Ctrl-C ends everything.""".formatted(
                gateway.address(), folder.path().resolve("config/secrets").resolve(KEY), supplier);
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
