package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.JournalFixture.conclusion;
import static dev.breakwater.gateway.cancellation.JournalFixture.open;
import static dev.breakwater.gateway.cancellation.JournalFixture.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.breakwater.gateway.postgres.Database;
import dev.breakwater.gateway.postgres.DatabaseSettings;
import dev.breakwater.gateway.postgres.DatabaseSettings.External;
import dev.breakwater.gateway.postgres.LocalPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This version beside a newer one, on one journal. */
final class TwoVersionsTest {
    @TempDir
    private static Path folder;

    private static JournalFixture fixture;

    @BeforeAll
    static void openJournal() {
        fixture = new JournalFixture(folder);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    /** In doubt and due, as a newer version would leave it: with words and fields that this one does not know. */
    private static UUID writtenByANewerVersion(String booking) {
        Cancellation base = fixture.taken(order(booking));
        fixture.conclude(base, conclusion(Status.SCHEDULED, StatusReason.BUSY, open(), Duration.ZERO));
        fixture.update(
                "update cancellation set progress = replace(progress::text, '\"reason\":\"QUEUED\"',"
                        + " '\"reason\":\"FROM_THE_FUTURE\",\"mood\":\"good\"')::json where id = ?",
                base.id());
        fixture.update("update event set reason = 'FROM_THE_FUTURE' where cancellation_id = ? and seq = 3", base.id());
        return base.id();
    }

    @Test
    void whatANewerVersionWroteCanBeRead() {
        UUID id = writtenByANewerVersion("readable");

        Cancellation read = fixture.journal().find(id).orElseThrow();

        assertThat(read.status()).isEqualTo(Status.SCHEDULED);
        assertThat(read.progress().units()).extracting(UnitProgress::reason).containsExactly(StatusReason.UNRECOGNISED);
        assertThat(fixture.journal().events(id)).extracting(Event::reason).contains(StatusReason.UNRECOGNISED);
    }

    @Test
    void whatItDoesNotUnderstandIsNotTakenUp() {
        UUID id = writtenByANewerVersion("left alone");
        UUID own = fixture.accept(order("its own")).id();

        var refused = fixture.takeUp(id, "one/1");
        var taken = fixture.takeUp(own, "one/1");

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(refused::join)
                .withCauseInstanceOf(WrittenByNewer.class);
        assertThat(taken.join()).isInstanceOf(Changed.TakenUp.class);
        assertThat(fixture.ask("select claimed_by from cancellation where id = ?", id))
                .isEqualTo("null");
        assertThat(fixture.ask("select progress::text from cancellation where id = ?", id))
                .contains("FROM_THE_FUTURE", "mood");
    }

    /** Or neither version would ever understand it again. */
    @Test
    void whatItDoesNotUnderstandIsNotWrittenAnewByWhatAPersonOrASupplierSays() {
        UUID id = writtenByANewerVersion("decided");
        Cancellation read = fixture.journal().find(id).orElseThrow();
        Change.Conclusion retry = conclusion(Status.SCHEDULED, StatusReason.RETRIED, read.progress(), Duration.ZERO);

        var refused =
                fixture.journal().write(new Change.Decide(read, retry, Optional.empty(), Optional.empty(), false));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(refused::join)
                .withCauseInstanceOf(WrittenByNewer.class);
        assertThat(fixture.ask("select progress::text from cancellation where id = ?", id))
                .contains("FROM_THE_FUTURE", "mood");
    }

    @Test
    void aStatusThatOnlyTheNewerVersionKnowsBreaksNoListAndIsNotTakenUp() {
        UUID id = fixture.accept(order("dreaming")).id();
        fixture.update("update cancellation set status = 'DREAMING', due_at = now() where id = ?", id);
        fixture.update("update event set status = 'DREAMING' where cancellation_id = ?", id);

        Cancellation read = fixture.journal().find(List.of(id)).get(0);
        var refused = fixture.takeUp(id, "one/1");

        assertThat(read.status()).isEqualTo(Status.IN_FLIGHT);
        assertThat(read.reason()).isEqualTo(StatusReason.UNRECOGNISED);
        assertThat(fixture.journal().events(id)).extracting(Event::status).containsExactly(Status.IN_FLIGHT);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(refused::join)
                .withCauseInstanceOf(WrittenByNewer.class);
        assertThat(fixture.ask("select status from cancellation where id = ?", id))
                .isEqualTo("DREAMING");
    }

    @Test
    void aSchemaThatANewerVersionBroughtUpToDateIsGoodEnough() {
        fixture.update(
                "insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success)"
                        + " values (999, '999', 'future', 'SQL', 'V999__future.sql', 1, 'breakwater', 1, true)");
        LocalPostgres postgres = fixture.database().local().orElseThrow();

        try (Database again = Database.open(
                DatabaseSettings.at(new External(postgres.jdbcUrl(), postgres.user(), postgres.password())))) {
            assertThat(again.dataSource()).isNotNull();
        }
    }
}
