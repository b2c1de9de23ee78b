package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.cancellation.Change.Closing;
import dev.breakwater.gateway.cancellation.Change.Conclusion;
import dev.breakwater.gateway.cancellation.Change.Decide;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes what people decided, one by one: there are few of them. */
final class Decided {
    private Decided() {}

    static void write(Connection connection, List<Decide> decides, Map<UUID, Changed> results) throws SQLException {
        for (Decide decide :
                decides.stream().sorted(Comparator.comparing(Decide::id)).toList()) {
            WrittenByNewer.refuse(decide.base());
            Optional<Cancellation> written = write(connection, decide);
            if (written.isPresent()) {
                tell(connection, decide.outcome(), written.get());
                if (decide.closing().isPresent()) {
                    close(connection, decide, decide.closing().get());
                }
                results.put(decide.id(), new Changed.Written(written.get()));
            }
        }
    }

    private static Optional<Cancellation> write(Connection connection, Decide decide) throws SQLException {
        Conclusion outcome = decide.outcome();
        try (PreparedStatement statement = connection.prepareStatement("""
                update cancellation c set version = version + 1, status = ?, status_reason = ?, effect = ?,
                    progress = ?::json, lookups = ?, claimed_by = null, updated_at = now(),
                    due_at = clock_timestamp() + ? * interval '1 ms',
                    expires_at = coalesce(clock_timestamp() + ? * interval '1 ms', expires_at),
                    deadline_at = t.deadline, stake = t.stake, stake_currency = t.currency, worth = t.worth
                from unnest(?, ?, ?, ?) as t(deadline, stake, currency, worth)
                where id = ? and version = ? and (? or claimed_by is null or due_at <= clock_timestamp())
                returning\s""" + Rows.CANCELLATION_COLUMNS)) {
            statement.setString(1, outcome.status().name());
            statement.setString(2, outcome.reason().name());
            statement.setString(3, outcome.progress().effect().name());
            statement.setString(4, Json.write(outcome.progress()));
            statement.setInt(5, outcome.lookups());
            statement.setObject(
                    6, outcome.delay().map(delay -> delay.toMillis()).orElse(null), Types.BIGINT);
            statement.setObject(7, decide.life().map(life -> life.toMillis()).orElse(null), Types.BIGINT);
            Deadlines.setStakes(statement, 8, List.of(decide), Decided::stake);
            statement.setObject(12, decide.id());
            statement.setInt(13, decide.base().version());
            statement.setBoolean(14, decide.interrupts());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(Rows.cancellation(row)) : Optional.empty();
            }
        }
    }

    private static Optional<Stake> stake(Decide decide) {
        Cancellation base = decide.base();
        return decide.outcome().status() == Status.SCHEDULED
                ? Stake.next(base.instruction(), decide.outcome().progress(), base.updatedAt())
                : Optional.empty();
    }

    private static void tell(Connection connection, Conclusion outcome, Cancellation written) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into event (cancellation_id, seq, at, actor, status, reason, evidence)
                values (?, ?, now(), ?, ?, ?, ?::json)""")) {
            statement.setObject(1, written.id());
            statement.setInt(2, written.version());
            statement.setString(3, outcome.actor());
            statement.setString(4, outcome.status().name());
            statement.setString(5, outcome.reason().name());
            statement.setString(6, Json.write(outcome.evidence()));
            statement.executeUpdate();
        }
    }

    private static void close(Connection connection, Decide decide, Closing closing) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update intent set state = ?, proof = ?, closed_at = now()
                where cancellation_id = ? and state = 'OPEN' and (? or unit = any(?))""")) {
            statement.setString(1, closing.state().name());
            statement.setString(2, decide.outcome().reason().name());
            statement.setObject(3, decide.id());
            statement.setBoolean(4, closing.units().isEmpty());
            setArray(statement, 5, "text", List.copyOf(closing.units()), unit -> unit);
            statement.executeUpdate();
        }
    }
}
