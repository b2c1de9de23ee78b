package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.cancellation.AcceptBatch.IntentRow;
import dev.breakwater.gateway.cancellation.Change.Intend;
import dev.breakwater.gateway.cancellation.Change.Repeat;
import dev.breakwater.gateway.conversation.SendBy;
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

/** Writes down commits before they leave: the last gate before the wire. */
final class Intents {
    private Intents() {}

    /** New ones, under the locks of their bookings. */
    static void write(Connection connection, List<Intend> intends, Map<UUID, Changed> results) throws SQLException {
        Map<Long, Long> roots = BookingLock.roots(
                connection,
                intends.stream().map(intend -> intend.base().bookingId()).toList());
        BookingLock.requireApart(intends.stream()
                .map(intend -> roots.get(intend.base().bookingId()))
                .toList());
        Set<Long> inUse = bookingsInUse(connection, intends, roots.values());
        Set<UUID> done = doneElsewhere(connection, intends, roots);
        Set<UUID> unjudged = withLateAnswers(connection, intends);
        List<Intend> free = new ArrayList<>();
        for (Intend intend : intends) {
            if (inUse.contains(roots.get(intend.base().bookingId()))) {
                results.put(intend.id(), new Changed.BookingInUse());
            } else if (done.contains(intend.id())) {
                results.put(intend.id(), new Changed.DoneElsewhere());
            } else if (unjudged.contains(intend.id())) {
                results.put(intend.id(), new Changed.LateAnswer());
            } else {
                free.add(intend);
            }
        }
        if (free.isEmpty()) {
            return;
        }
        Map<UUID, Instant> written =
                extendClaims(connection, free.stream().map(Extension::of).toList());
        List<Intend> won =
                free.stream().filter(intend -> written.containsKey(intend.id())).toList();
        closeAnswered(connection, won);
        IntentRow.insert(
                connection,
                won.stream()
                        .map(intend -> new IntentRow(
                                intend.id(), roots.get(intend.base().bookingId()), intend.intent()))
                        .toList());
        won.forEach(intend -> results.put(intend.id(), Extension.of(intend).written(written.get(intend.id()))));
    }

    /** Open ones, whose commits are sent once more. */
    static void renew(Connection connection, List<Repeat> repeats, Map<UUID, Changed> results) throws SQLException {
        Map<UUID, Instant> written =
                extendClaims(connection, repeats.stream().map(Extension::of).toList());
        List<Repeat> won = repeats.stream()
                .filter(repeat -> written.containsKey(repeat.id()))
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(
                "update intent set send_by = clock_timestamp() + ? * interval '1 ms' where id = any(?)")) {
            statement.setLong(1, SendBy.LIFE.toMillis());
            setArray(statement, 2, "uuid", won, Repeat::intent);
            statement.executeUpdate();
        }
        won.forEach(repeat -> results.put(repeat.id(), Extension.of(repeat).written(written.get(repeat.id()))));
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

    /** Orders that were accepted before it was known that another one, done meanwhile, is for the same booking. */
    private static Set<UUID> doneElsewhere(Connection connection, List<Intend> intends, Map<Long, Long> roots)
            throws SQLException {
        Set<UUID> done = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement("select " + Rows.CANCELLATION_COLUMNS
                + " from cancellation c where c.booking_id = any(?) and c.effect in ('DONE', 'PARTIAL')")) {
            setArray(statement, 1, "bigint", List.copyOf(new HashSet<>(roots.values())), id -> id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Cancellation other = Rows.cancellation(row);
                    intends.stream()
                            .map(Intend::base)
                            .filter(base -> roots.get(base.bookingId()) == other.bookingId())
                            .filter(base -> !base.id().equals(other.id()))
                            .filter(base ->
                                    Scopes.overlap(Set.copyOf(base.instruction().scope()), other))
                            .forEach(base -> done.add(base.id()));
                }
            }
        }
        return done;
    }

    /** Orders to whose earlier commits an answer came that nobody has looked after yet. */
    private static Set<UUID> withLateAnswers(Connection connection, List<Intend> intends) throws SQLException {
        Set<UUID> late = new HashSet<>();
        // A first attempt has no earlier commit.
        List<Intend> further =
                intends.stream().filter(intend -> intend.base().attempts() > 1).toList();
        if (further.isEmpty()) {
            return late;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "select cancellation_id from intent where cancellation_id = any(?) and late and state <> 'DONE'")) {
            setArray(statement, 1, "uuid", further, Intend::id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    late.add(row.getObject(1, UUID.class));
                }
            }
        }
        return late;
    }

    /**
     * A claim that goes on with a commit on its way.
     *
     * @param repeated the intent that has to be open still
     */
    private record Extension(Cancellation base, Optional<UUID> repeated, Progress progress, Claim claim) {
        static Extension of(Intend intend) {
            return new Extension(intend.base(), Optional.empty(), intend.progress(), intend.claim());
        }

        static Extension of(Repeat repeat) {
            return new Extension(repeat.base(), Optional.of(repeat.intent()), repeat.progress(), repeat.claim());
        }

        Changed written(Instant now) {
            return new Changed.Written(withProgress(base, progress, now, now.plus(claim.lease())));
        }
    }

    private static Map<UUID, Instant> extendClaims(Connection connection, List<Extension> extensions)
            throws SQLException {
        Map<UUID, Instant> written = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                update cancellation c set version = c.version + 1, progress = t.progress::json, effect = t.effect,
                    due_at = clock_timestamp() + t.lease * interval '1 ms', updated_at = now()
                from unnest(?, ?, ?, ?, ?, ?, ?) as t(id, version, owner, progress, effect, lease, repeated)
                where c.id = t.id and c.version = t.version and c.claimed_by = t.owner
                    and (t.repeated is null
                        or exists (select 1 from intent i where i.id = t.repeated and i.state = 'OPEN'))
                returning c.id, c.updated_at""")) {
            setArray(statement, 1, "uuid", extensions, one -> one.base().id());
            setArray(statement, 2, "int", extensions, one -> one.base().version());
            setArray(statement, 3, "text", extensions, one -> one.claim().owner());
            setArray(statement, 4, "text", extensions, one -> Json.write(one.progress()));
            setArray(
                    statement,
                    5,
                    "text",
                    extensions,
                    one -> one.progress().effect().name());
            setArray(
                    statement,
                    6,
                    "bigint",
                    extensions,
                    one -> one.claim().lease().toMillis());
            setArray(statement, 7, "uuid", extensions, one -> one.repeated().orElse(null));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    written.put(row.getObject(1, UUID.class), Rows.instant(row, "updated_at"));
                }
            }
        }
        return written;
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
}
