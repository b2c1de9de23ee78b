package dev.breakwater.gateway.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Short ways to a real PostgreSQL. */
final class PostgresForTests {
    /** Shared, so that the programs are unpacked once per build. */
    static final Path CACHE = Path.of("target", "postgres-binaries").toAbsolutePath();

    private PostgresForTests() {}

    static LocalPostgres start(Path folder) {
        return LocalPostgres.start(folder, CACHE);
    }

    static HikariDataSource pool(LocalPostgres postgres) {
        return pool(postgres, postgres.user(), postgres.password());
    }

    static HikariDataSource pool(LocalPostgres postgres, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl());
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres)) {
            return ask(connection, sql);
        }
    }

    static String ask(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return ask(connection, sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
