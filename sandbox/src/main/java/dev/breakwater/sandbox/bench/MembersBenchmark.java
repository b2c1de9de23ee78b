package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.Drain.Place;
import dev.breakwater.sandbox.bench.Gateway.Start;
import dev.breakwater.sandbox.stage.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a cancellation costs when one, two or three gateways share the work, on one machine. */
public final class MembersBenchmark {
    private static final Section SECTION = new Section("bench members");
    private static final int MOST_MEMBERS = 3;
    /** A supplier's work belongs to one member at a time: enough of them to go round. */
    private static final int SUPPLIERS = 12;

    private final BenchSettings settings;
    private final PrintStream out;

    public MembersBenchmark(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** @throws IOException if a process does not start, or does not do what it was told */
    public void run() throws IOException, InterruptedException {
        new Bout(settings, out, SECTION).run(this::measure);
    }

    private String measure(Field field) throws IOException, InterruptedException {
        SupplierStub supplier = field.supplier();
        GatewayConfig config = field.config();
        List<String> suppliers =
                IntStream.range(0, SUPPLIERS).mapToObj(i -> "bench-" + i).toList();
        for (String id : suppliers) {
            config.supplier(id, supplier, Math.max(1, settings.connections() / SUPPLIERS));
        }
        List<MembersReport.Row> rows = new ArrayList<>();
        for (int count = 1; count <= MOST_MEMBERS; count++) {
            // What others have written would be in its indexes, and in its figures.
            Field.Database database = field.database("postgres-of-" + count);
            List<Gateway> members = start(field, count, config, database);
            try (DueOrders orders = new DueOrders(database)) {
                Engine engine = GatewayEngine.of(members, suppliers, orders);
                rows.add(measure(engine, count, new Place(supplier, CpuMeter.of(database.pid())), orders));
            } finally {
                members.forEach(Gateway::close);
            }
        }
        return new MembersReport(settings, SUPPLIERS, rows).markdown();
    }

    private List<Gateway> start(Field field, int count, GatewayConfig config, Field.Database database)
            throws IOException, InterruptedException {
        out.printf("Starting %d of %d members ...%n", count, MOST_MEMBERS);
        List<String> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add("127.0.0.1:" + Ports.anyFree());
        }
        List<Gateway> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> cluster = count == 1
                    ? Map.of()
                    : Map.of(
                            "BREAKWATER_CLUSTER_MEMBERS", String.join(",", places),
                            "BREAKWATER_CLUSTER_ADDRESS", places.get(i));
            members.add(field.gateway(
                    new Start("member-" + (i + 1) + "-of-" + count, List.of(), cluster), config, database));
        }
        return members;
    }

    /** Each member needs its own warm-up, and they share the cores. */
    private MembersReport.Row measure(Engine engine, int count, Place place, DueOrders orders)
            throws IOException, InterruptedException {
        Duration longEnough = settings.warmUp().multipliedBy(count);
        EngineFigures figures = new EngineFigures(Integer.toString(count), Drain.warmUp(engine, place, longEnough));
        long before = orders.transactions();
        for (int round = 1; round <= settings.rounds(); round++) {
            figures.add(Drain.of(engine, Drain.backlog(figures.latest(), settings.round()), place));
            out.printf(
                    "Round %d of %d, members: %d: %,.0f executions/s%n",
                    round, settings.rounds(), count, figures.latest());
        }
        return new MembersReport.Row(figures, orders.transactions() - before);
    }
}
