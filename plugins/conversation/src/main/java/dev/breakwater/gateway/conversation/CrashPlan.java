package dev.breakwater.gateway.conversation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to happen at which arrival at which {@link CrashPoint}, written {@code AFTER_INTENT:37:halt,BEFORE_WRITE:12:stop}. */
final class CrashPlan {
    static final String PROPERTY = "breakwater.crash";

    /** Killed by a signal, as the shell tells it. */
    private static final int KILLED = 137;

    private static final Pattern STEP = Pattern.compile("([A-Z_]+):([0-9]{1,6}):([a-z]+)");

    /** What can happen. */
    enum Fate {
        /** The process ends without any goodbye. */
        HALT {
            @Override
            void strike() {
                Runtime.getRuntime().halt(KILLED);
            }
        },
        /** The process sleeps until someone sends it SIGCONT. */
        STOP {
            @Override
            void strike() {
                String self = Long.toString(ProcessHandle.current().pid());
                try {
                    // The shell's own kill is there even where no program of that name is.
                    new ProcessBuilder("sh", "-c", "kill -STOP " + self).start().waitFor();
                } catch (IOException e) {
                    throw new IllegalStateException("cannot stop this process", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        abstract void strike();
    }

    /**
     * @param arrival counted from one
     */
    record Step(CrashPoint point, int arrival, Fate fate) {
        Step {
            requireNonNull(point, "point");
            requireNonNull(fate, "fate");
            if (arrival < 1) {
                throw new IllegalArgumentException("arrivals are counted from one");
            }
        }
    }

    private final List<Step> steps;
    private final Map<CrashPoint, AtomicInteger> arrivals = new EnumMap<>(CrashPoint.class);

    CrashPlan(List<Step> steps) {
        this.steps = List.copyOf(steps);
        for (CrashPoint point : CrashPoint.values()) {
            arrivals.put(point, new AtomicInteger());
        }
    }

    /** @throws IllegalArgumentException if it is not written as it has to be */
    static CrashPlan parse(String text) {
        return new CrashPlan(Arrays.stream(text.split(",")).map(CrashPlan::step).toList());
    }

    private static Step step(String text) {
        Matcher matcher = STEP.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    PROPERTY + " has steps such as AFTER_INTENT:37:halt or BEFORE_WRITE:12:stop, not " + text);
        }
        return new Step(
                CrashPoint.valueOf(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Fate.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)));
    }

    List<Step> steps() {
        return steps;
    }

    void reached(CrashPoint point) {
        int arrival = arrivals.get(point).incrementAndGet();
        for (Step step : steps) {
            if (step.point() == point && step.arrival() == arrival) {
                step.fate().strike();
            }
        }
    }
}
