package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Ledger;
import dev.breakwater.gateway.cancellation.Pause;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which suppliers a person has paused: by themselves, by their plugin, or all. The journal knows; this remembers what it said last. */
final class Pauses {
    private final Ledger journal;
    private final Function<String, Optional<String>> pluginOf;
    private volatile Set<String> paused;

    /** @param pluginOf the plugin a supplier is configured with; empty if it is not configured */
    Pauses(Ledger journal, Function<String, Optional<String>> pluginOf) {
        this.journal = journal;
        this.pluginOf = pluginOf;
        refresh();
    }

    boolean isPaused(String supplier) {
        Set<String> now = paused;
        return !now.isEmpty()
                && (now.contains(supplier)
                        || now.contains(Pause.ALL)
                        || pluginOf.apply(supplier)
                                .map(Pause::plugin)
                                .filter(now::contains)
                                .isPresent());
    }

    void refresh() {
        paused = Set.copyOf(journal.paused());
    }

    void pause(String what, String actor, String reason) {
        journal.pause(what, actor, reason);
        refresh();
    }

    void resume(String what) {
        journal.resume(what);
        refresh();
    }
}
