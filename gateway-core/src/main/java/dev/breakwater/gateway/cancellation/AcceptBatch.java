package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.cancellation.Acceptance.Start;
import dev.breakwater.gateway.conversation.SendBy;
import dev.breakwater.gateway.postgres.GroupCommit;
import dev.breakwater.plugin.ScopeItem;
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

/** Accepts orders: locks their bookings, compares them with what was accepted before, and writes what is new. */
final class AcceptBatch implements GroupCommit.Batch<Acceptance, Admission> {
    /** What an acceptance must not share with another in the same transaction. */
    static Collection<String> keys(Acceptance order) {
        return List.of(
                "booking " + order.instruction().supplier() + " "
                        + order.booking().value(),
                "key " + order.caller() + " " + order.key());
    }

    private record Booking(long id, boolean fresh) {}

    private record Draft(Acceptance order, long bookingId, boolean starts) {}

    @Override
    public List<Admission> apply(Connection connection, List<Acceptance> orders) throws SQLException {
        Map<UUID, Booking> bookings = lockBookings(connection, orders);
        BookingLock.requireApart(bookings.values().stream().map(Booking::id).toList());
        List<Acceptance> known = orders.stream()
                .filter(order -> !bookings.get(order.id()).fresh())
                .toList();
        List<Cancellation> earlier = known.isEmpty() ? List.of() : earlier(connection, known, bookings);
        Map<UUID, Admission> admissions = new HashMap<>();
        List<Draft> drafts = new ArrayList<>();
        for (Acceptance order : orders) {
            Booking booking = bookings.get(order.id());
            List<Cancellation> live = booking.fresh() ? List.of() : ofBooking(earlier, booking.id());
            Optional<Admission> found = byKey(order, earlier).or(() -> byScope(order, live));
            if (found.isPresent()) {
                admissions.put(order.id(), found.get());
            } else {
                boolean starts = order.start().isPresent()
                        && live.stream().allMatch(other -> other.status().isFinal());
                drafts.add(new Draft(order, booking.id(), starts));
            }
        }
        insert(connection, drafts, admissions);
        for (Draft draft : drafts) {
            if (!admissions.containsKey(draft.order().id())) {
                admissions.put(draft.order().id(), keyTaken(connection, draft.order()));
            }
        }
        return orders.stream().map(order -> admissions.get(order.id())).toList();
    }

    private static Map<UUID, Booking> lockBookings(Connection connection, List<Acceptance> orders) throws SQLException {
        Map<List<String>, Booking> found = new HashMap<>();
        List<Long> roots = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into booking (supplier, key) select * from unnest(?, ?)
                on conflict (key, supplier) do update set key = excluded.key
                returning id, supplier, key, same_as, xmax = 0 as fresh""")) {
            setArray(statement, 1, "text", orders, order -> order.instruction().supplier());
            setArray(statement, 2, "text", orders, order -> order.booking().value());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long root = row.getLong("same_as");
                    if (!row.wasNull()) {
                        roots.add(root);
                    }
                    long id = row.wasNull() ? row.getLong("id") : root;
                    found.put(
                            List.of(row.getString("supplier"), row.getString("key")),
                            new Booking(id, row.getBoolean("fresh")));
                }
            }
        }
        BookingLock.roots(connection, roots);
        Map<UUID, Booking> bookings = new HashMap<>();
        for (Acceptance order : orders) {
            bookings.put(
                    order.id(),
                    found.get(List.of(
                            order.instruction().supplier(), order.booking().value())));
        }
        return bookings;
    }

    private static List<Cancellation> earlier(
            Connection connection, List<Acceptance> orders, Map<UUID, Booking> bookings) throws SQLException {
        List<Cancellation> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("select " + Rows.CANCELLATION_COLUMNS
                + " from cancellation c where c.booking_id = any(?)"
                + " or (c.caller, c.idempotency_key) in (select * from unnest(?, ?)) order by c.id")) {
            setArray(
                    statement,
                    1,
                    "bigint",
                    orders,
                    order -> bookings.get(order.id()).id());
            setArray(statement, 2, "text", orders, Acceptance::caller);
            setArray(statement, 3, "text", orders, Acceptance::key);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(Rows.cancellation(row));
                }
            }
        }
        return found;
    }

    private static List<Cancellation> ofBooking(List<Cancellation> earlier, long bookingId) {
        return earlier.stream()
                .filter(other -> other.bookingId() == bookingId)
                .filter(other -> !other.status().isWithoutEffect())
                .toList();
    }

    private static Optional<Admission> byKey(Acceptance order, List<Cancellation> earlier) {
        return earlier.stream()
                .filter(other -> other.caller().equals(order.caller()))
                .filter(other -> other.idempotencyKey().equals(order.key()))
                .findFirst()
                .map(other -> sameKey(order, other));
    }

    private static Admission sameKey(Acceptance order, Cancellation other) {
        return other.requestHash().equals(order.requestHash())
                ? new Admission.Replayed(other)
                : new Admission.KeyReused(other);
    }

    private static Optional<Admission> byScope(Acceptance order, List<Cancellation> live) {
        Set<ScopeItem> scope = new HashSet<>(order.instruction().scope());
        Optional<Cancellation> equal = live.stream()
                .filter(other -> scope.equals(new HashSet<>(other.instruction().scope())))
                .findFirst();
        if (equal.isPresent()) {
            return Optional.of(new Admission.Duplicate(equal.get()));
        }
        return live.stream()
                .filter(other -> Scopes.overlap(scope, other))
                .findFirst()
                .map(Admission.Overlap::new);
    }

    private static Admission keyTaken(Connection connection, Acceptance order) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select " + Rows.CANCELLATION_COLUMNS
                + " from cancellation c where c.caller = ? and c.idempotency_key = ?")) {
            statement.setString(1, order.caller());
            statement.setString(2, order.key());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return sameKey(order, Rows.cancellation(row));
            }
        }
    }

    private static void insert(Connection connection, List<Draft> drafts, Map<UUID, Admission> admissions)
            throws SQLException {
        if (drafts.isEmpty()) {
            return;
        }
        Map<UUID, Instant> inserted = insertCancellations(connection, drafts);
        List<Draft> accepted = drafts.stream()
                .filter(draft -> inserted.containsKey(draft.order().id()))
                .toList();
        insertEvents(connection, accepted);
        insertIntents(connection, accepted.stream().filter(Draft::starts).toList());
        for (Draft draft : accepted) {
            Instant now = inserted.get(draft.order().id());
            admissions.put(draft.order().id(), new Admission.Accepted(cancellation(draft, now), draft.starts()));
        }
    }

    private static Map<UUID, Instant> insertCancellations(Connection connection, List<Draft> drafts)
            throws SQLException {
        Map<UUID, Instant> inserted = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into cancellation (id, caller, idempotency_key, request_hash, supplier, booking_id,
                    booking_reference, own_reference, scope, instruction, status, status_reason, effect, progress,
                    attempts, lookups, claimed_by, due_at, version, created_at, updated_at, expires_at,
                    deadline_at, stake, stake_currency, worth)
                select id, caller, key, hash, supplier, booking, reference, own, scope::json, instruction::json, status,
                    reason, effect, progress::json, attempts, 0, owner, now() + lease * interval '1 ms', version, now(),
                    now(), now() + life * interval '1 ms', deadline, stake, currency, worth
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as t(id, caller, key, hash, supplier, booking, reference, own, scope, instruction, status, reason,
                        effect, progress, attempts, owner, lease, version, life, deadline, stake, currency, worth)
                on conflict (caller, idempotency_key) do nothing
                returning id, created_at""")) {
            setArray(statement, 1, "uuid", drafts, draft -> draft.order().id());
            setArray(statement, 2, "text", drafts, draft -> draft.order().caller());
            setArray(statement, 3, "text", drafts, draft -> draft.order().key());
            setArray(statement, 4, "text", drafts, draft -> draft.order().requestHash());
            setArray(statement, 5, "text", drafts, draft -> instruction(draft).supplier());
            setArray(statement, 6, "bigint", drafts, Draft::bookingId);
            setArray(
                    statement,
                    7,
                    "text",
                    drafts,
                    draft -> instruction(draft).booking().reference());
            setArray(
                    statement,
                    8,
                    "text",
                    drafts,
                    draft -> instruction(draft).booking().ownReference().orElse(null));
            setArray(
                    statement,
                    9,
                    "text",
                    drafts,
                    draft -> Json.write(instruction(draft).scope()));
            setArray(statement, 10, "text", drafts, draft -> Json.write(instruction(draft)));
            setArray(statement, 11, "text", drafts, draft -> status(draft).name());
            setArray(statement, 12, "text", drafts, draft -> reason(draft).name());
            setArray(
                    statement,
                    13,
                    "text",
                    drafts,
                    draft -> progress(draft).effect().name());
            setArray(statement, 14, "text", drafts, draft -> Json.write(progress(draft)));
            setArray(statement, 15, "int", drafts, draft -> draft.starts() ? 1 : 0);
            setArray(
                    statement,
                    16,
                    "text",
                    drafts,
                    draft -> start(draft).map(start -> start.claim().owner()).orElse(null));
            setArray(
                    statement,
                    17,
                    "bigint",
                    drafts,
                    draft -> start(draft)
                            .map(start -> start.claim().lease().toMillis())
                            .orElse(0L));
            setArray(statement, 18, "int", drafts, AcceptBatch::version);
            setArray(
                    statement,
                    19,
                    "bigint",
                    drafts,
                    draft -> draft.order().giveUpAfter().toMillis());
            Deadlines.setStakes(statement, 20, drafts, draft -> draft.order().stake());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    inserted.put(row.getObject("id", UUID.class), Rows.instant(row, "created_at"));
                }
            }
        }
        return inserted;
    }

    private static void insertEvents(Connection connection, List<Draft> accepted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into event (cancellation_id, seq, at, actor, status, reason, evidence)
                select id, 1, now(), 'caller:' || caller, 'ACCEPTED', 'QUEUED', '{}'::json from unnest(?, ?, ?) as t(id, caller, starts)
                union all
                select id, 2, now(), 'gateway', 'IN_FLIGHT', 'TALKING', '{}'::json from unnest(?, ?, ?) as t(id, caller, starts)
                where starts""")) {
            for (int first : new int[] {1, 4}) {
                setArray(
                        statement,
                        first,
                        "uuid",
                        accepted,
                        draft -> draft.order().id());
                setArray(
                        statement,
                        first + 1,
                        "text",
                        accepted,
                        draft -> draft.order().caller());
                setArray(statement, first + 2, "boolean", accepted, Draft::starts);
            }
            statement.executeUpdate();
        }
    }

    private static void insertIntents(Connection connection, List<Draft> starting) throws SQLException {
        if (starting.isEmpty()) {
            return;
        }
        List<IntentRow> rows = starting.stream()
                .map(draft -> new IntentRow(
                        draft.order().id(),
                        draft.bookingId(),
                        draft.order().start().orElseThrow().intent()))
                .toList();
        IntentRow.insert(connection, rows);
    }

    /** An intent and what it belongs to. */
    record IntentRow(UUID cancellation, long bookingId, Intent intent) {
        static void insert(Connection connection, List<IntentRow> rows) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into intent (id, cancellation_id, booking_id, unit, key, request, request_body, state, send_by,
                        created_at)
                    select id, cancellation, booking, unit, key, request::json, body, 'OPEN', clock_timestamp() + ? * interval '1 ms',
                        now()
                    from unnest(?, ?, ?, ?, ?, ?, ?) as t(id, cancellation, booking, unit, key, request, body)""")) {
                statement.setLong(1, SendBy.LIFE.toMillis());
                setArray(statement, 2, "uuid", rows, row -> row.intent().id());
                setArray(statement, 3, "uuid", rows, IntentRow::cancellation);
                setArray(statement, 4, "bigint", rows, IntentRow::bookingId);
                setArray(statement, 5, "text", rows, row -> row.intent().unit());
                setArray(statement, 6, "text", rows, row -> row.intent().key());
                setArray(
                        statement,
                        7,
                        "text",
                        rows,
                        row -> ExchangeRow.requestJson(row.intent().request()));
                setArray(
                        statement,
                        8,
                        "bytea",
                        rows,
                        row -> row.intent().request().body().toByteArray());
                statement.executeUpdate();
            }
        }
    }

    private static Cancellation cancellation(Draft draft, Instant now) {
        Acceptance order = draft.order();
        return new Cancellation(
                order.id(),
                order.caller(),
                order.key(),
                order.requestHash(),
                draft.bookingId(),
                order.instruction(),
                status(draft),
                reason(draft),
                progress(draft).effect(),
                progress(draft),
                draft.starts() ? 1 : 0,
                0,
                false,
                Optional.of(start(draft)
                        .map(start -> now.plus(start.claim().lease()))
                        .orElse(now)),
                version(draft),
                now,
                now,
                now.plus(order.giveUpAfter()));
    }

    private static Instruction instruction(Draft draft) {
        return draft.order().instruction();
    }

    private static Optional<Start> start(Draft draft) {
        return draft.starts() ? draft.order().start() : Optional.empty();
    }

    private static Status status(Draft draft) {
        return draft.starts() ? Status.IN_FLIGHT : Status.ACCEPTED;
    }

    private static StatusReason reason(Draft draft) {
        return draft.starts() ? StatusReason.TALKING : StatusReason.QUEUED;
    }

    private static Progress progress(Draft draft) {
        return start(draft).map(Start::progress).orElse(draft.order().progress());
    }

    private static int version(Draft draft) {
        return draft.starts() ? 2 : 1;
    }
}
