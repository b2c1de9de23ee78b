package dev.breakwater.gateway.cancellation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Restraints in PostgreSQL, by the database's clock. */
final class StoredRestraints implements Restraints {
    /** A day, and the hour that began before it. */
    private static final String COUNTED = "hour >= date_trunc('hour', now(), 'UTC') - interval '24 hours'";

    private static final String LOCK_QUOTA = "select pg_advisory_xact_lock(hashtext('quota'), hashtext(?))";
    private static final String FORGET_HOURS = "delete from quota_hour where supplier = ? and not " + COUNTED;
    private static final String TAKE_LOT = """
            with lot as (
                select greatest(0, least(?, ? - coalesce(sum(taken), 0)))::int as calls
                from quota_hour where supplier = ? and %s
            ), written as (
                insert into quota_hour (supplier, hour, taken)
                select ?, date_trunc('hour', now(), 'UTC'), calls from lot where calls > 0
                on conflict (supplier, hour) do update set taken = quota_hour.taken + excluded.taken
            )
            select calls, date_trunc('hour', now(), 'UTC') as hour,
                (extract(epoch from date_trunc('hour', now(), 'UTC') + interval '1 hour' - now()) * 1000)::bigint
                    as remaining
            from lot""".formatted(COUNTED);

    private final Journal journal;

    StoredRestraints(Journal journal) {
        this.journal = journal;
    }

    @Override
    public List<Parked> parked() {
        return journal.query(
                """
                select supplier, cause, since,
                    greatest(0, extract(epoch from next_probe_at - clock_timestamp()) * 1000)::bigint as until_probe
                from parked order by supplier""",
                List.of(),
                row -> new Parked(
                        row.getString("supplier"),
                        row.getString("cause"),
                        Rows.instant(row, "since"),
                        Duration.ofMillis(row.getLong("until_probe"))));
    }

    @Override
    public void park(String supplier, String cause, Duration untilProbe) {
        journal.update("""
                insert into parked (supplier, cause, since, next_probe_at)
                values (?, ?, clock_timestamp(), clock_timestamp() + ? * interval '1 millisecond')
                on conflict (supplier) do update
                set cause = excluded.cause, next_probe_at = greatest(parked.next_probe_at, excluded.next_probe_at)""", supplier, cause, untilProbe.toMillis());
    }

    @Override
    public boolean claimProbe(String supplier, Duration interval) {
        return journal.update("""
                        update parked set next_probe_at = clock_timestamp() + ? * interval '1 millisecond'
                        where supplier = ? and next_probe_at <= clock_timestamp()""", interval.toMillis(), supplier) == 1;
    }

    @Override
    public void unpark(String supplier) {
        journal.update("delete from parked where supplier = ?", supplier);
    }

    @Override
    public Lot takeLot(String supplier, int perDay, int calls) {
        try (Connection connection = journal.connection()) {
            connection.setAutoCommit(false);
            try {
                Lot lot = takeLot(connection, supplier, perDay, calls);
                connection.commit();
                return lot;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new JournalUnavailable(e);
        }
    }

    /** Locked before the sum is read, so that no two members take the last ones. */
    private static Lot takeLot(Connection connection, String supplier, int perDay, int calls) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK_QUOTA);
                PreparedStatement tidy = connection.prepareStatement(FORGET_HOURS);
                PreparedStatement take = connection.prepareStatement(TAKE_LOT)) {
            lock.setString(1, supplier);
            lock.execute();
            tidy.setString(1, supplier);
            tidy.executeUpdate();
            take.setInt(1, calls);
            take.setInt(2, perDay);
            take.setString(3, supplier);
            take.setString(4, supplier);
            try (ResultSet row = take.executeQuery()) {
                row.next();
                return new Lot(
                        row.getInt("calls"), Rows.instant(row, "hour"), Duration.ofMillis(row.getLong("remaining")));
            }
        }
    }

    @Override
    public void giveBack(String supplier, Instant hour, int calls) {
        journal.update(
                "update quota_hour set taken = greatest(0, taken - ?) where supplier = ? and hour = ?",
                calls,
                supplier,
                Timestamp.from(hour));
    }

    @Override
    public int livingMembers() {
        return journal.query(
                        "select count(*) from member where seen_at > clock_timestamp() - ? * interval '1 millisecond'",
                        List.of(Members.DEAD_AFTER.toMillis()),
                        row -> row.getInt(1))
                .get(0);
    }

    @Override
    public int left(String supplier, int perDay) {
        return journal.query(
                        "select greatest(0, ? - coalesce(sum(taken), 0)) from quota_hour where supplier = ? and "
                                + COUNTED,
                        List.of(perDay, supplier),
                        row -> row.getInt(1))
                .get(0);
    }
}
