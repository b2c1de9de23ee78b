package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.JournalFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Journal.Due;
import dev.breakwater.gateway.cancellation.Journal.Filter;
import dev.breakwater.plugin.BookingKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the journal is read: what is due, what is listed, whose claims are released. */
final class ReadingTest {
    private static final Filter ALL = new Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            100);

    @TempDir
    private static Path folder;

    private static JournalFixture journal;

    @BeforeAll
    static void begin() {
        journal = new JournalFixture(folder);
    }

    @AfterAll
    static void close() {
        journal.close();
    }

    @BeforeEach
    void empty() {
        journal.update("truncate booking, cancellation, intent, exchange, event, pause");
    }

    private static Cancellation accept(String supplier, String booking) {
        Acceptance order = order(booking);
        return journal.accept(new Acceptance(
                order.id(),
                order.caller(),
                order.key(),
                order.requestHash(),
                new BookingKey(booking),
                JournalFixture.instruction(supplier, booking, List.of()),
                Duration.ofHours(24),
                Progress.NONE,
                Optional.empty(),
                Optional.empty()));
    }

    @Test
    void tellsTheLongestDueFirstAndSoManyOfEachSupplier() {
        List<UUID> tower = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID id = accept("tower", "C" + i).id();
            journal.update(
                    "update cancellation set due_at = clock_timestamp() - ? * interval '1 s' where id = ?", i, id);
            tower.add(0, id);
        }
        UUID rail = accept("rail", "C1").id();
        UUID later = accept("rail", "C2").id();
        journal.update("update cancellation set due_at = clock_timestamp() + interval '1 h' where id = ?", later);

        List<Due> due = journal.journal().due(List.of("tower", "rail", "nobody"), 3);

        assertThat(due)
                .filteredOn(one -> one.supplier().equals("tower"))
                .extracting(Due::id)
                .containsExactlyElementsOf(tower.subList(0, 3));
        assertThat(due)
                .filteredOn(one -> one.supplier().equals("rail"))
                .extracting(Due::id)
                .containsExactly(rail);
        assertThat(due).hasSize(4);
    }

    @Test
    void knowsEverySupplierWithABacklogOnce() {
        assertThat(journal.journal().suppliersWithBacklog()).isEmpty();
        accept("tower", "C3");
        accept("tower", "C4");
        accept("alpine", "C5");
        accept("zebra", "C6");
        UUID done = accept("done", "C7").id();
        journal.update("update cancellation set due_at = null where id = ?", done);

        assertThat(journal.journal().suppliersWithBacklog()).containsExactly("alpine", "tower", "zebra");
    }

    @Test
    void releasesTheClaimsOfOneMemberWhateverItsName() {
        Map<String, UUID> claims = Map.of(
                "a_b/1", claimed("D1", "a_b/1"),
                "axb/1", claimed("D2", "axb/1"),
                "a_b%/1", claimed("D3", "a_b%/1"),
                "a_bc/1", claimed("D4", "a_bc/1"),
                "a\\_b/1", claimed("D5", "a\\_b/1"),
                "a_b/2", claimed("D6", "a_b/2"));

        assertThat(journal.journal().releaseClaimsOf("a_b")).isEqualTo(2);
        assertThat(journal.journal().releaseClaimsOf("a_b")).isZero();

        assertThat(journal.journal().due(List.of("tower"), 10))
                .extracting(Due::id)
                .containsExactlyInAnyOrder(claims.get("a_b/1"), claims.get("a_b/2"));
        assertThat(journal.journal().releaseClaimsOf("%")).isZero();
        assertThat(journal.journal().releaseClaimsOf("a_b%")).isEqualTo(1);
        assertThat(journal.journal().releaseClaimsOf("a\\_b")).isEqualTo(1);
    }

    private static UUID claimed(String booking, String owner) {
        UUID id = journal.accept(order(booking)).id();
        journal.takeUp(id, owner).join();
        return id;
    }

    @Test
    void listsPageByPageInTheOrderOfAcceptance() {
        List<UUID> accepted = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            accepted.add(journal.accept(order("E" + i)).id());
        }
        accepted.sort((one, other) -> one.toString().compareTo(other.toString()));

        List<UUID> listed = new ArrayList<>();
        Optional<UUID> after = Optional.empty();
        for (int page = 0; page < 4; page++) {
            List<UUID> next = journal.journal().list(with(after, 7)).stream()
                    .map(Cancellation::id)
                    .toList();
            listed.addAll(next);
            after = Optional.of(next.get(next.size() - 1));
        }

        assertThat(listed).containsExactlyElementsOf(accepted);
        assertThat(journal.journal().list(with(after, 7))).isEmpty();
    }

    private static Filter with(Optional<UUID> after, int limit) {
        return new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                after,
                limit);
    }

    @Test
    void listsByEveryFilter() {
        Cancellation first = journal.accept(order("web", "f1", "F1", List.of()));
        Cancellation second = journal.accept(order("app", "f2", "F2", List.of()));
        journal.update("update cancellation set own_reference = 'OWN' where id = ?", second.id());
        Cancellation third = journal.taken(accept("rail", "F3").id());
        journal.update("update cancellation set updated_at = now() + interval '1 h' where id = ?", third.id());

        assertThat(ids(ALL)).containsExactlyInAnyOrder(first.id(), second.id(), third.id());
        assertThat(ids(caller("app"))).containsExactly(second.id());
        assertThat(ids(new Filter(
                        Optional.empty(),
                        Optional.of(Status.IN_FLIGHT),
                        Optional.of("rail"),
                        Optional.of(List.of("F3", "F9")),
                        Optional.empty(),
                        Optional.of(Instant.now().plusSeconds(60)),
                        Optional.empty(),
                        10)))
                .containsExactly(third.id());
        assertThat(ids(bookings(List.of("F1", "F2")))).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(ids(bookings(List.of()))).isEmpty();
        assertThat(ids(new Filter(
                        Optional.of("app"),
                        Optional.of(Status.ACCEPTED),
                        Optional.of("tower"),
                        Optional.empty(),
                        Optional.of("OWN"),
                        Optional.empty(),
                        Optional.empty(),
                        10)))
                .containsExactly(second.id());
        assertThat(ids(caller("app' or '1' = '1"))).isEmpty();
    }

    @Test
    void listsABookingByItsAliases() {
        Cancellation first = journal.merge(order("G1"), "G1-alias");

        assertThat(ids(bookings(List.of("G1-alias")))).containsExactly(first.id());
    }

    @Test
    void remembersPausesUntilTheyAreEnded() {
        journal.journal().pause("tower", "operator:ops", "maintenance");
        journal.journal().pause("tower", "operator:other", "maintenance");
        journal.journal().pause("*", "operator:ops", "maintenance");

        assertThat(journal.journal().paused()).containsExactlyInAnyOrder("tower", "*");
        assertThat(journal.ask("select actor from pause where supplier = 'tower'"))
                .isEqualTo("operator:other");
        journal.journal().resume("tower");
        assertThat(journal.journal().paused()).containsExactly("*");
    }

    @Test
    void findsByTheCallersKey() {
        Cancellation accepted = journal.accept(order("web", "h1", "H1", List.of()));

        assertThat(journal.journal().find("web", "h1")).hasValue(accepted);
        assertThat(journal.journal().find("app", "h1")).isEmpty();
        assertThat(journal.journal().find(Ids.next())).isEmpty();
    }

    private static List<UUID> ids(Filter filter) {
        return journal.journal().list(filter).stream().map(Cancellation::id).toList();
    }

    private static Filter caller(String caller) {
        return new Filter(
                Optional.of(caller),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                10);
    }

    private static Filter bookings(Collection<String> keys) {
        return new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(keys),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                10);
    }
}
