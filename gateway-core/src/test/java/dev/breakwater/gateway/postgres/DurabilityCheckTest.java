package dev.breakwater.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class DurabilityCheckTest {
    @TempDir
    private static Path temporary;

    private static LocalPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresForTests.start(temporary.resolve("postgres"));
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void passesADurableDatabase() {
        assertThatCode(() -> DurabilityCheck.require(withOptions(""))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote_write", "on", "remote_apply"})
    void passesEveryCommitThatReachesItsOwnDisk(String synchronousCommit) {
        assertThatCode(() -> DurabilityCheck.require(withOptions("-c synchronous_commit=" + synchronousCommit)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnUndurableConnection() {
        assertThatThrownBy(() -> DurabilityCheck.require(withOptions("-c synchronous_commit=off")))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("synchronous_commit is off")
                .hasMessageContaining("connection's options");
    }

    @Test
    void refusesAnUndurableRole() throws SQLException {
        PostgresForTests.execute(postgres, "CREATE ROLE hasty LOGIN PASSWORD 'secret'");
        PostgresForTests.execute(postgres, "ALTER ROLE hasty SET synchronous_commit = off");
        try (HikariDataSource hasty = PostgresForTests.pool(postgres, "hasty", "secret")) {
            assertThatThrownBy(() -> DurabilityCheck.require(hasty))
                    .isInstanceOf(DatabaseProblem.class)
                    .hasMessageContaining("synchronous_commit is off")
                    .hasMessageContaining("ALTER ROLE");
        }
    }

    @Test
    void refusesAnUndurableDatabase() throws SQLException {
        PostgresForTests.execute(postgres, "ALTER DATABASE breakwater SET synchronous_commit = off");
        try {
            assertThatThrownBy(() -> DurabilityCheck.require(withOptions("")))
                    .isInstanceOf(DatabaseProblem.class)
                    .hasMessageContaining("ALTER DATABASE");
        } finally {
            PostgresForTests.execute(postgres, "ALTER DATABASE breakwater RESET synchronous_commit");
        }
    }

    @Test
    void refusesAServerThatDoesNotWaitForItsDisk() throws SQLException {
        Path folder = temporary.resolve("careless");
        try (CarelessServer careless = CarelessServer.start(folder)) {
            assertThatThrownBy(() -> DurabilityCheck.require(careless.dataSource()))
                    .isInstanceOf(DatabaseProblem.class)
                    .hasMessageContaining("fsync is off (set by: command line)")
                    .hasMessageContaining("full_page_writes is off");
        }
    }

    private static PGSimpleDataSource withOptions(String options) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(postgres.jdbcUrl());
        dataSource.setUser(postgres.user());
        dataSource.setPassword(postgres.password());
        dataSource.setOptions(options);
        return dataSource;
    }
}
