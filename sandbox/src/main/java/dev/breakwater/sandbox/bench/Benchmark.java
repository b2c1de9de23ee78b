package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.LoadGenerator.Load;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

/** Warms the subjects up, measures them in turn, and writes down what it saw. */
public final class Benchmark {
    private static final Duration STUB_ALONE = Duration.ofSeconds(5);
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(10);
    private static final double FASTER = 1.05;
    private static final int LONGEST_WARM_UP = 5;

    private final BenchSettings settings;
    private final PrintStream out;
    private final LoadGenerator generator;

    public Benchmark(BenchSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.generator = new LoadGenerator(settings.connections());
    }

    /**
     * Runs it. Every process it started has ended when it returns, however it returns.
     *
     * @throws IOException if a subject does not start, answers anything but success, or did not do what it answered
     */
    public void run() throws IOException, InterruptedException {
        new Bout(settings, out, Report.SECTION).run(field -> measure(field).markdown());
    }

    private Report measure(Field field) throws IOException, InterruptedException {
        SupplierStub supplier = field.supplier();
        out.println("Starting the database and three subjects ...");
        List<Figures> figures =
                field.subjects(supplier).stream().map(Figures::new).toList();
        Target direct = Target.supplier(supplier.port());
        generator.run(direct, STUB_ALONE);
        double stubPerSecond = generator.run(direct, STUB_ALONE).perSecond();
        out.printf("The supplier alone: %,.0f requests/s%n", stubPerSecond);
        for (Figures one : figures) {
            warmUp(one.subject());
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Figures one : figures) {
                Load load = measure(one, supplier);
                out.printf(
                        "Round %d of %d, %s: %,.0f requests/s%n",
                        round, settings.rounds(), one.subject().title(), load.perSecond());
            }
        }
        return new Report(settings, LocalDate.now(), figures, stubPerSecond);
    }

    /** At least as long as the setting says, and then, for a while, as long as it still becomes much faster. */
    private void warmUp(Subject subject) throws IOException, InterruptedException {
        Duration shortest = settings.warmUp();
        Duration spent = Duration.ZERO;
        double best = 0;
        double latest = 0;
        while (spent.compareTo(shortest) < 0
                || latest > FASTER * best && spent.compareTo(shortest.multipliedBy(LONGEST_WARM_UP)) < 0) {
            best = Math.max(best, latest);
            latest = generator.run(subject.target(), WARM_UP_STEP).perSecond();
            spent = spent.plus(WARM_UP_STEP);
            out.printf("Warm-up, %s: %,.0f requests/s%n", subject.title(), latest);
        }
    }

    private Load measure(Figures figures, SupplierStub supplier) throws IOException, InterruptedException {
        Subject subject = figures.subject();
        Tally committed = supplier.countAnew();
        OptionalLong before = subject.cpu().millis();
        Load load = generator.run(subject.target(), settings.round());
        OptionalLong after = subject.cpu().millis();
        if (!committed.agreesWith(load.asked())) {
            throw new IOException("%s was asked to cancel %d bookings, but the supplier saw other commits: %d"
                    .formatted(subject.title(), load.asked().count(), committed.count()));
        }
        figures.add(
                load,
                before.isPresent() && after.isPresent()
                        ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                        : OptionalLong.empty());
        return load;
    }
}
