package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.conversation.Conversation.Clocks;
import java.time.Duration;

/** One process of the cluster: it dies and comes back as another incarnation, and at times it stands still. */
final class SimulatedMember {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(3);
    private static final Duration RESTART = Duration.ofSeconds(20);

    private final Kernel kernel;
    private final Temper temper;
    private final String name;
    private final Duration skew;
    private int incarnation = 1;
    private boolean alive = true;
    private long standsUntil;

    SimulatedMember(Kernel kernel, Temper temper, String name) {
        this.kernel = kernel;
        this.temper = temper;
        this.name = name;
        this.skew = kernel.upTo(Duration.ofSeconds(4)).minusSeconds(2);
    }

    String name() {
        return name;
    }

    String owner() {
        return name + "/" + incarnation;
    }

    boolean isAtWork() {
        return alive && standsUntil <= kernel.nanos();
    }

    /** Its clocks: the wall clock is a little wrong. */
    Clocks clocks() {
        return new Clocks(() -> kernel.now().plus(skew), kernel::nanos);
    }

    /** Runs code in this process, as long as it lives. */
    void run(Runnable code) {
        int born = incarnation;
        kernel.spawn(() -> alive && incarnation == born, code);
    }

    /** Lets time pass for code of this process; it may die or stand still meanwhile. */
    void wait(Duration wait) {
        if (kernel.chance(temper.crash())) {
            die();
        } else if (kernel.chance(temper.pause())) {
            standStill();
        }
        kernel.sleep(wait);
        while (standsUntil > kernel.nanos()) {
            kernel.sleep(Duration.ofNanos(standsUntil - kernel.nanos()));
        }
    }

    void die() {
        if (alive) {
            kernel.note("dies", this::owner);
            alive = false;
            kernel.after(kernel.between(Duration.ofSeconds(1), RESTART), this::comeBack);
        }
    }

    private void comeBack() {
        incarnation++;
        alive = true;
        kernel.note("comes back", this::owner);
    }

    private void standStill() {
        Duration pause = kernel.upTo(LONGEST_PAUSE);
        kernel.note("stands still", () -> owner() + " for " + pause);
        standsUntil = Math.max(standsUntil, kernel.nanos() + pause.toNanos());
    }
}
