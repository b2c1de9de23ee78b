package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.Drain.Place;
import dev.breakwater.sandbox.bench.LoadGenerator.Load;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How fast a backlog of due cancellations is worked off, by Breakwater and by job schedulers that do the same errand, in turn; and
 * how fast the door takes new ones.
 */
public final class EngineBenchmark {
    static final List<Duration> DELAYS = List.of(Duration.ZERO, Duration.ofMillis(20));

    private static final Section SECTION = new Section("bench engine");
    private static final List<String> PEERS = List.of("db-scheduler", "jobrunr", "quartz");
    private static final String SUPPLIER = "bench";
    private static final String CLOSED = "bench-door";
    private static final int FIRST_DRAIN = 100;
    private static final int LARGEST_DRAIN = 200_000;
    private static final Duration STEP = Duration.ofSeconds(5);

    private final BenchSettings settings;
    private final PrintStream out;

    public EngineBenchmark(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** @throws IOException if a process does not start, or does not do what it was told */
    public void run() throws IOException, InterruptedException {
        new Bout(settings, out, SECTION).run(field -> measure(field).markdown());
    }

    private EngineReport measure(Field field) throws IOException, InterruptedException {
        SupplierStub supplier = field.supplier();
        out.println("Starting the database and four engines ...");
        Field.Database database = field.database();
        Place place = new Place(supplier, CpuMeter.of(database.pid()));
        GatewayConfig config = field.config()
                .supplier(SUPPLIER, supplier, settings.connections())
                .supplier(CLOSED, supplier, settings.connections());
        Gateway gateway = field.gateway(Gateway.Start.named("breakwater"), config, database);
        try (DueOrders orders = new DueOrders(database)) {
            List<Engine> engines = new ArrayList<>();
            engines.add(GatewayEngine.of(List.of(gateway), List.of(SUPPLIER), orders));
            for (String peer : PEERS) {
                engines.add(field.peer(peer, supplier, database));
            }
            List<List<EngineFigures>> figures = new ArrayList<>();
            for (Duration delay : DELAYS) {
                figures.add(measure(engines, place, delay));
            }
            return new EngineReport(settings, figures, accept(gateway, config));
        }
    }

    private List<EngineFigures> measure(List<Engine> engines, Place place, Duration delay)
            throws IOException, InterruptedException {
        place.supplier().answerAfter(delay);
        List<EngineFigures> figures = new ArrayList<>();
        for (Engine engine : engines) {
            figures.add(new EngineFigures(engine.title(), warmUp(engine, place, delay)));
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            for (int i = 0; i < engines.size(); i++) {
                EngineFigures one = figures.get(i);
                one.add(Drain.of(engines.get(i), backlog(one.latest(), settings.round()), place));
                out.printf(
                        "Supplier after %d ms, round %d of %d, %s: %,.0f executions/s%n",
                        delay.toMillis(), round, settings.rounds(), one.title(), one.latest());
            }
        }
        place.supplier().answerAfter(Duration.ZERO);
        return figures;
    }

    /** How fast it has become. Later delays need no more than to be found out. */
    private double warmUp(Engine engine, Place place, Duration delay) throws IOException, InterruptedException {
        Duration shortest = delay.isZero() ? settings.warmUp() : STEP;
        double perSecond = 0;
        int number = FIRST_DRAIN;
        for (Duration spent = Duration.ZERO; spent.compareTo(shortest) < 0; ) {
            Drain drain = Drain.of(engine, number, place);
            spent = spent.plus(drain.took());
            perSecond = drain.perSecond();
            number = Math.min(backlog(perSecond, STEP), 10 * number);
        }
        out.printf(
                "Warm-up, supplier after %d ms, %s: %,.0f executions/s%n", delay.toMillis(), engine.title(), perSecond);
        return perSecond;
    }

    private static int backlog(double perSecond, Duration time) {
        return (int) Math.max(FIRST_DRAIN, Math.min(LARGEST_DRAIN, perSecond * time.toMillis() / 1_000));
    }

    /** Orders that are accepted and wait, because their supplier is paused. */
    private Figures accept(Gateway gateway, GatewayConfig config) throws IOException, InterruptedException {
        gateway.pause(CLOSED);
        Target door = Target.door(gateway.port(), CLOSED, config.callerKey());
        Figures figures = new Figures(new Subject("", "the door", door, CpuMeter.of(gateway.pid())));
        LoadGenerator generator = new LoadGenerator(settings.connections());
        generator.run(door, settings.warmUp());
        for (int round = 1; round <= settings.rounds(); round++) {
            OptionalLong before = figures.subject().cpu().millis();
            Load load = generator.run(door, settings.round());
            figures.add(load, Drain.since(before, figures.subject().cpu().millis()));
            out.printf("Round %d of %d, the door: %,.0f accepted/s%n", round, settings.rounds(), load.perSecond());
        }
        return figures;
    }
}
