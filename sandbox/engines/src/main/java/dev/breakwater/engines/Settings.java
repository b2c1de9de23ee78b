package dev.breakwater.engines;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What an engine works with.
 *
 * @param supplier the base URL
 * @param places how many requests may be under way at once
 * @param port where it takes its instructions, on loopback
 */
record Settings(URI supplier, int places, int port, String databaseUrl, String user, String password) {
    /** Jobs hold a connection only while they are fetched and marked; more than this the shared server would not bear. */
    private static final int CONNECTIONS = 24;

    static Settings of(Map<String, String> environment) {
        return new Settings(
                URI.create(required(environment, "ENGINE_SUPPLIER")),
                Integer.parseInt(required(environment, "ENGINE_PLACES")),
                Integer.parseInt(required(environment, "ENGINE_PORT")),
                required(environment, "ENGINE_DB_URL"),
                required(environment, "ENGINE_DB_USER"),
                required(environment, "ENGINE_DB_PASSWORD"));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set; ./breakwater bench engine sets it");
        }
        return value;
    }

    /** A pool of connections to a schema of its own. */
    DataSource database(String schema) throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + schema);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(databaseUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setSchema(schema);
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number a query answers with. */
    static long count(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
