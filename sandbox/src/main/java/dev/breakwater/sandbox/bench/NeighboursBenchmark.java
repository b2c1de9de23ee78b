package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.Gateway.Start;
import dev.breakwater.sandbox.bench.LoadGenerator.Load;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How long cancellations at a healthy supplier take, without and with a dead supplier beside it that orders keep coming for. */
public final class NeighboursBenchmark {
    /** Orders per second for the dead supplier. */
    static final int RATE = 10;

    private static final Section SECTION = new Section("bench neighbours");
    private static final String HEALTHY = "healthy";
    private static final String DEAD = "dead";
    private static final int CONNECTIONS = 20;
    private static final Duration ANSWER = Duration.ofMillis(20);
    private static final Duration HANG_UP = Duration.ofSeconds(30);

    private final BenchSettings settings;
    private final PrintStream out;
    private final LoadGenerator generator;

    public NeighboursBenchmark(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.generator = new LoadGenerator(settings.connections());
    }

    /** @throws IOException if a process does not start, or a cancellation at the healthy supplier fails */
    public void run() throws IOException, InterruptedException {
        new Bout(settings, out, SECTION).run(this::measure);
    }

    /**
     * What was seen in one round.
     *
     * @param alone at the healthy supplier, with the dead one paused and nothing ordered for it
     * @param beside at the healthy supplier, with the dead one asked
     * @param calls per second to the dead one meanwhile
     */
    record Round(Seen alone, Seen beside, double calls) {}

    /** Cancellations per second, and milliseconds from the order to its end. */
    record Seen(double perSecond, double p50, double p99) {
        static Seen of(Load load) {
            return new Seen(
                    load.perSecond(),
                    load.micros().getValueAtPercentile(50) / 1_000.0,
                    load.micros().getValueAtPercentile(99) / 1_000.0);
        }
    }

    private String measure(Field field) throws IOException, InterruptedException {
        SupplierStub healthy = field.supplier();
        healthy.answerAfter(ANSWER);
        try (DeadSupplier dead = DeadSupplier.start()) {
            GatewayConfig config =
                    field.config().supplier(HEALTHY, healthy, CONNECTIONS).supplier(DEAD, dead.baseUrl(), CONNECTIONS);
            try (Gateway gateway = field.gateway(Start.named("gateway"), config, field.database())) {
                Target target = Target.breakwater(gateway.port(), HEALTHY, config.callerKey());
                out.println("Warm-up ...");
                generator.run(target, settings.warmUp());
                List<Round> rounds = new ArrayList<>();
                for (int round = 1; round <= settings.rounds(); round++) {
                    rounds.add(round(gateway, target, dead));
                    out.printf("Round %d of %d: %s%n", round, settings.rounds(), rounds.get(round - 1));
                }
                return new NeighboursReport(settings, rounds).markdown();
            }
        }
    }

    private Round round(Gateway gateway, Target target, DeadSupplier dead) throws IOException, InterruptedException {
        gateway.pauseSupplier(DEAD);
        awaitSilence(dead);
        Seen alone = Seen.of(generator.run(target, settings.round()));
        gateway.resumeSupplier(DEAD);
        long before = dead.calls();
        ExecutorService orders = Executors.newSingleThreadExecutor();
        try {
            Future<?> ordering = orders.submit(() -> order(gateway));
            Load load = generator.run(target, settings.round());
            double calls = (dead.calls() - before) * 1e9 / load.took().toNanos();
            orders.shutdownNow();
            ordering.get();
            return new Round(alone, Seen.of(load), calls);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            orders.shutdownNow();
        }
    }

    /** Keeps ordering for the dead supplier until it is interrupted. */
    private static Void order(Gateway gateway) throws IOException {
        try {
            while (true) {
                gateway.order(DEAD, UUID.randomUUID().toString());
                TimeUnit.MILLISECONDS.sleep(1_000 / RATE);
            }
        } catch (InterruptedException enough) {
            return null;
        }
    }

    private static void awaitSilence(DeadSupplier dead) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + HANG_UP.toNanos();
        while (dead.waiting() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "the gateway waits for a dead supplier for more than " + HANG_UP.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
