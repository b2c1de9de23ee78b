package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.cancellation.Change.Conclude;
import dev.breakwater.gateway.cancellation.Change.Conclusion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes what cancellations come to. */
final class Conclusions {
    private Conclusions() {}

    static void write(Connection connection, List<Conclude> concludes, Map<UUID, Changed> results) throws SQLException {
        Map<UUID, Instant> written = writeConclusions(connection, concludes);
        List<Conclude> won = concludes.stream()
                .filter(conclude -> written.containsKey(conclude.id()))
                .toList();
        closeIntents(connection, won);
        LateAnswers.judged(connection, won);
        for (Conclude conclude : won) {
            Aliases.learn(connection, conclude);
            results.put(conclude.id(), new Changed.Written(concluded(conclude, written.get(conclude.id()))));
        }
    }

    private static Map<UUID, Instant> writeConclusions(Connection connection, List<Conclude> concludes)
            throws SQLException {
        Map<UUID, Instant> written = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                with won as (
                    update cancellation c set version = c.version + 1, status = t.status, status_reason = t.reason,
                        effect = t.effect, progress = t.progress::json, lookups = t.lookups, claimed_by = null,
                        due_at = clock_timestamp() + t.delay * interval '1 ms', updated_at = now()
                    from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        as t(id, version, status, reason, effect, progress, lookups, delay, actor, evidence)
                    where c.id = t.id and c.version = t.version
                    returning c.id, c.version, c.updated_at, t.actor, c.status, c.status_reason, t.evidence),
                told as (
                    insert into event (cancellation_id, seq, at, actor, status, reason, evidence)
                    select id, version, updated_at, actor, status, status_reason, evidence::json from won)
                select id, updated_at from won""")) {
            setArray(statement, 1, "uuid", concludes, Conclude::id);
            setArray(statement, 2, "int", concludes, conclude -> conclude.base().version());
            setArray(
                    statement,
                    3,
                    "text",
                    concludes,
                    conclude -> conclude.outcome().status().name());
            setArray(
                    statement,
                    4,
                    "text",
                    concludes,
                    conclude -> conclude.outcome().reason().name());
            setArray(
                    statement,
                    5,
                    "text",
                    concludes,
                    conclude -> conclude.outcome().progress().effect().name());
            setArray(
                    statement,
                    6,
                    "text",
                    concludes,
                    conclude -> Json.write(conclude.outcome().progress()));
            setArray(
                    statement,
                    7,
                    "int",
                    concludes,
                    conclude -> conclude.outcome().lookups());
            setArray(
                    statement,
                    8,
                    "bigint",
                    concludes,
                    conclude -> conclude.outcome()
                            .delay()
                            .map(delay -> Math.max(0, delay.toMillis()))
                            .orElse(null));
            setArray(
                    statement,
                    9,
                    "text",
                    concludes,
                    conclude -> conclude.outcome().actor());
            setArray(
                    statement,
                    10,
                    "text",
                    concludes,
                    conclude -> Json.write(conclude.outcome().evidence()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    written.put(row.getObject("id", UUID.class), Rows.instant(row, "updated_at"));
                }
            }
        }
        return written;
    }

    private static void closeIntents(Connection connection, List<Conclude> won) throws SQLException {
        List<Conclude> closing = won.stream()
                .filter(conclude ->
                        conclude.intent().isPresent() && conclude.closed().isPresent())
                .toList();
        if (closing.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                update intent i set state = t.state, proof = t.proof, closed_at = now()
                from unnest(?, ?, ?) as t(id, state, proof) where i.id = t.id and i.state = 'OPEN'""")) {
            setArray(
                    statement, 1, "uuid", closing, conclude -> conclude.intent().orElseThrow());
            setArray(
                    statement,
                    2,
                    "text",
                    closing,
                    conclude -> conclude.closed().orElseThrow().name());
            setArray(
                    statement,
                    3,
                    "text",
                    closing,
                    conclude -> conclude.outcome().reason().name());
            statement.executeUpdate();
        }
    }

    private static Cancellation concluded(Conclude conclude, Instant now) {
        Cancellation base = conclude.base();
        Conclusion outcome = conclude.outcome();
        return new Cancellation(
                base.id(),
                base.caller(),
                base.idempotencyKey(),
                base.requestHash(),
                base.bookingId(),
                base.instruction(),
                outcome.status(),
                outcome.reason(),
                outcome.progress().effect(),
                outcome.progress(),
                base.attempts(),
                outcome.lookups(),
                base.disputed(),
                outcome.delay().map(now::plus),
                base.version() + 1,
                base.createdAt(),
                now,
                base.expiresAt());
    }
}
