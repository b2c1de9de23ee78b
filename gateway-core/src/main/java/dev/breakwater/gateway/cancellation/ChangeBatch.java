package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.cancellation.AcceptBatch.IntentRow;
import dev.breakwater.gateway.cancellation.Change.Conclude;
import dev.breakwater.gateway.cancellation.Change.Conclusion;
import dev.breakwater.gateway.cancellation.Change.Decide;
import dev.breakwater.gateway.cancellation.Change.Intend;
import dev.breakwater.gateway.cancellation.Change.TakeUp;
import dev.breakwater.gateway.cancellation.Changed.OpenIntent;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.postgres.GroupCommit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes cancellations by compare-and-set on their version. Exchanges are appended whether or not that succeeds. */
final class ChangeBatch implements GroupCommit.Batch<Change, Changed> {

    /** What a change must not share with another in the same transaction. */
    static Collection<String> keys(Change change) {
        return change instanceof Intend intend
                ? List.of(change.id().toString(), "booking " + intend.base().bookingId())
                : List.of(change.id().toString());
    }

    @Override
    public List<Changed> apply(Connection connection, List<Change> changes) throws SQLException {
        Map<UUID, Changed> results = new HashMap<>();
        List<Intend> intends = only(changes, Intend.class);
        List<TakeUp> takeUps = only(changes, TakeUp.class);
        List<Conclude> concludes = only(changes, Conclude.class);
        appendExchanges(connection, intends, concludes);
        if (!intends.isEmpty()) {
            intend(connection, intends, results);
        }
        if (!takeUps.isEmpty()) {
            takeUp(connection, takeUps, results);
        }
        if (!concludes.isEmpty()) {
            conclude(connection, concludes, results);
        }
        Decided.write(connection, only(changes, Decide.class), results);
        return changes.stream()
                .map(change -> results.getOrDefault(change.id(), new Changed.Missed()))
                .toList();
    }

    private static <T extends Change> List<T> only(List<Change> changes, Class<T> type) {
        return changes.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static void appendExchanges(Connection connection, List<Intend> intends, List<Conclude> concludes)
            throws SQLException {
        List<ExchangeRow> rows = new ArrayList<>();
        for (Intend intend : intends) {
            intend.exchanges().forEach(exchange -> rows.add(row(intend.id(), intend.earlier(), exchange)));
        }
        for (Conclude conclude : concludes) {
            conclude.exchanges().forEach(exchange -> rows.add(row(conclude.id(), conclude.intent(), exchange)));
        }
        ExchangeRow.insert(connection, rows);
    }

    private static ExchangeRow row(UUID id, Optional<UUID> intent, Exchange exchange) {
        return new ExchangeRow(id, exchange.request().kind().mayCommit() ? intent : Optional.empty(), exchange);
    }

    private static void intend(Connection connection, List<Intend> intends, Map<UUID, Changed> results)
            throws SQLException {
        Map<Long, Long> roots = BookingLock.roots(
                connection,
                intends.stream().map(intend -> intend.base().bookingId()).toList());
        BookingLock.requireApart(intends.stream()
                .map(intend -> roots.get(intend.base().bookingId()))
                .toList());
        Set<Long> inUse = bookingsInUse(connection, intends, roots.values());
        List<Intend> free = new ArrayList<>();
        for (Intend intend : intends) {
            if (inUse.contains(roots.get(intend.base().bookingId()))) {
                results.put(intend.id(), new Changed.BookingInUse());
            } else {
                free.add(intend);
            }
        }
        if (free.isEmpty()) {
            return;
        }
        Map<UUID, Instant> written = extendClaims(connection, free);
        List<Intend> won =
                free.stream().filter(intend -> written.containsKey(intend.id())).toList();
        closeAnswered(connection, won);
        IntentRow.insert(
                connection,
                won.stream()
                        .map(intend -> new IntentRow(
                                intend.id(), roots.get(intend.base().bookingId()), intend.intent()))
                        .toList());
        for (Intend intend : won) {
            Instant now = written.get(intend.id());
            results.put(
                    intend.id(),
                    new Changed.Written(withProgress(
                            intend.base(),
                            intend.progress(),
                            now,
                            now.plus(intend.claim().lease()))));
        }
    }

    private static List<UUID> answered(List<Intend> intends) {
        return intends.stream().flatMap(intend -> intend.earlier().stream()).toList();
    }

    private static void closeAnswered(Connection connection, List<Intend> intends) throws SQLException {
        List<UUID> answered = answered(intends);
        if (answered.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "update intent set state = 'NOT_DONE', closed_at = now(), proof = 'CONTINUES' where id = any(?) and state = 'OPEN'")) {
            setArray(statement, 1, "uuid", answered, id -> id);
            statement.executeUpdate();
        }
    }

    private static Set<Long> bookingsInUse(Connection connection, List<Intend> intends, Collection<Long> bookings)
            throws SQLException {
        Set<Long> inUse = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select booking_id from intent where booking_id = any(?) and state = 'OPEN' and id <> all(?)")) {
            setArray(statement, 1, "bigint", List.copyOf(bookings), id -> id);
            setArray(statement, 2, "uuid", answered(intends), id -> id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    inUse.add(row.getLong(1));
                }
            }
        }
        return inUse;
    }

    private static Map<UUID, Instant> extendClaims(Connection connection, List<Intend> intends) throws SQLException {
        Map<UUID, Instant> written = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                update cancellation c set version = c.version + 1, progress = t.progress::json, effect = t.effect,
                    due_at = clock_timestamp() + t.lease * interval '1 ms', updated_at = now()
                from unnest(?, ?, ?, ?, ?, ?) as t(id, version, owner, progress, effect, lease)
                where c.id = t.id and c.version = t.version and c.claimed_by = t.owner
                returning c.id, c.updated_at""")) {
            setArray(statement, 1, "uuid", intends, Intend::id);
            setArray(statement, 2, "int", intends, intend -> intend.base().version());
            setArray(statement, 3, "text", intends, intend -> intend.claim().owner());
            setArray(statement, 4, "text", intends, intend -> Json.write(intend.progress()));
            setArray(
                    statement,
                    5,
                    "text",
                    intends,
                    intend -> intend.progress().effect().name());
            setArray(
                    statement,
                    6,
                    "bigint",
                    intends,
                    intend -> intend.claim().lease().toMillis());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    written.put(row.getObject(1, UUID.class), Rows.instant(row, "updated_at"));
                }
            }
        }
        return written;
    }

    private record Taken(Cancellation cancellation, Status before, boolean expired) {}

    private static void takeUp(Connection connection, List<TakeUp> takeUps, Map<UUID, Changed> results)
            throws SQLException {
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
                            Status.valueOf(row.getString("before")),
                            row.getBoolean("expired")));
                }
            }
        }
        Map<UUID, List<OpenIntent>> open = openIntents(connection, taken);
        for (Taken one : taken) {
            UUID id = one.cancellation().id();
            results.put(
                    id,
                    new Changed.TakenUp(
                            one.cancellation(), one.before(), one.expired(), open.getOrDefault(id, List.of())));
        }
    }

    private static Map<UUID, List<OpenIntent>> openIntents(Connection connection, List<Taken> taken)
            throws SQLException {
        List<UUID> suspects = taken.stream()
                .filter(one -> one.before() != Status.ACCEPTED)
                .map(one -> one.cancellation().id())
                .toList();
        Map<UUID, List<OpenIntent>> open = new HashMap<>();
        if (suspects.isEmpty()) {
            return open;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "select id, cancellation_id, unit from intent where cancellation_id = any(?) and state = 'OPEN' order by id")) {
            setArray(statement, 1, "uuid", suspects, id -> id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    open.computeIfAbsent(row.getObject("cancellation_id", UUID.class), id -> new ArrayList<>())
                            .add(new OpenIntent(row.getObject("id", UUID.class), row.getString("unit")));
                }
            }
        }
        return open;
    }

    private static void conclude(Connection connection, List<Conclude> concludes, Map<UUID, Changed> results)
            throws SQLException {
        Map<UUID, Instant> written = writeConclusions(connection, concludes);
        List<Conclude> won = concludes.stream()
                .filter(conclude -> written.containsKey(conclude.id()))
                .toList();
        closeIntents(connection, won);
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

    private static Cancellation withProgress(Cancellation base, Progress progress, Instant now, Instant dueAt) {
        return new Cancellation(
                base.id(),
                base.caller(),
                base.idempotencyKey(),
                base.requestHash(),
                base.bookingId(),
                base.instruction(),
                base.status(),
                base.reason(),
                progress.effect(),
                progress,
                base.attempts(),
                base.lookups(),
                base.disputed(),
                Optional.of(dueAt),
                base.version() + 1,
                base.createdAt(),
                now,
                base.expiresAt());
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
