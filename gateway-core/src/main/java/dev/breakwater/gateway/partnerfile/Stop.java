package dev.breakwater.gateway.partnerfile;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells everyone who works on a partner's files to come to an end. What is under way goes on after the next start. */
final class Stop {
    private final CountDownLatch asked = new CountDownLatch(1);

    /** The work was ended on request. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stopped() {
            super("stopped; it goes on after the next start", null, false, false);
        }
    }

    void ask() {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** @throws Stopped if asked */
    void check() {
        if (isAsked()) {
            throw new Stopped();
        }
    }

    /**
     * Waits.
     *
     * @throws Stopped if asked before or meanwhile
     */
    void pause(Duration duration) {
        try {
            if (asked.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }
}
