package dev.breakwater.gateway.cancellation;

import dev.breakwater.gateway.conversation.Exchange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Keeps quotes, and what was exchanged for them. */
public final class Quotes {
    private final DataSource database;

    public Quotes(DataSource database) {
        this.database = database;
    }

    public void save(KeptQuote quote, List<Exchange> exchanges) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insert(connection, quote);
                ExchangeRow.insert(
                        connection,
                        exchanges.stream()
                                .map(exchange -> ExchangeRow.of(quote.id(), Optional.empty(), exchange))
                                .toList());
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new JournalUnavailable(e);
        }
    }

    private static void insert(Connection connection, KeptQuote quote) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into quote (id, caller, supplier, booking_reference, content, created_at, expires_at)
                values (?, ?, ?, ?, ?::json, ?, ?)""")) {
            statement.setObject(1, quote.id());
            statement.setString(2, quote.caller());
            statement.setString(3, quote.supplier());
            statement.setString(4, quote.booking().reference());
            statement.setString(5, Json.write(quote));
            statement.setTimestamp(6, Timestamp.from(quote.createdAt()));
            statement.setTimestamp(7, quote.expiresAt().map(Timestamp::from).orElse(null));
            statement.executeUpdate();
        }
    }

    public Optional<KeptQuote> find(UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select content from quote where id = ?")) {
            statement.setObject(1, id);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(Json.read(row.getString(1), KeptQuote.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new JournalUnavailable(e);
        }
    }
}
