package dev.breakwater.sandbox.stage;

import java.io.PrintStream;
import java.time.Duration;

/** What the user sees: lines that stay, and one that tells how far the work is. */
public final class Screen {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);
    private static final String REWRITE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean pending;
    private boolean silent;
    private String last = "";
    private long lastAt;

    /** @param terminal whether a line can be written again */
    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Writes text that stays. */
    public synchronized void say(String text) {
        if (!silent) {
            if (pending) {
                out.print(REWRITE);
            }
            out.println(text);
            pending = false;
            last = "";
        }
    }

    /** Tells how far the work is: on a terminal in one line, elsewhere in a line every few seconds. */
    public synchronized void progress(String text) {
        if (silent || text.equals(last)) {
            return;
        }
        if (terminal) {
            out.print(REWRITE + text);
            out.flush();
            pending = true;
            last = text;
        } else if (System.nanoTime() - lastAt > BETWEEN_LINES.toNanos()) {
            out.println(text);
            lastAt = System.nanoTime();
            last = text;
        }
    }

    /** The last word; nothing is written any more. */
    public synchronized void leave(String text) {
        say(text);
        silent = true;
    }
}
