package dev.breakwater.gateway.cancellation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reads rows of the journal, and hands lists to statements as arrays. */
final class Rows {
    static final String CANCELLATION_COLUMNS = """
            c.id, c.caller, c.idempotency_key, c.request_hash, c.booking_id, c.instruction, c.status, c.status_reason, \
            c.effect, c.progress, c.attempts, c.lookups, c.disputed, c.due_at, c.version, c.created_at, c.updated_at, \
            c.expires_at""";

    private Rows() {}

    static Cancellation cancellation(ResultSet row) throws SQLException {
        return new Cancellation(
                row.getObject("id", UUID.class),
                row.getString("caller"),
                row.getString("idempotency_key"),
                row.getString("request_hash"),
                row.getLong("booking_id"),
                Json.read(row.getString("instruction"), Instruction.class),
                Status.read(row.getString("status")),
                reason(row),
                Effect.valueOf(row.getString("effect")),
                Json.read(row.getString("progress"), Progress.class),
                row.getInt("attempts"),
                row.getInt("lookups"),
                row.getBoolean("disputed"),
                optionalInstant(row, "due_at"),
                row.getInt("version"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "expires_at"));
    }

    /** A status that this version does not know needs a reason that tells so. */
    private static StatusReason reason(ResultSet row) throws SQLException {
        return Status.isKnown(row.getString("status"))
                ? StatusReason.read(row.getString("status_reason"))
                : StatusReason.UNRECOGNISED;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    /** Sets a parameter to the array of what {@code column} makes of each item. */
    static <T> void setArray(
            PreparedStatement statement, int index, String type, List<T> items, Function<T, Object> column)
            throws SQLException {
        Connection connection = statement.getConnection();
        // The driver takes bytes only in an array of their own type.
        Object[] values = type.equals("bytea") ? new byte[items.size()][] : new Object[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(items.get(i));
        }
        statement.setArray(index, connection.createArrayOf(type, values));
    }
}
