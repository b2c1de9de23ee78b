package dev.breakwater.gateway.review;

import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.review.Bulk.Confirmation;
import dev.breakwater.gateway.review.Bulk.Filter;
import dev.breakwater.gateway.review.Bulk.Sample;
import dev.breakwater.gateway.review.Bulk.State;
import dev.breakwater.gateway.review.Decision.Action;
import dev.breakwater.gateway.review.Decision.Finding;
import dev.breakwater.gateway.review.Decision.Resolution;
import dev.breakwater.gateway.review.Decision.Retry;
import dev.breakwater.gateway.review.Decision.Withdrawal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of bulks. */
final class BulkStore {
    static final String DONE = "DONE";
    private static final String FORGET = "1 day";

    private final JdbcClient database;

    BulkStore(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    /** A bulk to be carried out, by whoever confirmed it. */
    record Running(UUID id, Decision decision, Author author) {}

    /** One of its cancellations, as the dry run saw it. */
    record Item(UUID cancellation, int version) {}

    /** How many it would be, counted up to a limit. */
    long count(Action action, Filter filter, int limit) {
        Chosen chosen = Chosen.by(action, filter);
        List<Object> parameters = new ArrayList<>(chosen.parameters);
        parameters.add(limit);
        return reached(() -> database.sql("select count(*) from (select 1 from cancellation c where " + chosen.condition
                        + " limit ?) found")
                .params(parameters)
                .query(Long.class)
                .single());
    }

    /** Writes down what would be done to which; and forgets what was never confirmed. */
    void write(UUID id, String actor, Decision decision, Filter filter, byte[] token, Duration valid) {
        Chosen chosen = Chosen.by(decision.action(), filter);
        Map<String, String> words = decision.words();
        List<Object> parameters = new ArrayList<>();
        parameters.add(id);
        parameters.add(actor);
        parameters.add(decision.action().name());
        parameters.add(words.getOrDefault("decision", ""));
        parameters.add(words.getOrDefault("reason", ""));
        parameters.add(words.getOrDefault("evidence", ""));
        parameters.add(token);
        parameters.add(valid.toSeconds());
        parameters.add(id);
        parameters.addAll(chosen.parameters);
        reached(() -> {
            database.sql("delete from bulk where confirmed_at is null and expires_at < now() - interval '" + FORGET
                            + "'")
                    .update();
            return database.sql("""
                            with made as (
                                insert into bulk (id, actor, action, finding, reason, evidence, token, created_at, expires_at)
                                values (?, ?, ?, nullif(?, ''), ?, ?, ?, now(), now() + ? * interval '1 s'))
                            insert into bulk_item (bulk_id, cancellation_id, version)
                            select ?, c.id, c.version from cancellation c where\s""" + chosen.condition).params(parameters).update();
        });
    }

    Optional<Bulk> find(UUID id) {
        return reached(() -> database.sql("select *, expires_at <= clock_timestamp() as expired from bulk where id = ?")
                .param(id)
                .query((row, number) -> bulk(row, outcomes(id)))
                .optional());
    }

    private Map<String, Long> outcomes(UUID id) {
        Map<String, Long> outcomes = new HashMap<>();
        database.sql(
                        "select coalesce(outcome, '') as outcome, count(*) as count from bulk_item where bulk_id = ? group by 1")
                .param(id)
                .query((row, number) -> outcomes.put(row.getString("outcome"), row.getLong("count")))
                .list();
        return outcomes;
    }

    private static Bulk bulk(ResultSet row, Map<String, Long> outcomes) throws SQLException {
        Map<String, Long> failed = new HashMap<>(outcomes);
        long left = Optional.ofNullable(failed.remove("")).orElse(0L);
        long done = Optional.ofNullable(failed.remove(DONE)).orElse(0L);
        Timestamp confirmed = row.getTimestamp("confirmed_at");
        State state = confirmed == null
                ? row.getBoolean("expired") ? State.EXPIRED : State.DRY_RUN
                : left > 0 ? State.RUNNING : State.ENDED;
        return new Bulk(
                row.getObject("id", UUID.class),
                row.getString("actor"),
                decision(row),
                state,
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                confirmed == null
                        ? Optional.empty()
                        : Optional.of(new Confirmation(row.getString("confirmed_by"), confirmed.toInstant())),
                outcomes.values().stream().mapToLong(Long::longValue).sum(),
                done,
                failed,
                left);
    }

    private static Decision decision(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return switch (Action.valueOf(row.getString("action"))) {
            case RETRY -> new Retry(reason);
            case WITHDRAW -> new Withdrawal(StatusReason.WITHDRAWN_BY_OPERATOR, reason);
            case RESOLVE ->
                new Resolution(
                        Finding.valueOf(row.getString("finding")),
                        reason,
                        row.getString("evidence"),
                        Optional.empty(),
                        Set.of());
        };
    }

    List<Sample> sample(UUID id, int size) {
        return reached(() -> database.sql("""
                        select c.id, c.supplier, c.status, c.status_reason
                        from bulk_item i join cancellation c on c.id = i.cancellation_id
                        where i.bulk_id = ? order by c.id limit ?""")
                .params(id, size)
                .query((row, number) -> new Sample(
                        row.getObject("id", UUID.class),
                        row.getString("supplier"),
                        Status.read(row.getString("status")),
                        StatusReason.read(row.getString("status_reason"))))
                .list());
    }

    /** The SHA-256 of the token. */
    Optional<byte[]> token(UUID id) {
        return reached(() -> database.sql("select token from bulk where id = ?")
                .param(id)
                .query(byte[].class)
                .optional());
    }

    /** Lets it begin; only once, and only in time. */
    boolean confirm(UUID id, String actor) {
        return reached(() -> database.sql("""
                        update bulk set confirmed_by = ?, confirmed_at = clock_timestamp()
                        where id = ? and confirmed_at is null and expires_at > clock_timestamp()""").params(actor, id).update()) == 1;
    }

    List<Running> running() {
        return reached(() -> database.sql(
                        "select * from bulk where confirmed_at is not null and ended_at is null order by confirmed_at")
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Running(id, decision(row), new Author(row.getString("confirmed_by"), Optional.of(id)));
                })
                .list());
    }

    /** Some that nobody else sees to for a while. */
    List<Item> claim(UUID id, int most, Duration lease) {
        return reached(() -> database.sql("""
                        with next as (
                            select cancellation_id from bulk_item
                            where bulk_id = ? and outcome is null
                                and (claimed_until is null or claimed_until <= clock_timestamp())
                            order by cancellation_id limit ? for update skip locked)
                        update bulk_item i set claimed_until = clock_timestamp() + ? * interval '1 s'
                        from next where i.bulk_id = ? and i.cancellation_id = next.cancellation_id
                        returning i.cancellation_id, i.version""")
                .params(id, most, lease.toSeconds(), id)
                .query((row, number) -> new Item(row.getObject("cancellation_id", UUID.class), row.getInt("version")))
                .list());
    }

    void end(UUID id, Item item, String outcome) {
        reached(() -> database.sql("""
                        update bulk_item set outcome = ? where bulk_id = ? and cancellation_id = ? and outcome is null""").params(outcome, id, item.cancellation()).update());
    }

    /** Ends it, if nothing is left. */
    void endIfNothingIsLeft(UUID id) {
        reached(() -> database.sql("""
                        update bulk set ended_at = clock_timestamp() where id = ?
                            and not exists (select 1 from bulk_item where bulk_id = ? and outcome is null)""").params(id, id).update());
    }

    private static <T> T reached(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            throw e.getMostSpecificCause() instanceof SQLException cause ? new JournalUnavailable(cause) : e;
        }
    }

    /** The condition that a filter comes to. */
    private record Chosen(String condition, List<Object> parameters) {
        static Chosen by(Action action, Filter filter) {
            StringBuilder condition = new StringBuilder("c.status in (");
            List<Object> parameters = new ArrayList<>();
            List<Status> states = filter.status().map(List::of).orElse(Bulk.states(action));
            states.forEach(status -> {
                condition.append(parameters.isEmpty() ? "?" : ", ?");
                parameters.add(status.name());
            });
            condition.append(")");
            if (action == Action.WITHDRAW) {
                condition.append(" and c.effect = 'NONE'");
            }
            filter.supplier().ifPresent(supplier -> {
                condition.append(" and c.supplier = ?");
                parameters.add(supplier);
            });
            filter.reason().ifPresent(reason -> {
                condition.append(" and c.status_reason = ?");
                parameters.add(reason.name());
            });
            filter.caller().ifPresent(caller -> {
                condition.append(" and c.caller = ?");
                parameters.add(caller);
            });
            filter.createdAfter().ifPresent(instant -> {
                condition.append(" and c.created_at >= ?");
                parameters.add(Timestamp.from(instant));
            });
            filter.createdBefore().ifPresent(instant -> {
                condition.append(" and c.created_at < ?");
                parameters.add(Timestamp.from(instant));
            });
            return new Chosen(condition.toString(), parameters);
        }
    }
}
