package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.cancellation.Change.Conclude;
import dev.breakwater.gateway.conversation.Delivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Answers to commits that were written down by a member that did not own the cancellation any more: it was paused, or cut off.
 * They are evidence and no verdict: the cancellation is looked at again, and whatever is being concluded about it without
 * them misses its version.
 */
final class LateAnswers {
    private LateAnswers() {}

    /** Has everything that is not final looked at again. */
    static void tell(Connection connection, List<ExchangeRow> fenced) throws SQLException {
        List<UUID> intents = fenced.stream()
                .filter(row -> row.exchange().delivery() instanceof Delivery.Answered)
                .flatMap(row -> row.intent().stream())
                .toList();
        if (intents.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                with late as (
                    update intent set late = true where id = any(?) returning cancellation_id),
                waiting as (
                    update cancellation c set version = c.version + 1, due_at = clock_timestamp(), updated_at = now(),
                        status = case when c.status = 'NEEDS_REVIEW' then 'IN_DOUBT' else c.status end,
                        status_reason = case when c.status in ('IN_FLIGHT', 'SCHEDULED') then c.status_reason
                            else 'LATE_ANSWER' end
                    where c.id in (select cancellation_id from late)
                        and (c.status in ('IN_FLIGHT', 'SCHEDULED', 'IN_DOUBT', 'AWAITING_SUPPLIER')
                            or c.status = 'NEEDS_REVIEW' and c.effect = 'UNKNOWN')
                    returning c.id, c.version, c.status, c.status_reason)
                insert into event (cancellation_id, seq, at, actor, status, reason, evidence)
                select id, version, now(), 'gateway', status, status_reason,
                    '{"cause": "an answer to a commit came late"}'::json
                from waiting where status_reason = 'LATE_ANSWER'""")) {
            setArray(statement, 1, "uuid", intents, id -> id);
            statement.executeUpdate();
        }
    }

    /** What has ended with nothing done is disputed when a late answer says that it was done. */
    static void dispute(Connection connection, List<Conclude> fenced) throws SQLException {
        List<Conclude> done = fenced.stream()
                .filter(conclude ->
                        conclude.closed().filter(Intent.State.DONE::equals).isPresent())
                .toList();
        if (done.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                with disputed as (
                    update cancellation c set version = c.version + 1, updated_at = now(), disputed = true
                    where c.id = any(?) and c.effect = 'NONE'
                        and c.status in ('REFUSED', 'EXPIRED', 'WITHDRAWN', 'NEEDS_REVIEW')
                    returning c.id, c.version, c.status)
                insert into event (cancellation_id, seq, at, actor, status, reason, evidence)
                select id, version, now(), 'gateway', status, 'LATE_ANSWER',
                    '{"cause": "a late answer says that it was done"}'::json
                from disputed""")) {
            setArray(statement, 1, "uuid", done, Conclude::id);
            statement.executeUpdate();
        }
    }

    /** What was written by whoever owned it after a late answer takes that into account. */
    static void judged(Connection connection, List<Conclude> won) throws SQLException {
        List<Conclude> looked = won.stream()
                .filter(conclude -> conclude.base().status() != Status.IN_FLIGHT
                        || conclude.outcome().reason() == StatusReason.LATE_ANSWER)
                .toList();
        if (looked.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("update intent set late = false where cancellation_id = any(?) and late")) {
            setArray(statement, 1, "uuid", looked, Conclude::id);
            statement.executeUpdate();
        }
    }
}
