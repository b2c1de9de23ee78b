package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The time after the database was restored, or failed over with loss: commits of the lost while may have happened without the
 * journal knowing. The journal keeps it for all members; this remembers what it said last.
 */
public final class AfterRestore {
    private final Journal journal;
    private volatile Optional<Instant> until;

    public AfterRestore(Journal journal) {
        this.journal = requireNonNull(journal, "journal");
        refresh();
    }

    /** Whether to look before every commit. */
    public boolean isOn() {
        return until.isPresent();
    }

    /** Until when, unless it is over. */
    public Optional<Instant> until() {
        return until;
    }

    /** Reads again what the journal says. */
    public void refresh() {
        until = journal
                .query(
                        "select until from after_restore where until > clock_timestamp()",
                        List.of(),
                        row -> Rows.instant(row, "until"))
                .stream()
                .findFirst();
    }

    /** Begins it anew, from now on; zero ends it. */
    public void last(Duration time) {
        journal.update(
                "insert into after_restore (until) values (clock_timestamp() + ? * interval '1 ms')"
                        + " on conflict (one) do update set until = excluded.until",
                time.toMillis());
        refresh();
    }
}
