package dev.breakwater.gateway.partnerfile;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Plain statements, alone or in a transaction. */
final class Sql {
    private static final int FETCH = 1_000;

    private final DataSource database;

    Sql(DataSource database) {
        this.database = database;
    }

    /** Makes something of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is done in one transaction. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    <T> Optional<T> one(String statement, Reader<T> reader, Object... parameters) throws SQLException {
        return all(statement, reader, parameters).stream().findFirst();
    }

    <T> List<T> all(String statement, Reader<T> reader, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return all(connection, statement, reader, parameters);
        }
    }

    void update(String statement, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection()) {
            update(connection, statement, parameters);
        }
    }

    void each(String statement, FileStore.RowReader reader, Object... parameters) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            // Without auto-commit the driver fetches in portions.
            connection.setAutoCommit(false);
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                prepared.setFetchSize(FETCH);
                bind(prepared, parameters);
                try (ResultSet row = prepared.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
            } finally {
                connection.rollback();
            }
        }
    }

    <T> T transaction(Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.run(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }

    static <T> Optional<T> one(Connection connection, String statement, Reader<T> reader, Object... parameters)
            throws SQLException {
        return all(connection, statement, reader, parameters).stream().findFirst();
    }

    static <T> List<T> all(Connection connection, String statement, Reader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(prepared, parameters);
            try (ResultSet row = prepared.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (row.next()) {
                    found.add(reader.read(row));
                }
                return found;
            }
        }
    }

    static int update(Connection connection, String statement, Object... parameters) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(prepared, parameters);
            return prepared.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
