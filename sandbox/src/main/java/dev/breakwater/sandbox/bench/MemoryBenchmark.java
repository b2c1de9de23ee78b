package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.DueOrders.Part;
import dev.breakwater.sandbox.bench.Gateway.Start;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How much heap pending cancellations cost, and how soon a gateway that starts before them is back at work. */
public final class MemoryBenchmark {
    private static final Section SECTION = new Section("bench memory");
    private static final int FEW = 10_000;
    private static final String SUPPLIER = "bench";
    private static final int CONNECTIONS = 4;
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final Duration LATER = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int COLLECTIONS = 3;

    private final BenchSettings settings;
    private final PrintStream out;

    public MemoryBenchmark(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** @throws IOException if a process does not start, or does not begin to work */
    public void run() throws IOException, InterruptedException {
        new Bout(settings, out, SECTION).run(this::measure);
    }

    /**
     * What was seen with so many pending, start by start.
     *
     * @param seconds from the start of the process to the first cancellation at the supplier
     * @param megabytes of live objects while it works
     */
    record Seen(int pending, List<Double> seconds, List<Double> megabytes) {}

    private String measure(Field field) throws IOException, InterruptedException {
        SupplierStub supplier = field.supplier();
        supplier.answerAfter(SLOW);
        Field.Database database = field.database();
        GatewayConfig config = field.config().supplier(SUPPLIER, supplier, CONNECTIONS);
        List<Seen> seen = new ArrayList<>();
        try (Gateway first = field.gateway(Start.named("first"), config, database);
                DueOrders orders = new DueOrders(database)) {
            first.pause();
            orders.take(first.order(SUPPLIER, UUID.randomUUID().toString()));
            first.resume();
        }
        try (DueOrders orders = new DueOrders(database)) {
            int there = 0;
            for (int size : List.of(FEW, settings.pending())) {
                out.printf("Writing %,d orders ...%n", size - there);
                fill(orders, size - there);
                there = size;
                seen.add(start(field, supplier, config, database, size));
            }
        }
        return new MemoryReport(settings, seen).markdown();
    }

    /** One half is due, the other half is not. */
    private static void fill(DueOrders orders, int number) throws IOException {
        Effects bookings = new Effects(number);
        orders.fill(SUPPLIER, new Part(bookings, 0, number / 2), Duration.ZERO);
        orders.fill(SUPPLIER, new Part(bookings, number / 2, number), LATER);
        orders.analyze();
    }

    private Seen start(Field field, SupplierStub supplier, GatewayConfig config, Field.Database database, int size)
            throws IOException, InterruptedException {
        Seen seen = new Seen(size, new ArrayList<>(), new ArrayList<>());
        for (int round = 1; round <= settings.rounds(); round++) {
            CompletableFuture<Long> first = new CompletableFuture<>();
            supplier.tell(booking -> first.complete(System.nanoTime()));
            long started = System.nanoTime();
            try (Gateway gateway = field.launch(Start.named("start-" + round + "-of-" + size), config, database)) {
                seen.seconds().add((await(first) - started) / 1e9);
                TimeUnit.SECONDS.sleep(settings.round().toSeconds());
                seen.megabytes().add(liveMegabytes(gateway));
            }
            out.printf(
                    "Round %d of %d, %,d pending: at work after %.1f s, %.1f MB live%n",
                    round, settings.rounds(), size, last(seen.seconds()), last(seen.megabytes()));
        }
        return seen;
    }

    private static long await(CompletableFuture<Long> first) throws IOException, InterruptedException {
        try {
            return first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "the gateway has not cancelled anything within " + PATIENCE.toMinutes() + " minutes", e);
        }
    }

    private static double last(List<Double> figures) {
        return figures.get(figures.size() - 1);
    }

    /** The least of a few looks, each after a full collection: what is under way at the moment comes and goes. */
    private static double liveMegabytes(Gateway gateway) throws IOException, InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            least = Math.min(least, LiveHeap.bytes(gateway.pid()));
        }
        return least / (1024.0 * 1024.0);
    }
}
