package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.Command;
import dev.breakwater.sandbox.LogFile;
import dev.breakwater.sandbox.drill.Rule.Promise;
import dev.breakwater.sandbox.stage.GatewayProgram;
import dev.breakwater.sandbox.stage.Screen;
import dev.breakwater.sandbox.stage.StageException;
import dev.breakwater.sandbox.stage.StageFolder;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts gateways under fire and proves that nothing was lost and nothing done twice. */
public final class DrillCommand implements Command {

    private static final int MOST_ON_SCREEN = 10;
    private static final String NAIVE = "dev.breakwater.gateway.Naive";

    @Override
    public String name() {
        return "drill";
    }

    @Override
    public String summary() {
        return "gateways under fire: kills, pauses, cuts and outages, and a proof of the two promises";
    }

    @Override
    public String help() {
        return """
                Starts PostgreSQL, gateways, simulated suppliers and partners' file servers, and sends orders to all
                gateways and files to the partners' servers. Meanwhile, by a schedule that follows from the seed,
                gateways and PostgreSQL's processes are killed (kill -9), gateways put to sleep (SIGSTOP), members of
                the cluster cut off from each other, suppliers taken away, stalled and overloaded, replies lost,
                requests delivered late and clocks set wrong. Then all is healed, and a checker compares the clients'
                log, the journal and the suppliers' own logs. The exit status is 0 only if no rule was broken.

                Usage: breakwater drill [--minutes M] [--seed N] [--gateways N] [--keep DIR] [--naive]
                  --minutes M    how long it lasts, such as 2 (default) or 0.5
                  --seed N       what the schedule follows from (default: 1)
                  --gateways N   1 to 9 (default: 3)
                  --keep DIR     where logs and data go, an empty folder (default: var/drill, emptied at each start)
                  --naive        with a gateway that repeats what timed out; to see the drill fail. Needs a build
                                 with its tests
                """;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws Exception {
        Options options = Options.parse(arguments);
        Path home = Path.of(
                        Optional.ofNullable(System.getenv("BREAKWATER_HOME")).orElse(""))
                .toAbsolutePath()
                .normalize();
        Screen screen = new Screen(out, "true".equals(System.getenv("BREAKWATER_TERMINAL")));
        try (StageFolder folder = StageFolder.open(options.folder().orElse(home.resolve("var/drill")))) {
            LogFile.use(folder.log("drill"));
            return new Verdict(run(options, program(options, home), folder, screen), screen).status();
        }
    }

    private static GatewayProgram program(Options options, Path home) {
        if (!options.naive()) {
            return GatewayProgram.packaged(home);
        }
        Path classes = home.resolve("gateway-core/target/test-classes");
        if (Files.notExists(classes.resolve(NAIVE.replace('.', '/') + ".class"))) {
            throw new StageException("There is no naive gateway in " + classes + ". It is part of the tests: build with"
                    + " mvn test-compile first.");
        }
        return GatewayProgram.altered(home, classes, NAIVE);
    }

    private static List<Violation> run(Options options, GatewayProgram program, StageFolder folder, Screen screen)
            throws Exception {
        Schedule schedule = Schedule.of(options.seed(), options.length(), options.gateways());
        String plan = schedule.actions().stream().map(Action::toString).collect(Collectors.joining("\n"));
        screen.say("Drill with seed %d, %d gateways, %.1f minutes; logs and data are in %s\n%s"
                .formatted(
                        options.seed(), options.gateways(), options.length().toMillis() / 60e3, folder.path(), plan));
        try (ClientLog clientLog = new ClientLog(folder.path().resolve("client.jsonl"));
                World world = World.start(schedule, program, folder);
                Drill drill = new Drill(
                        schedule,
                        options.length(),
                        world,
                        new Orders(options.seed(), options.naive()),
                        clientLog,
                        screen)) {
            Thread stop = new Thread(() -> stop(world, screen), "drill-shutdown");
            Runtime.getRuntime().addShutdownHook(stop);
            List<Violation> violations = drill.run();
            Runtime.getRuntime().removeShutdownHook(stop);
            return violations;
        }
    }

    private static void stop(World world, Screen screen) {
        screen.leave("Stopping ...");
        world.close();
    }

    /** What is said in the end. */
    private record Verdict(List<Violation> violations, Screen screen) {

        private static final Logger log = LoggerFactory.getLogger(DrillCommand.class);

        int status() {
            violations.forEach(violation -> log.error("{}", violation));
            violations.stream().limit(MOST_ON_SCREEN).forEach(violation -> screen.say(violation.toString()));
            if (violations.size() > MOST_ON_SCREEN) {
                screen.say((violations.size() - MOST_ON_SCREEN) + " more, see drill.log");
            }
            screen.say("lost " + count(Promise.LOST) + ", twice " + count(Promise.TWICE));
            return violations.isEmpty() ? 0 : 1;
        }

        private long count(Promise promise) {
            return violations.stream()
                    .filter(violation -> violation.rule().promise() == promise)
                    .count();
        }
    }
}
