package dev.breakwater.sandbox.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.sandbox.drill.History.Cancellation;
import dev.breakwater.sandbox.drill.History.Intent;
import dev.breakwater.sandbox.drill.History.Refund;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Client;
import dev.breakwater.sandbox.stage.Status;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the journal says, read where it lies, and the money as callers are told of it. */
final class Witnesses {

    private static final String CANCELLATIONS = """
            select c.id, c.caller, c.idempotency_key, c.supplier, c.booking_reference, c.status, c.due_at,
                (select string_agg(distinct e.status, ',') from event e where e.cancellation_id = c.id
                    and e.status in ('CANCELLED', 'PARTIALLY_CANCELLED', 'REFUSED', 'EXPIRED', 'WITHDRAWN')) as ends
            from cancellation c order by c.id""";
    private static final String INTENTS = """
            select id, cancellation_id, key, encode(sha256(request_body), 'hex') as body, state, created_at, closed_at
            from intent order by created_at""";
    private static final String OPEN = """
            select count(*) from cancellation where status not in
                ('CANCELLED', 'PARTIALLY_CANCELLED', 'REFUSED', 'EXPIRED', 'WITHDRAWN')""";

    private final Database database;
    private final Client operator;

    Witnesses(Database database, Client operator) {
        this.database = database;
        this.operator = operator;
    }

    /** How many cancellations have not ended. */
    int open() throws SQLException {
        return query(OPEN, row -> row.getInt(1)).get(0);
    }

    /** Those that need a person, by id. */
    Map<String, Booking> reviews() throws SQLException {
        Map<String, Booking> reviews = new HashMap<>();
        query(
                "select id, supplier, booking_reference from cancellation where status = 'NEEDS_REVIEW'",
                row -> reviews.put(row.getString("id"), booking(row)));
        return reviews;
    }

    Instant now() throws SQLException {
        return query("select now()", row -> row.getTimestamp(1).toInstant()).get(0);
    }

    List<Cancellation> cancellations() throws SQLException, InterruptedException {
        Map<String, Refund> refunds = refunds();
        return query(
                CANCELLATIONS,
                row -> new Cancellation(
                        row.getString("id"),
                        row.getString("caller"),
                        row.getString("idempotency_key"),
                        booking(row),
                        Status.valueOf(row.getString("status")),
                        instant(row, "due_at"),
                        statuses(row.getString("ends")),
                        refunds.getOrDefault(row.getString("id"), Refund.NONE)));
    }

    List<Intent> intents() throws SQLException {
        return query(
                INTENTS,
                row -> new Intent(
                        row.getString("id"),
                        row.getString("cancellation_id"),
                        row.getString("key"),
                        row.getString("body"),
                        row.getString("state"),
                        row.getTimestamp("created_at").toInstant(),
                        instant(row, "closed_at")));
    }

    private Map<String, Refund> refunds() throws InterruptedException {
        Map<String, Refund> refunds = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = operator.get("/v1/cancellations?limit=200" + cursor);
            page.path("items").forEach(one -> refunds.put(one.path("id").asText(), refund(one.path("refund"))));
            cursor = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return refunds;
    }

    private static Refund refund(JsonNode told) {
        List<BigDecimal> lines = new ArrayList<>();
        for (JsonNode line : told.path("lines")) {
            if (!line.path("kind").asText().equals("PENALTY")) {
                lines.add(new BigDecimal(line.path("amount").path("amount").asText()));
            }
        }
        return new Refund(
                told.hasNonNull("accepted")
                        ? Optional.of(new BigDecimal(
                                told.path("accepted").path("amount").asText()))
                        : Optional.empty(),
                lines);
    }

    private static Set<Status> statuses(String names) {
        return names == null
                ? Set.of()
                : Stream.of(names.split(",")).map(Status::valueOf).collect(Collectors.toSet());
    }

    private static Booking booking(ResultSet row) throws SQLException {
        return new Booking(Supplier.of(row.getString("supplier")), row.getString("booking_reference"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reader<T> reader) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<T> found = new ArrayList<>();
            while (row.next()) {
                found.add(reader.read(row));
            }
            return found;
        }
    }
}
