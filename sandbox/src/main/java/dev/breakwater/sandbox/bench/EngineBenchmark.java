package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.Drain.Place;
import dev.breakwater.sandbox.bench.LoadGenerator.Load;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final BenchSettings settings;
    private final PrintStream out;

    public EngineBenchmark(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** @throws IOException if a process does not start, or does not do what it was told */
    public void run() throws IOException, InterruptedException {
        new Bout(settings, out, SECTION).run(this::measure);
    }

    private String measure(Field field) throws IOException, InterruptedException {
        EngineReport report = compare(field);
        if (report.reachesItsGoals()) {
            return report.markdown();
        }
        // Whoever has lost must not be in the way of the one that is looked at.
        field.close();
        try (Field again = new Field(settings, Files.createDirectories(field.file("again")))) {
            return report.markdown() + profile(again).markdown();
        }
    }

    private EngineReport compare(Field field) throws IOException, InterruptedException {
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

    /** Where the time goes: of a gateway that is recorded from its start and looked at when it is warm. */
    private Profile profile(Field field) throws IOException, InterruptedException {
        out.println("A goal is missed; recording where the time goes ...");
        SupplierStub supplier = field.supplier();
        Field.Database database = field.database();
        Place place = new Place(supplier, CpuMeter.of(database.pid()));
        GatewayConfig config = field.config().supplier(SUPPLIER, supplier, settings.connections());
        Path recording = field.file("breakwater.jfr");
        String recorder = "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording;
        Instant warm;
        try (Gateway gateway =
                        field.gateway(new Gateway.Start("recorded", List.of(recorder), Map.of()), config, database);
                DueOrders orders = new DueOrders(database)) {
            Engine engine = GatewayEngine.of(List.of(gateway), List.of(SUPPLIER), orders);
            double perSecond = Drain.warmUp(engine, place, settings.warmUp());
            warm = Instant.now();
            Drain.of(engine, Drain.backlog(perSecond, settings.round()), place);
        }
        return Profile.of(recording, warm);
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
                one.add(Drain.of(engines.get(i), Drain.backlog(one.latest(), settings.round()), place));
                out.printf(
                        "Supplier after %d ms, round %d of %d, %s: %,.0f executions/s%n",
                        delay.toMillis(), round, settings.rounds(), one.title(), one.latest());
            }
        }
        place.supplier().answerAfter(Duration.ZERO);
        return figures;
    }

    /** Only the first delay needs a long one; later ones only have to be found out how fast they are. */
    private double warmUp(Engine engine, Place place, Duration delay) throws IOException, InterruptedException {
        double perSecond = Drain.warmUp(engine, place, delay.isZero() ? settings.warmUp() : AGAIN);
        out.printf(
                "Warm-up, supplier after %d ms, %s: %,.0f executions/s%n", delay.toMillis(), engine.title(), perSecond);
        return perSecond;
    }

    /** Orders that are accepted and wait, because their supplier is paused. */
    private Figures accept(Gateway gateway, GatewayConfig config) throws IOException, InterruptedException {
        gateway.pauseSupplier(CLOSED);
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
