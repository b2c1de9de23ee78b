package dev.breakwater.sandbox.bench;

import java.io.IOException;

/** What works off due cancellations. */
interface Engine {
    String title();

    /** Keeps a due cancellation for each of these bookings, durable when this returns; none is begun before {@link #resume}. */
    void prepare(Effects bookings) throws IOException, InterruptedException;

    void resume() throws IOException, InterruptedException;

    void pause() throws IOException, InterruptedException;

    /** How many are not done. */
    long pending() throws IOException, InterruptedException;

    /** Its own processes, without the database's. */
    CpuMeter cpu();
}
