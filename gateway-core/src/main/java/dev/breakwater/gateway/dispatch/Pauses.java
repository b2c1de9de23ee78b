package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Ledger;
import java.util.Set;

/** Which suppliers a person has paused. The journal knows; this remembers what it said last. */
final class Pauses {
    static final String ALL = "*";

    private final Ledger journal;
    private volatile Set<String> paused;

    Pauses(Ledger journal) {
        this.journal = journal;
        refresh();
    }

    boolean isPaused(String supplier) {
        return paused.contains(supplier) || paused.contains(ALL);
    }

    void refresh() {
        paused = Set.copyOf(journal.paused());
    }

    void pause(String supplier, String actor) {
        journal.pause(supplier, actor);
        refresh();
    }

    void resume(String supplier) {
        journal.resume(supplier);
        refresh();
    }
}
