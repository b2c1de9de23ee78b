package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.JournalFixture.conclusion;
import static dev.breakwater.gateway.cancellation.JournalFixture.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.gateway.cancellation.Deadlines.Endangered;
import dev.breakwater.gateway.cancellation.Deadlines.Floors;
import dev.breakwater.gateway.cancellation.Deadlines.Group;
import dev.breakwater.gateway.cancellation.Deadlines.Page;
import dev.breakwater.gateway.cancellation.Deadlines.Place;
import dev.breakwater.gateway.cancellation.Journal.Due;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits in the journal by its deadlines, on a real PostgreSQL. */
final class DeadlinesTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static JournalFixture journal;
    private static Deadlines deadlines;

    /** A little more than the database keeps of it. */
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS).plusNanos(400);

    @BeforeAll
    static void begin() {
        journal = new JournalFixture(folder);
        deadlines = journal.journal().deadlines();
    }

    @AfterAll
    static void close() {
        journal.close();
    }

    @BeforeEach
    void nothingWaits() {
        journal.update("update cancellation set due_at = null");
    }

    private Deadline deadline(int seconds, String penalty, String currency) {
        return new Deadline(now.plusSeconds(seconds), Money.of(penalty, currency));
    }

    private UUID accept(Deadline... stated) {
        Instruction plain = JournalFixture.instruction("tower", "D" + NUMBER.incrementAndGet(), List.of());
        Instruction instruction = new Instruction(
                plain.supplier(),
                plain.booking(),
                plain.scope(),
                plain.reason(),
                plain.requestedAt(),
                plain.guard(),
                plain.waiver(),
                plain.metadata(),
                Stream.of(stated)
                        .map(deadline -> new StatedDeadline(deadline, false))
                        .toList());
        Acceptance order = JournalFixture.order(instruction.booking().reference());
        return journal.accept(new Acceptance(
                        order.id(),
                        order.caller(),
                        order.key(),
                        order.requestHash(),
                        new BookingKey(instruction.booking().reference()),
                        instruction,
                        order.giveUpAfter(),
                        Progress.NONE,
                        Stake.next(instruction, Progress.NONE, now.minusSeconds(3_600)),
                        Optional.empty()))
                .id();
    }

    private UUID euros(int seconds, String penalty) {
        return accept(deadline(seconds, penalty, "EUR"));
    }

    @Test
    void tellsTheEarliestDeadlinesBesideTheLongestDue() {
        UUID oldest = accept();
        UUID old = accept();
        UUID far = euros(500, "5");
        UUID near = euros(100, "7");

        List<Due> due = journal.journal().due(List.of("tower"), 1);

        assertThat(due).extracting(Due::id).containsExactly(oldest, near);
        assertThat(due.get(0).deadline()).isEmpty();
        assertThat(due.get(1).worth()).isEqualTo(7);
        assertThat(due.get(1).deadline())
                .hasValueSatisfying(at -> assertThat(at).isCloseTo(now.plusSeconds(100), within(1, ChronoUnit.MILLIS)));
        assertThat(List.of(old, far)).doesNotContain(due.get(0).id());
    }

    @Test
    void tellsWhatAPlanKeepsByDeadlineThenTheOthersByAge() {
        UUID lost = euros(50, "4");
        UUID kept = euros(60, "5");
        UUID undated = accept();
        UUID beyond = euros(400, "1");
        UUID later = euros(300, "1");
        Floors floors = new Floors(List.of(now.plusSeconds(100), now.plusSeconds(200)), List.of(5.0, 2.0));

        assertThat(ids(floors, 0, 1)).containsExactlyInAnyOrder(kept, lost);
        assertThat(ids(floors, 0, 2)).containsExactlyInAnyOrder(kept, later, lost, undated);
        assertThat(ids(floors, 1, 1)).containsExactlyInAnyOrder(kept, lost);
        assertThat(ids(floors, 0, 9)).containsExactlyInAnyOrder(kept, later, beyond, lost, undated);
        assertThat(deadlines.endangered("tower", floors, 9))
                .extracting(Endangered::id)
                .containsExactly(lost);
        assertThat(deadlines.waiting("tower")).isEqualTo(5);
    }

    @Test
    void countsADeadlineAtTheEndOfASpanToThatSpan() {
        Instant end = now.plusSeconds(100).truncatedTo(ChronoUnit.MILLIS);
        UUID at = accept(new Deadline(end, Money.of("3", "EUR")));
        accept(new Deadline(end.plusMillis(1), Money.of("3", "EUR")));

        assertThat(deadlines.endangered("tower", new Floors(List.of(end), List.of(4.0)), 9))
                .extracting(Endangered::id)
                .containsExactly(at);
    }

    private static List<UUID> ids(Floors floors, int elders, int limit) {
        return deadlines.due("tower", floors, elders, limit).stream()
                .map(Due::id)
                .toList();
    }

    @Test
    void groupsWhatIsAboutEqual() {
        euros(1_000, "100");
        euros(1_001, "100.50");
        accept(deadline(1_001, "101", "USD"));
        euros(2_000, "100");
        euros(1_000, "200");
        euros(-10, "1000");
        accept();

        List<Group> groups = deadlines.groups("tower");

        assertThat(groups).hasSize(3);
        assertThat(groups)
                .filteredOn(group -> group.count() == 3)
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.worth()).isEqualTo(100);
                    assertThat(group.most()).isEqualTo(101);
                    assertThat(group.stakes())
                            .isEqualTo(Map.of("EUR", new BigDecimal("200.50"), "USD", new BigDecimal("101.00")));
                });
        assertThat(deadlines.groups("nobody")).isEmpty();
    }

    @Test
    void tellsOnceOfADeadlineThatPassedAndGoesOnToTheNext() {
        UUID once = euros(-60, "40");
        UUID twice = accept(deadline(-60, "40", "EUR"), deadline(6_000, "90", "EUR"));
        UUID running = euros(-60, "40");
        journal.taken(running);
        UUID ahead = euros(60, "40");

        assertThat(deadlines.miss(List.of("tower"), 10))
                .extracting(Deadlines.Missed::id)
                .containsExactlyInAnyOrder(once, twice);
        assertThat(deadlines.miss(List.of("tower"), 10)).isEmpty();

        assertThat(journal.journal().events(once)).last().satisfies(event -> {
            assertThat(event.reason()).isEqualTo(StatusReason.DEADLINE_MISSED);
            assertThat(event.status()).isEqualTo(Status.ACCEPTED);
            assertThat(event.seq()).isEqualTo(2);
            assertThat(event.evidence()).containsEntry("costsMore", "40.00 EUR");
        });
        assertThat(journal.journal().find(once).orElseThrow().version()).isEqualTo(2);
        assertThat(journal.journal().find(once).orElseThrow().reason()).isEqualTo(StatusReason.QUEUED);
        assertThat(deadlines.groups("tower"))
                .extracting(Group::stakes)
                .containsExactlyInAnyOrder(
                        Map.of("EUR", new BigDecimal("50.00")), Map.of("EUR", new BigDecimal("40.00")));
        assertThat(journal.taken(once).status())
                .as("it is cancelled all the same")
                .isEqualTo(Status.IN_FLIGHT);
        assertThat(ahead).isNotNull();
    }

    @Test
    void keepsTheDeadlineOfWhatIsTriedAgainAndForgetsThatOfWhatIsInDoubt() {
        Cancellation again = journal.taken(euros(600, "40"));
        journal.conclude(again, conclusion(Status.SCHEDULED, StatusReason.BUSY, open(), Duration.ofHours(1)));
        Cancellation late = journal.taken(euros(-1, "30"));
        journal.conclude(late, conclusion(Status.SCHEDULED, StatusReason.BUSY, open(), Duration.ofHours(1)));
        Cancellation doubtful = journal.taken(euros(600, "20"));
        journal.intend(doubtful, JournalFixture.intent());
        Cancellation base = journal.journal().find(doubtful.id()).orElseThrow();
        journal.conclude(
                base, conclusion(Status.IN_DOUBT, StatusReason.REPLY_LOST, base.progress(), Duration.ofHours(1)));

        List<Group> groups = new ArrayList<>(deadlines.groups("tower"));

        assertThat(groups)
                .singleElement()
                .satisfies(group -> assertThat(group.worth()).isEqualTo(40));
    }

    @Test
    void pagesShowWhoseTimeHasRunOutAndBeginAnewAfterTheLast() {
        List<UUID> waiting = List.of(accept(), accept(), accept(), accept(), accept());
        journal.update(
                "update cancellation set due_at = now() - interval '1 h' where id = any(?)", (Object) ids(waiting));
        List<UUID> late = List.of(waiting.get(1), waiting.get(4));
        journal.update("update cancellation set expires_at = now() where id = any(?)", (Object) ids(late));
        List<UUID> seen = new ArrayList<>();

        Place place = Place.START;
        for (int i = 0; i < 3; i++) {
            Page page = deadlines.page("tower", place, 2);
            seen.addAll(page.overdue());
            place = page.next();
        }

        assertThat(seen).containsExactlyElementsOf(late);
        assertThat(place).isEqualTo(Place.START);
    }

    private static UUID[] ids(List<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
