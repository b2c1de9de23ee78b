package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who works on this journal. Each member beats; who was not seen for {@link #DEAD_AFTER} by the database's clock is dead, and
 * the others make its claims due at once; they wait half as long for one that the cluster has lost, too. That is safe even if it only slept: whatever it writes by such a claim misses. A member
 * judges others only while its own heart beats evenly, so that nobody is dead because the database was away.
 */
public final class Members implements AutoCloseable {
    /** Taken over is what belongs to a member that was not seen for so long. */
    public static final Duration DEAD_AFTER = Duration.ofSeconds(3);

    /** The same, if the cluster has lost sight of it, too. */
    static final Duration LOST_AFTER = Duration.ofMillis(1_500);

    private static final Logger log = LoggerFactory.getLogger(Members.class);
    private static final Duration BETWEEN_BEATS = Duration.ofMillis(500);
    private static final Duration UNEVEN = Duration.ofMillis(1_500);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** So long it may leave something behind that others have to see to. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

    /** Who restarts is back by then. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(30);

    private final DataSource database;
    private final String owner;
    private final LongSupplier monotonic;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heart");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private volatile Set<String> dead = Set.of();
    private volatile String address = "";
    private volatile Consumer<List<UUID>> orphanage = orphans -> {};
    private Connection connection;
    private boolean beating;
    private long lastBeat;
    private long evenSince;

    /**
     * A member as the others see it.
     *
     * @param owner its name and incarnation
     * @param address where the cluster reaches it
     * @param left whether it has said good-bye
     * @param silent how long it was not seen
     */
    public record Seen(String owner, String address, boolean left, Duration silent) {
        public boolean isAlive() {
            return !left && silent.compareTo(DEAD_AFTER) < 0;
        }

        /** The same after a restart. */
        public String name() {
            return owner.substring(0, owner.indexOf('/'));
        }
    }

    /** @param owner this member and its incarnation, {@code NAME/INCARNATION} */
    public Members(DataSource database, String owner) {
        this(database, owner, System::nanoTime);
    }

    Members(DataSource database, String owner, LongSupplier monotonic) {
        this.database = requireNonNull(database, "database");
        this.owner = requireNonNull(owner, "owner");
        this.monotonic = requireNonNull(monotonic, "monotonic");
    }

    /** What tells this database from every other. */
    public UUID installation() {
        return query("select id from installation", row -> row.getObject(1, UUID.class))
                .get(0);
    }

    /**
     * Begins to beat; this member is known when it returns.
     *
     * @param reachedAt where the cluster reaches it, for people
     * @param adopter gets what members were talking about that are dead; it must not wait
     */
    public void start(String reachedAt, Consumer<List<UUID>> adopter) {
        address = reachedAt;
        orphanage = adopter;
        beat();
        heart.scheduleWithFixedDelay(
                this::beatQuietly, BETWEEN_BEATS.toMillis(), BETWEEN_BEATS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The cluster does not reach the member at this address any more, which then may be silent for a shorter time. */
    public void lost(String whereabouts) {
        lost.add(whereabouts);
    }

    /** The cluster reaches the member at this address. */
    public void found(String whereabouts) {
        lost.remove(whereabouts);
    }

    /** Whether the member at this address is dead to the journal, even if the cluster reaches it: it works on nothing. */
    public boolean isDead(String whereabouts) {
        return dead.contains(whereabouts);
    }

    private void beatQuietly() {
        try {
            beat();
        } catch (JournalUnavailable e) {
            log.debug("Nobody can see this member now: {}", e.getCause().toString());
        } catch (RuntimeException | Error e) {
            // What is thrown out of it would stop it for good, and the others would take this member's work from it for
            // ever.
            log.error("This member's heart failed once and goes on", e);
        }
    }

    /** Shows that this member lives, and takes over from those that do not. */
    synchronized void beat() {
        update(
                "insert into member (owner, address, seen_at) values (?, ?, clock_timestamp())"
                        + " on conflict (owner) do update set seen_at = excluded.seen_at, address = excluded.address,"
                        + " gone = false",
                owner,
                address);
        long now = monotonic.getAsLong();
        Duration gap = beating ? Duration.ofNanos(now - lastBeat) : Duration.ZERO;
        if (!beating || gap.compareTo(UNEVEN) > 0) {
            evenSince = now;
        }
        if (gap.compareTo(DEAD_AFTER) > 0) {
            log.warn("This member was silent for {} ms; what it was at may be with others now", gap.toMillis());
        }
        beating = true;
        lastBeat = now;
        if (now - evenSince >= DEAD_AFTER.toNanos()) {
            takeOver();
        }
    }

    private void takeOver() {
        List<Seen> members = all();
        dead = deadAmong(members);
        for (Seen member : members) {
            if (member.isAlive() && !isLost(member)) {
                continue;
            }
            List<Released> taken = release(member.owner());
            if (!taken.isEmpty()) {
                log.warn(
                        "Member {} was not seen for {} ms; taking over {} cancellations it was at",
                        member.owner(),
                        member.silent().toMillis(),
                        taken.size());
                orphanage.accept(taken.stream()
                        .filter(Released::talking)
                        .map(Released::id)
                        .toList());
            }
            if (member.silent().compareTo(FORGOTTEN_AFTER) > 0) {
                update("delete from member where owner = ?", member.owner());
            }
        }
    }

    /** An address may have been another member's before. */
    private static Set<String> deadAmong(List<Seen> members) {
        Set<String> silent = new TreeSet<>();
        members.forEach(member -> silent.add(member.address()));
        members.stream().filter(Seen::isAlive).map(Seen::address).forEach(silent::remove);
        return silent;
    }

    private boolean isLost(Seen member) {
        return lost.contains(member.address()) && member.silent().compareTo(LOST_AFTER) >= 0;
    }

    /** @param talking whether a commit of it may have been on the wire */
    private record Released(UUID id, boolean talking) {}

    private List<Released> release(String whose) {
        return query(
                "update cancellation set due_at = clock_timestamp() where id in (select id from cancellation"
                        + " where claimed_by = ? and due_at > clock_timestamp() for update skip locked)"
                        + " returning id, status = 'IN_FLIGHT'",
                row -> new Released(row.getObject(1, UUID.class), row.getBoolean(2)),
                whose);
    }

    /** Every member that is not forgotten, the living and the dead, by name. */
    public synchronized List<Seen> all() {
        return query(
                "select owner, address, gone, (extract(epoch from clock_timestamp() - seen_at) * 1000)::bigint from member"
                        + " order by owner",
                row -> new Seen(
                        row.getString(1), row.getString(2), row.getBoolean(3), Duration.ofMillis(row.getLong(4))));
    }

    /**
     * Names of members that do not come back, it seems, and may have left something outside of the database. Only the first of
     * the living is told them, so that one alone sees to it.
     */
    public Set<String> orphaned() {
        List<Seen> members = all();
        Set<String> alive = new TreeSet<>();
        Set<String> gone = new TreeSet<>();
        for (Seen member : members) {
            if (member.isAlive()) {
                alive.add(member.name());
            } else if (member.silent().compareTo(GONE_AFTER) > 0) {
                gone.add(member.name());
            }
        }
        gone.removeAll(alive);
        boolean first = members.stream()
                .filter(Seen::isAlive)
                .findFirst()
                .filter(member -> member.owner().equals(owner))
                .isPresent();
        return first ? gone : Set.of();
    }

    /** Hands over what this member is still at: others go on with it at once. */
    public synchronized void leave() {
        heart.shutdownNow();
        int left = release(owner).size();
        if (left > 0) {
            log.warn("{} cancellations under way are handed over to the other members, or to the next start", left);
        }
        update("update member set gone = true where owner = ?", owner);
        beating = false;
    }

    private synchronized <T> List<T> query(String sql, Journal.Reader<T> reader, String... parameters) {
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            set(statement, parameters);
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private int update(String sql, String... parameters) {
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            set(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private static void set(PreparedStatement statement, String... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
    }

    /** A connection of its own: the heart beats even while all others are taken. */
    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = database.getConnection();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
        }
        return connection;
    }

    private JournalUnavailable lost(SQLException cause) {
        hangUp();
        return new JournalUnavailable(cause);
    }

    private void hangUp() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                log.debug("The heart's connection was gone already: {}", e.toString());
            }
            connection = null;
        }
    }

    /** Stops beating. */
    @Override
    public synchronized void close() {
        heart.shutdownNow();
        hangUp();
    }
}
