package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import dev.breakwater.gateway.postgres.GroupCommit;
import dev.breakwater.gateway.postgres.GroupCommitSettings;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The journal: the only way to write a cancellation, and the way to read one.
 *
 * <p>Writes are group-committed. Their futures fail as {@link GroupCommit} says; after
 * {@link dev.breakwater.gateway.postgres.CommitUnknown} the row has to be read again before anything is answered or sent.
 */
public final class Journal implements Ledger, AutoCloseable {
    private final DataSource database;
    private final GroupCommit<Acceptance, Admission> acceptances;
    private final GroupCommit<Change, Changed> changes;
    private final Consumer<Cancellation> listener;

    /** @param listener told of every written conclusion after its commit; must be quick */
    public Journal(DataSource database, GroupCommitSettings settings, Consumer<Cancellation> listener) {
        this.database = database;
        this.listener = listener;
        this.acceptances = new GroupCommit<>(database, AcceptBatch::keys, new AcceptBatch(), settings);
        this.changes = new GroupCommit<>(database, ChangeBatch::keys, new ChangeBatch(), settings);
    }

    /** What was accepted so far, in how many transactions. */
    public GroupCommit.Counters acceptances() {
        return acceptances.counters();
    }

    /** What was written about accepted orders so far, in how many transactions. */
    public GroupCommit.Counters changes() {
        return changes.counters();
    }

    /** Accepts an order, or tells why it is none. */
    public CompletableFuture<Admission> accept(Acceptance order) {
        return acceptances.submit(order);
    }

    @Override
    public CompletableFuture<Changed> write(Change change) {
        CompletableFuture<Changed> written = changes.submit(change);
        if (change instanceof Change.Conclude || change instanceof Change.Decide) {
            return written.thenApply(changed -> {
                if (changed instanceof Changed.Written done) {
                    listener.accept(done.cancellation());
                }
                return changed;
            });
        }
        return written;
    }

    @Override
    public Optional<Cancellation> find(UUID id) {
        return first("c.id = ?", id);
    }

    /** Those of these that there are, in no order. */
    public List<Cancellation> find(Collection<UUID> ids) {
        return query(
                "select " + Rows.CANCELLATION_COLUMNS + " from cancellation c where c.id = any(?)",
                List.of((Object) ids.toArray(UUID[]::new)),
                Rows::cancellation);
    }

    /** The cancellation a caller's idempotency key stands for. */
    public Optional<Cancellation> find(String caller, String key) {
        return first("c.caller = ? and c.idempotency_key = ?", caller, key);
    }

    private Optional<Cancellation> first(String condition, Object... parameters) {
        return query(
                        "select " + Rows.CANCELLATION_COLUMNS + " from cancellation c where " + condition,
                        List.of(parameters),
                        Rows::cancellation)
                .stream()
                .findFirst();
    }

    /**
     * What to list.
     *
     * @param caller only this caller's; empty: everybody's
     * @param bookings canonical references, any of which has to match; empty: any
     * @param after only what was accepted after this one
     * @param limit at most this many
     */
    public record Filter(
            Optional<String> caller,
            Optional<Status> status,
            Optional<String> supplier,
            Optional<Collection<String>> bookings,
            Optional<String> ownReference,
            Optional<Instant> updatedSince,
            Optional<UUID> after,
            int limit) {}

    /** In the order of acceptance. */
    public List<Cancellation> list(Filter filter) {
        StringBuilder sql =
                new StringBuilder("select " + Rows.CANCELLATION_COLUMNS + " from cancellation c where true");
        List<Object> parameters = new ArrayList<>();
        filter.caller().ifPresent(caller -> where(sql, parameters, " and c.caller = ?", caller));
        filter.status().ifPresent(status -> where(sql, parameters, " and c.status = ?", status.name()));
        filter.supplier().ifPresent(supplier -> where(sql, parameters, " and c.supplier = ?", supplier));
        filter.bookings()
                .ifPresent(keys -> where(
                        sql,
                        parameters,
                        " and c.booking_id in (select coalesce(same_as, id) from booking where key = any(?))",
                        keys.toArray(String[]::new)));
        filter.ownReference().ifPresent(own -> where(sql, parameters, " and c.own_reference = ?", own));
        filter.updatedSince()
                .ifPresent(since -> where(sql, parameters, " and c.updated_at >= ?", Timestamp.from(since)));
        filter.after().ifPresent(id -> where(sql, parameters, " and c.id > ?", id));
        where(sql, parameters, " order by c.id limit ?", filter.limit());
        return query(sql.toString(), parameters, Rows::cancellation);
    }

    private static void where(StringBuilder sql, List<Object> parameters, String condition, Object value) {
        sql.append(condition);
        parameters.add(value);
    }

    /** The life of a cancellation, from its beginning. */
    public List<Event> events(UUID id) {
        return query(
                "select * from event where cancellation_id = ? order by seq",
                List.of(id),
                row -> new Event(
                        row.getInt("seq"),
                        Rows.instant(row, "at"),
                        row.getString("actor"),
                        Status.read(row.getString("status")),
                        StatusReason.read(row.getString("reason")),
                        Json.readMap(row.getString("evidence"))));
    }

    /** What went over the wire for a cancellation, without bodies and headers, in the order it was recorded. */
    public List<ExchangeSummary> exchanges(UUID id) {
        return query("""
                select operation, kind, request ->> 'method' as method, request ->> 'path' as path, delivery, detail,
                    reply_status, sent_at, took_ms, intent_id
                from exchange where subject_id = ? order by id""", List.of(id), ExchangeSummary::of);
    }

    @Override
    public boolean knowsIntent(UUID intent) {
        return !query("select 1 from intent where id = ?", List.of(intent), row -> row.getInt(1))
                .isEmpty();
    }

    @Override
    public Optional<Recorded> recorded(UUID cancellation, UUID intent) {
        Optional<WireRequest> commit = query(
                        "select request, request_body from intent where id = ?",
                        List.of(intent),
                        row -> ExchangeRow.request(RequestKind.COMMIT, row))
                .stream()
                .findFirst();
        return commit.map(request -> new Recorded(
                request,
                query(
                        "select " + ExchangeRow.COLUMNS + " from exchange where subject_id = ? and led_to = ?"
                                + " and operation = 'CANCEL' and delivery = 'ANSWERED' order by id",
                        List.of(cancellation, intent),
                        ExchangeRow::read)));
    }

    /**
     * How long ago the last commit nobody knows the effect of had to be on its way, by the database's clock; negative while it
     * may still leave.
     *
     * @return empty if there is no such commit
     */
    public Optional<Duration> sinceLastSend(UUID id) {
        return query("""
                        select (extract(epoch from clock_timestamp() - max(send_by)) * 1000)::bigint from intent
                        where cancellation_id = ? and state = 'OPEN' having max(send_by) is not null""", List.of(id), row -> Duration.ofMillis(row.getLong(1))).stream()
                .findFirst();
    }

    /**
     * What is due at one supplier.
     *
     * @param since from when on
     * @param deadline when it begins to cost more, if that is known
     * @param worth what it saves to be done before, per call; 0 without a deadline
     */
    public record Due(String supplier, UUID id, Instant since, Optional<Instant> deadline, double worth) {}

    /** Counts what is not final. */
    public Census census() {
        return Census.take(this);
    }

    /** Deadlines of what waits in this journal. */
    public Deadlines deadlines() {
        return new Deadlines(this, database);
    }

    static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getString("supplier"),
                row.getObject("id", UUID.class),
                Rows.instant(row, "due_at"),
                Rows.optionalInstant(row, "deadline_at"),
                row.getDouble("worth"));
    }

    @Override
    public List<Due> due(Collection<String> suppliers, int limit) {
        return query("""
                select s.supplier, d.* from unnest(?) as s(supplier), lateral (
                    (select c.id, c.due_at, c.deadline_at, c.worth from cancellation c
                    where c.supplier = s.supplier and c.due_at <= now() order by c.due_at limit ?)
                    union
                    (select c.id, c.due_at, c.deadline_at, c.worth from cancellation c
                    where c.supplier = s.supplier and c.due_at <= now()
                        and c.deadline_at > now()
                    order by c.deadline_at limit ?)) d order by d.due_at""", List.of(suppliers.toArray(String[]::new), limit, limit), Journal::due);
    }

    @Override
    public List<String> suppliersWithBacklog() {
        return query("""
                with recursive waiting as (
                    (select supplier from cancellation where due_at is not null order by supplier limit 1)
                    union all
                    select (select c.supplier from cancellation c where c.due_at is not null and c.supplier > w.supplier
                        order by c.supplier limit 1)
                    from waiting w where w.supplier is not null)
                select supplier from waiting where supplier is not null""", List.of(), row -> row.getString(1));
    }

    /**
     * Makes due at once what an earlier incarnation of this member had claimed. Only for a member that knows its earlier
     * incarnation to be dead.
     *
     * @param member what such owners begin with
     * @return how many
     */
    public int releaseClaimsOf(String member) {
        return update(
                "update cancellation set due_at = clock_timestamp() where claimed_by like ? and due_at > clock_timestamp()",
                member.replaceAll("[%_\\\\]", "\\\\$0") + "/%");
    }

    /**
     * Pauses something, or says anew who wants that and why.
     *
     * @param what as {@link Pause} has it
     */
    @Override
    public void pause(String what, String actor, String reason) {
        update(
                "insert into pause (supplier, actor, at, reason) values (?, ?, now(), ?)"
                        + " on conflict (supplier) do update set actor = excluded.actor, reason = excluded.reason",
                what,
                actor,
                reason);
    }

    /** What is paused, the longest paused first. */
    public List<Pause> pauses() {
        return query(
                "select * from pause order by at, supplier",
                List.of(),
                row -> new Pause(
                        row.getString("supplier"),
                        row.getString("actor"),
                        Rows.instant(row, "at"),
                        row.getString("reason")));
    }

    @Override
    public void resume(String supplier) {
        update("delete from pause where supplier = ?", supplier);
    }

    @Override
    public List<String> paused() {
        return query("select supplier from pause", List.of(), row -> row.getString(1));
    }

    /** What restrains the work for suppliers. */
    public Restraints restraints() {
        return new StoredRestraints(this);
    }

    /** Reads rows of other tables that belong to the journal. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, List<Object> parameters, Reader<T> reader) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (row.next()) {
                    found.add(reader.read(row));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new JournalUnavailable(e);
        }
    }

    Connection connection() throws SQLException {
        return database.getConnection();
    }

    int update(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, List.of(parameters));
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new JournalUnavailable(e);
        }
    }

    private static void bind(PreparedStatement statement, List<Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) instanceof String[] texts) {
                setArray(statement, i + 1, "text", List.of(texts), text -> text);
            } else if (parameters.get(i) instanceof UUID[] ids) {
                setArray(statement, i + 1, "uuid", List.of(ids), id -> id);
            } else if (parameters.get(i) instanceof Timestamp[] times) {
                setArray(statement, i + 1, "timestamptz", List.of(times), time -> time);
            } else if (parameters.get(i) instanceof Double[] numbers) {
                setArray(statement, i + 1, "float8", List.of(numbers), number -> number);
            } else {
                statement.setObject(i + 1, parameters.get(i));
            }
        }
    }

    /** Writes what was submitted, then refuses more. */
    @Override
    public void close() {
        acceptances.close();
        changes.close();
    }
}
