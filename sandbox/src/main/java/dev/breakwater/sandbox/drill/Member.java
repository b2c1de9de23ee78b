package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.stage.GatewayProcess;
import dev.breakwater.sandbox.stage.StageException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway that somebody looks after: it is started again when it is dead, and woken when it sleeps. */
final class Member implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Member.class);

    /** One that is started again every minute has no time to be optimized. */
    private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Duration DEAD = Duration.ofSeconds(1);
    private static final Duration ASLEEP = Duration.ofSeconds(4);

    /** One that dies this often without having been up is not killed by the drill. */
    private static final int MOST_FAILED_STARTS = 9;

    private final int number;
    private final Schedule schedule;
    private final GatewayProcess process;
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger pauses = new AtomicInteger();
    private final AtomicInteger crashes = new AtomicInteger();
    private final AtomicInteger sleeps = new AtomicInteger();
    private int starts;
    private int failedStarts;
    private boolean up;
    private boolean healed;
    private long wakeAt;
    private long startAt;

    Member(int number, Schedule schedule, GatewayProcess process) {
        this.number = number;
        this.schedule = schedule;
        this.process = process;
    }

    URI address() {
        return process.address();
    }

    /** How often it was killed while it was up. */
    int kills() {
        return kills.get();
    }

    /** How often it was put to sleep while it was up. */
    int pauses() {
        return pauses.get();
    }

    /** How often it died at one of its crash points. */
    int crashes() {
        return crashes.get();
    }

    /** How often it fell asleep at one of its crash points. */
    int sleeps() {
        return sleeps.get();
    }

    /** Starts it; it dies and sleeps where the schedule says. */
    synchronized void start() throws IOException {
        String points = schedule.crashPoints(number, starts++);
        log.info("Gateway {} is started{}", number, healed ? "" : ", with " + points);
        up = false;
        startAt = 0;
        wakeAt = 0;
        List<String> options = new ArrayList<>(OPTIONS);
        if (!healed) {
            options.add("-Dbreakwater.crash=" + points);
        }
        process.start(options.toArray(String[]::new));
    }

    /** Kills it, unless it is dead or starting: there it would only be kept from coming back. */
    synchronized void kill(Duration downtime) throws InterruptedException {
        if (up && process.isAlive()) {
            process.kill();
            kills.incrementAndGet();
            startAt = System.nanoTime() + downtime.toNanos();
        }
    }

    /** Puts it to sleep, if it is up. */
    synchronized void pause(Duration length) throws IOException, InterruptedException {
        if (up && process.isAlive()) {
            Signals.stop(process.pid());
            pauses.incrementAndGet();
            wakeAt = System.nanoTime() + length.toNanos();
        }
    }

    /** Nothing bad happens to it any more. */
    synchronized void heal() throws IOException, InterruptedException {
        healed = true;
        if (process.isAlive()) {
            Signals.goOn(process.pid());
        }
        wakeAt = 0;
    }

    /** Does what is due for it. Called several times a second. */
    synchronized void look() throws IOException, InterruptedException {
        long now = System.nanoTime();
        if (!process.isAlive()) {
            lookAfterDead(now);
        } else if (Signals.isStopped(process.pid())) {
            lookAfterSleeper(now);
        } else {
            up = up || process.isUp();
            failedStarts = up ? 0 : failedStarts;
        }
    }

    private void lookAfterDead(long now) throws IOException {
        if (startAt == 0) {
            crashes.incrementAndGet();
            failedStarts = up ? 0 : failedStarts + 1;
            if (failedStarts > MOST_FAILED_STARTS) {
                throw new StageException("Gateway " + number + " does not start any more; its log says why.");
            }
            log.info("Gateway {} has died by itself", number);
            startAt = now + (healed ? 1 : DEAD.toNanos());
        } else if (now - startAt >= 0) {
            start();
        }
    }

    private void lookAfterSleeper(long now) throws IOException, InterruptedException {
        if (wakeAt == 0) {
            sleeps.incrementAndGet();
            log.info("Gateway {} has fallen asleep by itself", number);
            wakeAt = now + (healed ? 1 : ASLEEP.toNanos());
        } else if (now - wakeAt >= 0) {
            Signals.goOn(process.pid());
            wakeAt = 0;
        }
    }

    boolean isUp() throws InterruptedException {
        return process.isUp();
    }

    @Override
    public void close() {
        try {
            heal();
        } catch (IOException gone) {
            log.debug("It is gone", gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        process.close();
    }
}
