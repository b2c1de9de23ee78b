package dev.breakwater.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.gateway.postgres.DatabaseSettings.External;
import dev.breakwater.gateway.postgres.DatabaseSettings.Local;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    @TempDir
    private static Path temporary;

    private static LocalPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresForTests.start(temporary.resolve("external"));
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void runsADatabaseOfItsOwnAndClosesItLast() throws SQLException {
        // Beside the shared cache, so that the programs are not unpacked again.
        Path folder = PostgresForTests.CACHE.resolveSibling("postgres-of-database-test");
        PostgresFolder.deleteTree(folder);
        LocalPostgres own;
        try (Database database = Database.open(testSettings(new Local(folder)))) {
            own = database.local().orElseThrow();
            assertThat(PostgresForTests.ask(database.dataSource(), "SELECT word FROM greeting"))
                    .isEqualTo("hello");
            assertThat(own.isAlive()).isTrue();
        }
        assertThat(own.isAlive()).isFalse();
    }

    @Test
    void endsTransactionsWhoseOwnerSleeps() throws SQLException {
        try (Database database = Database.open(testSettings(external(postgres.jdbcUrl(), postgres.password())))) {
            assertThat(PostgresForTests.ask(database.dataSource(), "show idle_in_transaction_session_timeout"))
                    .isEqualTo("3s");
        }
    }

    @Test
    void migratesADatabaseOfSomebodyElseOnceAndLeavesItRunning() throws SQLException {
        DatabaseSettings settings = testSettings(external(postgres.jdbcUrl(), postgres.password()));
        Database.open(settings).close();
        try (Database database = Database.open(settings)) {
            assertThat(database.local()).isEmpty();
            assertThat(PostgresForTests.ask(database.dataSource(), "SELECT count(*) FROM greeting"))
                    .isEqualTo("1");
        }
        assertThat(postgres.isAlive()).isTrue();
    }

    @Test
    void refusesAnUndurableDatabaseBeforeItTouchesItsSchema() throws SQLException {
        PostgresForTests.execute(postgres, "CREATE DATABASE hasty");
        PostgresForTests.execute(postgres, "ALTER DATABASE hasty SET synchronous_commit = off");
        String url = postgres.jdbcUrl().replaceAll("/breakwater$", "/hasty");
        assertThatThrownBy(() -> Database.open(testSettings(external(url, postgres.password()))))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("synchronous_commit is off");
    }

    @Test
    void doesNotWaitForADatabaseThatRefusesThePassword() {
        assertThatThrownBy(() -> Database.open(testSettings(external(postgres.jdbcUrl(), "wrong"))))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("refuses the gateway")
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void saysWhichDatabaseItCouldNotReachWithoutItsSecrets() {
        External nowhere = external("jdbc:postgresql://127.0.0.1:1/none?sslpassword=secret", "hidden");
        assertThatThrownBy(() -> Database.open(testSettings(nowhere).withPatience(Duration.ZERO)))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/none")
                .hasMessageNotContainingAny("secret", "hidden");
        assertThat(nowhere.toString()).doesNotContain("secret").doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://user:secret@host/name",
                "jdbc:mysql://host/name?password=secret",
                "jdbc:postgresql://host/name?user=somebody&password=secret",
                "jdbc:postgresql://user:secret@host/name"
            })
    void refusesUrlsOfOtherDatabasesOrWithCredentialsAndDoesNotRepeatThem(String url) {
        assertThatThrownBy(() -> external(url, ""))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("jdbc:postgresql:")
                .hasMessageContaining("user and password apart")
                .hasMessageNotContaining("secret");
    }

    private static External external(String url, String password) {
        return new External(url, postgres.user(), password);
    }

    private static DatabaseSettings testSettings(DatabaseSettings.Location location) {
        return DatabaseSettings.at(location).withConnections(2).withMigrations("classpath:db/test-migration");
    }
}
