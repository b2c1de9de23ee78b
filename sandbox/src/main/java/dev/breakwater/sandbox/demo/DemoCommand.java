package dev.breakwater.sandbox.demo;

import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.Command;
import dev.breakwater.sandbox.LogFile;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.SandboxSettings;
import dev.breakwater.sandbox.UsageException;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.simulator.Timing;
import dev.breakwater.sandbox.stage.GatewayProcess;
import dev.breakwater.sandbox.stage.GatewayProgram;
import dev.breakwater.sandbox.stage.Ports;
import dev.breakwater.sandbox.stage.Screen;
import dev.breakwater.sandbox.stage.StageFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Shows the gateway at work, from nothing to the proof that nothing was lost and nothing done twice. */
public final class DemoCommand implements Command {

    private static final String EXIT = "--exit";
    private static final String KILL = "--kill";
    private static final int GATEWAY_PORT = 8_080;

    /** A little longer than the gateway waits for an answer at the quick pace. */
    private static final Duration HOLD = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "a sandbox and a gateway, a few hundred cancellations, and what came of them";
    }

    @Override
    public String help() {
        return """
                Starts the sandbox and a gateway with a database of its own, orders a few hundred cancellations of
                every behaviour through the API and in two partners' files, waits until all of them are settled,
                and checks against the suppliers' own logs that nothing was lost and nothing was done twice. Then
                it stays up for you to try; Ctrl-C ends everything. Whatever it writes is in var/demo, which is
                emptied at each start.

                Usage: breakwater demo [--exit] [--kill]
                  --exit   end when all is settled, with status 0 only if both promises held
                  --kill   kill the gateway (kill -9) in the middle of the load and start it again
                """;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws Exception {
        arguments.stream()
                .filter(word -> !Set.of(EXIT, KILL).contains(word))
                .findFirst()
                .ifPresent(word -> {
                    throw new UsageException("There is no option " + word + ".");
                });
        Path home = Path.of(
                        Optional.ofNullable(System.getenv("BREAKWATER_HOME")).orElse(""))
                .toAbsolutePath()
                .normalize();
        Screen screen = new Screen(out, "true".equals(System.getenv("BREAKWATER_TERMINAL")));
        try (StageFolder folder = StageFolder.open(home.resolve("var/demo"))) {
            LogFile.use(folder.log("demo"));
            return run(arguments, home, folder, screen);
        }
    }

    private static int run(List<String> arguments, Path home, StageFolder folder, Screen screen) throws Exception {
        screen.say("Details go to " + folder.log("demo"));
        try (Sandbox sandbox = startSandbox(folder, screen);
                GatewayProcess gateway = new GatewayProcess(
                        new GatewayProcess.Settings(
                                GatewayProgram.packaged(home),
                                folder,
                                "gateway",
                                folder.log("demo"),
                                gatewayPort(screen),
                                sandbox.key(Caller.OPS),
                                Map.of()),
                        sandbox.configFolder())) {
            Thread stop = new Thread(() -> stop(sandbox, gateway, screen), "demo-shutdown");
            Runtime.getRuntime().addShutdownHook(stop);
            boolean held = new Demo(sandbox, gateway, screen).run(arguments.contains(KILL));
            if (!arguments.contains(EXIT)) {
                screen.say(new Guide(sandbox, gateway.address(), folder).text());
                new CountDownLatch(1).await();
            }
            return held ? 0 : 1;
        }
    }

    private static void stop(Sandbox sandbox, GatewayProcess gateway, Screen screen) {
        screen.leave("Stopping ...");
        gateway.close();
        sandbox.close();
    }

    private static Sandbox startSandbox(StageFolder folder, Screen screen) throws IOException {
        SandboxSettings.Ports ports = SandboxSettings.Ports.fixed();
        IntStream suppliers = IntStream.range(0, Supplier.values().length).map(number -> ports.suppliers() + number);
        IntStream files = IntStream.of(ports.files().ftp(), ports.files().sftp());
        boolean free = IntStream.concat(suppliers, files).allMatch(port -> isFree(port, screen));
        SandboxSettings settings =
                free ? SandboxSettings.onFixedPorts(folder.sandbox()) : SandboxSettings.onFreePorts(folder.sandbox());
        Sandbox sandbox = Sandbox.start(settings.withTiming(Timing.standard().withHold(HOLD)));
        screen.say("Sandbox up, files on FTP %d and SFTP %d, suppliers:"
                .formatted(
                        sandbox.partners().ftp().port(),
                        sandbox.partners().sftp().port()));
        for (Supplier supplier : Supplier.values()) {
            screen.say("  %-12s %-6s %s"
                    .formatted(
                            supplier.id(),
                            supplier.protocol(),
                            sandbox.simulators().of(supplier).baseUrl()));
        }
        return sandbox;
    }

    private static int gatewayPort(Screen screen) throws IOException {
        return isFree(GATEWAY_PORT, screen) ? GATEWAY_PORT : Ports.anyFree();
    }

    private static boolean isFree(int port, Screen screen) {
        boolean free = Ports.isFree(port);
        if (!free) {
            screen.say("Port " + port + " of 127.0.0.1 is taken by another program; a free one is used instead.");
        }
        return free;
    }
}
