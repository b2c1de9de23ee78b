package dev.breakwater.sandbox.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Fills a gateway's journal with cancellations that wait for their second attempt: copies of an order that the gateway itself
 * has accepted, so that they look as its own do.
 */
final class DueOrders implements AutoCloseable {
    private static final String NUMBERED = """
            (select id, id::text as reference from (
                select (lpad(to_hex(?::bigint), 16, '0') || lpad(to_hex(?::bigint + i), 16, '0'))::uuid as id
                from generate_series(?::bigint, ?::bigint - 1) as i) as ids) as n""";
    private static final String BOOKINGS = "insert into booking (supplier, key) select ?, n.reference from " + NUMBERED;
    private static final String EVENTS = """
            insert into event (cancellation_id, seq, at, actor, status, reason, evidence)
            select n.id, 1, now(), 'caller:bench', 'ACCEPTED', 'QUEUED', '{}'::json from\s""" + NUMBERED;
    private static final Map<String, String> CHANGED = Map.ofEntries(
            Map.entry("id", "n.id"),
            Map.entry("idempotency_key", "n.reference"),
            Map.entry("booking_id", "b.id"),
            Map.entry("booking_reference", "n.reference"),
            Map.entry("instruction", "replace(t.instruction::text, t.booking_reference, n.reference)::json"),
            Map.entry("status", "'SCHEDULED'"),
            Map.entry("status_reason", "'BUSY'"),
            Map.entry("attempts", "1"),
            Map.entry("version", "t.version + 2"),
            Map.entry("due_at", "now() + ? * interval '1 ms'"),
            Map.entry("created_at", "now()"),
            Map.entry("updated_at", "now()"),
            Map.entry("expires_at", "now() + interval '2 days'"));

    private final Connection connection;
    private final String insert;

    /** @param database that a gateway has begun to work with */
    DueOrders(Field.Database database) throws IOException {
        try {
            connection = DriverManager.getConnection(database.url(), database.user(), database.password());
            execute("create schema if not exists bench");
            execute("create table if not exists bench.pattern as select * from cancellation where false");
            Map<String, String> columns = new LinkedHashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select column_name from information_schema.columns"
                            + " where table_schema = 'bench' and table_name = 'pattern' order by ordinal_position")) {
                while (row.next()) {
                    String name = row.getString(1);
                    columns.put(name, CHANGED.getOrDefault(name, "t." + name));
                }
            }
            insert = "insert into cancellation (" + String.join(", ", columns.keySet()) + ") select "
                    + columns.values().stream().collect(Collectors.joining(", "))
                    + " from bench.pattern t, " + NUMBERED
                    + " join booking b on b.key = n.reference where t.supplier = ? and b.supplier = t.supplier";
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Takes this order, which nobody has begun, as the pattern for its supplier; there is none of it in the journal then. */
    void take(UUID order) throws IOException {
        try {
            execute("delete from bench.pattern p using cancellation c where c.id = '" + order
                    + "' and p.supplier = c.supplier");
            execute("insert into bench.pattern select * from cancellation where id = '" + order + "'");
            execute("delete from event where cancellation_id = '" + order + "'");
            execute("delete from cancellation where id = '" + order + "'");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** A part of some bookings: from the first to before the last. */
    record Part(Effects bookings, int from, int to) {
        static Part all(Effects bookings) {
            return new Part(bookings, 0, bookings.number());
        }

        private int bind(PreparedStatement statement, int index) throws SQLException {
            statement.setLong(index, bookings.high());
            statement.setLong(index + 1, Effects.FIRST);
            statement.setLong(index + 2, from);
            statement.setLong(index + 3, to);
            return index + 4;
        }
    }

    /** Writes these, due after a while. */
    void fill(String supplier, Part part, Duration wait) throws IOException {
        try (PreparedStatement bookings = connection.prepareStatement(BOOKINGS);
                PreparedStatement orders = connection.prepareStatement(insert);
                PreparedStatement events = connection.prepareStatement(EVENTS)) {
            connection.setAutoCommit(false);
            bookings.setString(1, supplier);
            part.bind(bookings, 2);
            bookings.executeUpdate();
            orders.setLong(1, wait.toMillis());
            orders.setString(part.bind(orders, 2), supplier);
            int written = orders.executeUpdate();
            if (written != part.to() - part.from()) {
                throw new IOException("%d orders were written instead of %d; the plugin keeps bookings under other keys"
                        .formatted(written, part.to() - part.from()));
            }
            part.bind(events, 1);
            events.executeUpdate();
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Tells the planner what has been filled in. */
    void analyze() throws IOException {
        try {
            execute("analyze booking, cancellation, event");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** How many transactions have written anything since the database was made. */
    long transactions() throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** How many of these are not cancelled yet. */
    long open(Effects bookings) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select count(*) from cancellation where id between ? and ? and status = 'CANCELLED'")) {
            statement.setObject(1, new UUID(bookings.high(), Effects.FIRST));
            statement.setObject(2, new UUID(bookings.high(), -1));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return bookings.number() - row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
