package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.JournalFixture.conclusion;
import static dev.breakwater.gateway.cancellation.JournalFixture.intent;
import static dev.breakwater.gateway.cancellation.JournalFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Census.Count;
import dev.breakwater.gateway.cancellation.Changed.Written;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CensusTest {
    @TempDir
    private Path folder;

    private JournalFixture journal;

    @BeforeEach
    void open() {
        journal = new JournalFixture(folder);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Cancellation concluded(String booking, Status status) {
        Cancellation talking = ((Written) journal.intend(journal.taken(order(booking)), intent())).cancellation();
        Duration next = status == Status.IN_DOUBT ? Duration.ofHours(1) : null;
        Written written = (Written)
                journal.conclude(talking, conclusion(status, StatusReason.REPLY_LOST, talking.progress(), next));
        return written.cancellation();
    }

    @Test
    void countsWhatIsNotFinalAndHowLongItHasBeenSo() {
        assertThat(journal.journal().census()).isEqualTo(Census.NONE);

        journal.accept(order("A1"));
        journal.refuse(order("A2"));
        Cancellation doubtful = concluded("A3", Status.IN_DOUBT);
        concluded("A4", Status.IN_DOUBT);
        Cancellation waiting = concluded("A5", Status.NEEDS_REVIEW);
        journal.update(
                "update intent set created_at = now() - interval '3 min' where cancellation_id = ?", doubtful.id());
        journal.update("update cancellation set review_since = now() - interval '5 min' where id = ?", waiting.id());

        Count tower = journal.journal().census().of("tower");
        assertThat(tower.backlog()).isEqualTo(3);
        assertThat(tower.inDoubt()).isEqualTo(2);
        assertThat(tower.longestDoubt()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        assertThat(tower.reviews()).isEqualTo(1);
        assertThat(tower.longestReview()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(journal.journal().census().of("elsewhere").backlog()).isZero();
    }
}
