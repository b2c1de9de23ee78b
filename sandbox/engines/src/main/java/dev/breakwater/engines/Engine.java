package dev.breakwater.engines;

import java.util.List;

/** A job scheduler that cancels one booking per job. Starts out paused. */
interface Engine {
    /** Keeps a job for each of these bookings, due at once, durable when this returns. */
    void prepare(List<String> bookings) throws Exception;

    /** Begins to work on what is due. */
    void resume() throws Exception;

    /** Begins no more jobs. */
    void pause() throws Exception;

    /** How many jobs are not done. */
    long pending() throws Exception;
}
