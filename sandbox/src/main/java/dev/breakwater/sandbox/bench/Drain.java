package dev.breakwater.sandbox.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A prepared backlog worked off.
 *
 * @param prepared how many were due
 * @param lost how many the supplier did not cancel
 * @param excess how many it cancelled once more, or unasked
 * @param took from the first cancellation at the supplier to the last
 * @param engineCpu milliseconds the engine's processes took
 * @param databaseCpu milliseconds PostgreSQL's took, for all that was connected
 */
record Drain(int prepared, int lost, long excess, Duration took, OptionalLong engineCpu, OptionalLong databaseCpu) {
    private static final int FIRST = 100;
    private static final int LARGEST = 200_000;
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration TO_FINISH = Duration.ofSeconds(30);

    /** What it is done with. */
    record Place(SupplierStub supplier, CpuMeter database) {}

    /** @throws IOException if the engine does not work it off, or says that it has not */
    static Drain of(Engine engine, int number, Place place) throws IOException, InterruptedException {
        Effects effects = new Effects(number);
        place.supplier().tell(effects::add);
        engine.prepare(effects);
        OptionalLong engineBefore = engine.cpu().millis();
        OptionalLong databaseBefore = place.database().millis();
        engine.resume();
        boolean done = effects.await(number, PATIENCE);
        awaitFinished(engine);
        Drain drain = new Drain(
                number,
                effects.lost(),
                effects.excess(),
                done ? effects.took() : Duration.ZERO,
                since(engineBefore, engine.cpu().millis()),
                since(databaseBefore, place.database().millis()));
        engine.pause();
        if (!done) {
            throw new IOException(engine.title() + " has cancelled " + effects.cancelled() + " of " + number
                    + " bookings and does not go on");
        }
        return drain;
    }

    /** Lets the engine become as fast as it will: for so long it works. How many a second it executed in the end. */
    static double warmUp(Engine engine, Place place, Duration longEnough) throws IOException, InterruptedException {
        double perSecond = 0;
        int number = FIRST;
        for (Duration spent = Duration.ZERO; spent.compareTo(longEnough) < 0; ) {
            Drain drain = of(engine, number, place);
            spent = spent.plus(drain.took());
            perSecond = drain.perSecond();
            number = Math.min(backlog(perSecond, WARM_UP_STEP), 10 * number);
        }
        return perSecond;
    }

    /** How many to prepare so that they last for so long. */
    static int backlog(double perSecond, Duration time) {
        return (int) Math.max(FIRST, Math.min(LARGEST, perSecond * time.toMillis() / 1_000));
    }

    private static void awaitFinished(Engine engine) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TO_FINISH.toNanos();
        for (long open = engine.pending(); open > 0; open = engine.pending()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(engine.title() + " says that " + open + " of its cancellations are not done");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    static OptionalLong since(OptionalLong before, OptionalLong after) {
        return before.isPresent() && after.isPresent()
                ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                : OptionalLong.empty();
    }

    double perSecond() {
        return prepared * 1e9 / took.toNanos();
    }

    /** Milliseconds for one. */
    OptionalDouble engineCpuEach() {
        return each(engineCpu);
    }

    /** Milliseconds for one. */
    OptionalDouble databaseCpuEach() {
        return each(databaseCpu);
    }

    private OptionalDouble each(OptionalLong millis) {
        return millis.isPresent() ? OptionalDouble.of((double) millis.getAsLong() / prepared) : OptionalDouble.empty();
    }
}
