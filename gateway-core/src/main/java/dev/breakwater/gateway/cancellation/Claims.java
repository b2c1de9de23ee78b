package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.cancellation.Change.TakeUp;
import dev.breakwater.gateway.cancellation.Changed.OpenIntent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes up what is due, and tells what is open about it. */
final class Claims {
    private Claims() {}

    private record Taken(Cancellation cancellation, Status before, boolean expired) {}

    static void take(Connection connection, List<TakeUp> takeUps, Map<UUID, Changed> results) throws SQLException {
        List<Taken> taken = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                with due as (
                    select c.id, c.status, t.owner, t.lease
                    from unnest(?, ?, ?) as t(id, owner, lease) join cancellation c on c.id = t.id
                    where c.due_at <= clock_timestamp() order by c.id for update of c),
                taken as (
                    update cancellation c set claimed_by = due.owner, version = c.version + 1, updated_at = now(),
                        due_at = clock_timestamp() + due.lease * interval '1 ms',
                        attempts = c.attempts + case when c.status in ('ACCEPTED', 'SCHEDULED') then 1 else 0 end,
                        status = case when c.status in ('ACCEPTED', 'SCHEDULED') then 'IN_FLIGHT' else c.status end,
                        status_reason = case when c.status in ('ACCEPTED', 'SCHEDULED') then 'TALKING'
                            when c.status = 'IN_FLIGHT' then 'TAKEN_OVER' else c.status_reason end
                    from due where c.id = due.id
                    returning due.status as before,\s""" + Rows.CANCELLATION_COLUMNS + """
                ),
                told as (
                    insert into event (cancellation_id, seq, at, actor, status, reason, evidence)
                    select id, version, now(), 'gateway', status, status_reason, '{}'::json from taken
                    where before in ('ACCEPTED', 'SCHEDULED', 'IN_FLIGHT'))
                select *, expires_at <= clock_timestamp() as expired from taken""")) {
            setArray(statement, 1, "uuid", takeUps, TakeUp::id);
            setArray(statement, 2, "text", takeUps, takeUp -> takeUp.claim().owner());
            setArray(
                    statement,
                    3,
                    "bigint",
                    takeUps,
                    takeUp -> takeUp.claim().lease().toMillis());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    taken.add(new Taken(
                            WrittenByNewer.refuse(Rows.cancellation(row)),
                            Status.read(row.getString("before")),
                            row.getBoolean("expired")));
                }
            }
        }
        Map<UUID, List<Doubt>> doubts = doubts(connection, taken);
        for (Taken one : taken) {
            UUID id = one.cancellation().id();
            List<Doubt> doubt = doubts.getOrDefault(id, List.of());
            results.put(
                    id,
                    new Changed.TakenUp(
                            one.cancellation(),
                            one.before(),
                            one.expired(),
                            doubt.stream()
                                    .filter(Doubt::open)
                                    .map(Doubt::intent)
                                    .toList(),
                            doubt.stream().anyMatch(Doubt::late)));
        }
    }

    /** An intent that is open, or that was answered late. */
    private record Doubt(OpenIntent intent, boolean open, boolean late) {}

    private static Map<UUID, List<Doubt>> doubts(Connection connection, List<Taken> taken) throws SQLException {
        List<UUID> suspects = taken.stream()
                .filter(one -> one.before() != Status.ACCEPTED)
                .map(one -> one.cancellation().id())
                .toList();
        Map<UUID, List<Doubt>> doubts = new HashMap<>();
        if (suspects.isEmpty()) {
            return doubts;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                select id, cancellation_id, unit, key, state = 'OPEN' as open, late,
                    (extract(epoch from clock_timestamp() - send_by) * 1000)::bigint as unsendable
                from intent where cancellation_id = any(?) and (state = 'OPEN' or late and state = 'NOT_DONE')
                order by id""")) {
            setArray(statement, 1, "uuid", suspects, id -> id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    OpenIntent intent = new OpenIntent(
                            row.getObject("id", UUID.class),
                            row.getString("unit"),
                            row.getString("key"),
                            Duration.ofMillis(row.getLong("unsendable")));
                    doubts.computeIfAbsent(row.getObject("cancellation_id", UUID.class), id -> new ArrayList<>())
                            .add(new Doubt(intent, row.getBoolean("open"), row.getBoolean("late")));
                }
            }
        }
        return doubts;
    }
}
