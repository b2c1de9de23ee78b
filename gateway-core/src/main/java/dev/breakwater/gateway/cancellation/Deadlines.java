package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/** Deadlines of what waits in the journal: what is due in the order of a plan, how much of it there is, and what is missed. */
public final class Deadlines {
    private static final String KEPT = """
            c.deadline_at > now()
                and c.worth >= (?::float8[])[1 + width_bucket(c.deadline_at - interval '1 us', ?::timestamptz[])]""";

    private final Journal journal;
    private final DataSource database;

    Deadlines(Journal journal, DataSource database) {
        this.journal = journal;
        this.database = database;
    }

    /**
     * Which deadlines are kept: those in the future whose worth reaches the floor of their span, and all behind the last span.
     *
     * @param until ends of the spans, ascending
     * @param floors one for each span
     */
    public record Floors(List<Instant> until, List<Double> floors) {
        public Floors {
            until = List.copyOf(until);
            floors = List.copyOf(floors);
        }

        private Object untilArray() {
            return until.stream().map(Timestamp::from).toArray(Timestamp[]::new);
        }

        private Object floorArray() {
            List<Double> all = new ArrayList<>(floors);
            all.add(0.0);
            return all.toArray(Double[]::new);
        }
    }

    /**
     * What is due at a supplier: the longest due, whatever they are; then those that are kept, by deadline; then the others, the
     * longest due first.
     *
     * @param elders at most so many of the first
     * @param limit at most so many of the second, and of the third
     */
    public List<Journal.Due> due(String supplier, Floors floors, int elders, int limit) {
        return journal.query(
                """
                select ? as supplier, d.* from (
                    (select c.id, c.due_at, c.deadline_at, c.worth from cancellation c
                    where c.supplier = ? and c.due_at <= now() order by c.due_at limit ?)
                    union
                    (select c.id, c.due_at, c.deadline_at, c.worth from cancellation c
                    where c.supplier = ? and c.due_at <= now() and\s""" + KEPT + """

                    order by c.deadline_at limit ?)
                    union
                    (select c.id, c.due_at, c.deadline_at, c.worth from cancellation c
                    where c.supplier = ? and c.due_at <= now()
                        and (c.deadline_at is null or not (\s""" + KEPT + """
                        ))
                    order by c.due_at limit ?)) d""",
                List.of(
                        supplier,
                        supplier,
                        elders,
                        supplier,
                        floors.floorArray(),
                        floors.untilArray(),
                        limit,
                        supplier,
                        floors.floorArray(),
                        floors.untilArray(),
                        limit),
                Journal::due);
    }

    /**
     * Waiting work of about the same deadline and worth.
     *
     * @param deadline the latest of them
     * @param worth the least of them
     * @param most the most of them
     * @param stakes what is at stake, by currency code
     */
    public record Group(Instant deadline, double worth, double most, long count, Map<String, BigDecimal> stakes) {}

    /** What waits at a supplier and has a deadline before it, in groups whose number does not grow with the backlog. */
    public List<Group> groups(String supplier) {
        Map<List<Long>, Group> groups = new LinkedHashMap<>();
        journal.query(
                """
                select floor(20 * ln(greatest(1, extract(epoch from c.deadline_at - now()))))::bigint as span,
                    floor(10 * ln(greatest(c.worth, 0.001)))::bigint as level, max(c.deadline_at) as deadline,
                    min(c.worth) as least, max(c.worth) as most, c.stake_currency as currency, count(*) as many,
                    sum(c.stake) as stake
                from cancellation c
                where c.supplier = ? and c.due_at is not null and c.deadline_at > now()
                group by span, level, currency""",
                List.of(supplier),
                row -> groups.merge(
                        List.of(row.getLong("span"), row.getLong("level")),
                        new Group(
                                Rows.instant(row, "deadline"),
                                row.getDouble("least"),
                                row.getDouble("most"),
                                row.getLong("many"),
                                Map.of(row.getString("currency"), row.getBigDecimal("stake"))),
                        Deadlines::together));
        return List.copyOf(groups.values());
    }

    private static Group together(Group one, Group other) {
        Map<String, BigDecimal> stakes = new LinkedHashMap<>(one.stakes);
        stakes.putAll(other.stakes);
        return new Group(
                one.deadline.isAfter(other.deadline) ? one.deadline : other.deadline,
                Math.min(one.worth, other.worth),
                Math.max(one.most, other.most),
                one.count + other.count,
                stakes);
    }

    /** How many wait at a supplier, with a deadline or without. */
    public long waiting(String supplier) {
        return journal.query(
                        "select count(*) from cancellation where supplier = ? and due_at is not null",
                        List.of(supplier),
                        row -> row.getLong(1))
                .get(0);
    }

    /**
     * A waiting cancellation and what it would cost to miss its deadline.
     *
     * @param stake in the currency
     */
    public record Endangered(UUID id, Instant deadline, BigDecimal stake, String currency) {}

    /** What waits at a supplier and is not kept, the most at stake first. */
    public List<Endangered> endangered(String supplier, Floors floors, int limit) {
        return journal.query(
                """
                select c.id, c.deadline_at, c.stake, c.stake_currency from cancellation c
                where c.supplier = ? and c.due_at is not null and c.deadline_at > now() and not (\s""" + KEPT + """
                ) order by c.stake desc, c.id limit ?""",
                List.of(supplier, floors.floorArray(), floors.untilArray(), limit),
                row -> new Endangered(
                        row.getObject("id", UUID.class),
                        Rows.instant(row, "deadline_at"),
                        row.getBigDecimal("stake"),
                        row.getString("stake_currency")));
    }

    /**
     * A place in what is due at a supplier.
     *
     * @param since when that one became due which stands before it
     * @param id whose it is
     */
    public record Place(Instant since, UUID id) {
        /** Before all. */
        public static final Place START = new Place(Instant.EPOCH, new UUID(0, 0));
    }

    /**
     * A page of what is due at a supplier, whose time to retry may have run out.
     *
     * @param overdue those on it whose time has
     * @param next where the next page begins
     */
    public record Page(List<UUID> overdue, Place next) {
        public Page {
            overdue = List.copyOf(overdue);
        }
    }

    private record Waiter(Place place, boolean overdue) {}

    /** A page of what is due at a supplier, the longest due first; the last page leads to the start. */
    public Page page(String supplier, Place from, int size) {
        List<Waiter> page = journal.query(
                """
                select c.due_at, c.id, c.expires_at <= now() as overdue from cancellation c
                where c.supplier = ? and c.due_at <= now() and (c.due_at, c.id) > (?, ?)
                order by c.due_at, c.id limit ?""",
                List.of(supplier, Timestamp.from(from.since()), from.id(), size),
                row -> new Waiter(
                        new Place(Rows.instant(row, "due_at"), row.getObject("id", UUID.class)),
                        row.getBoolean("overdue")));
        return new Page(
                page.stream()
                        .filter(Waiter::overdue)
                        .map(one -> one.place().id())
                        .toList(),
                page.size() < size ? Place.START : page.get(size - 1).place());
    }

    /** A deadline that passed before anything was done. */
    public record Missed(String supplier, UUID id, Instant deadline, BigDecimal stake, String currency) {}

    private record Passed(Cancellation order, Missed missed) {}

    /**
     * Tells of deadlines that passed while their orders waited, and goes on to the next ones. What somebody works on is left
     * alone.
     *
     * @param limit at most so many
     */
    public List<Missed> miss(Collection<String> suppliers, int limit) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Passed> passed = passed(connection, suppliers, limit);
                if (!passed.isEmpty()) {
                    goOn(connection, passed);
                }
                connection.commit();
                return passed.stream().map(Passed::missed).toList();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new JournalUnavailable(e);
        }
    }

    private static List<Passed> passed(Connection connection, Collection<String> suppliers, int limit)
            throws SQLException {
        List<Passed> passed = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("select c.supplier, c.deadline_at, c.stake,"
                + " c.stake_currency, " + Rows.CANCELLATION_COLUMNS
                + " from cancellation c where c.supplier = any(?) and c.due_at is not null"
                + " and c.deadline_at <= now() and c.claimed_by is null limit ? for update skip locked")) {
            setArray(statement, 1, "text", List.copyOf(suppliers), supplier -> supplier);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Missed missed = new Missed(
                            row.getString("supplier"),
                            row.getObject("id", UUID.class),
                            Rows.instant(row, "deadline_at"),
                            row.getBigDecimal("stake"),
                            row.getString("stake_currency"));
                    passed.add(new Passed(Rows.cancellation(row), missed));
                }
            }
        }
        return passed;
    }

    private static void goOn(Connection connection, List<Passed> passed) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                with rolled as (
                    update cancellation c set version = c.version + 1, updated_at = now(), deadline_at = t.deadline,
                        stake = t.stake, stake_currency = t.currency, worth = t.worth
                    from unnest(?, ?, ?, ?, ?, ?) as t(id, evidence, deadline, stake, currency, worth) where c.id = t.id
                    returning c.id, c.version, c.status, t.evidence)
                insert into event (cancellation_id, seq, at, actor, status, reason, evidence)
                select id, version, now(), 'gateway', status, 'DEADLINE_MISSED', evidence::json from rolled""")) {
            setArray(statement, 1, "uuid", passed, one -> one.order.id());
            setArray(statement, 2, "text", passed, one -> Json.write(evidence(one.missed)));
            // The database keeps microseconds, rounded: without the one more, a deadline could be followed by itself.
            setStakes(
                    statement,
                    3,
                    passed,
                    one -> Stake.next(
                            one.order.instruction(), one.order.progress(), one.missed.deadline.plusNanos(1_000)));
            statement.executeUpdate();
        }
    }

    private static Map<String, String> evidence(Missed missed) {
        return Map.of(
                "deadline",
                missed.deadline.toString(),
                "costsMore",
                missed.stake.toPlainString() + " " + missed.currency);
    }

    /** Sets four parameters: the deadlines, what is at stake, in which currency, and per call. */
    static <T> void setStakes(PreparedStatement statement, int first, List<T> items, Function<T, Optional<Stake>> stake)
            throws SQLException {
        List<Optional<Stake>> stakes = items.stream().map(stake).toList();
        setArray(
                statement,
                first,
                "timestamptz",
                stakes,
                one -> one.map(Stake::at).map(Timestamp::from).orElse(null));
        setArray(
                statement,
                first + 1,
                "numeric",
                stakes,
                one -> one.map(Stake::saved)
                        .map(saved -> new BigDecimal(saved.amount()))
                        .orElse(null));
        setArray(
                statement,
                first + 2,
                "text",
                stakes,
                one -> one.map(Stake::saved)
                        .map(saved -> saved.currency().getCurrencyCode())
                        .orElse(null));
        setArray(
                statement,
                first + 3,
                "float8",
                stakes,
                one -> one.map(Stake::worth).orElse(null));
    }
}
