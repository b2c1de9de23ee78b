package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What waits for a person: since when, and who sees to it. */
public final class Reviews {
    private final Journal journal;

    public Reviews(Journal journal) {
        this.journal = journal;
    }

    /**
     * A wait for a person.
     *
     * @param owner who sees to it; empty: nobody yet
     */
    public record Review(Instant since, Optional<String> owner) {
        public Review {
            requireNonNull(since, "since");
            requireNonNull(owner, "owner");
        }
    }

    /**
     * One that waits for a person.
     *
     * @param cause the transition that brought it there
     */
    public record Case(Cancellation cancellation, Review review, Event cause) {}

    /** A place in the queue, which is in the order of {@code since}. */
    public record Place(Instant since, UUID id) {}

    /**
     * What to list.
     *
     * @param owner only what this one sees to
     * @param unowned only what nobody sees to
     * @param after only what has waited less long than this one
     * @param limit at most this many
     */
    public record Filter(
            Optional<String> supplier,
            Optional<String> owner,
            boolean unowned,
            Optional<StatusReason> reason,
            Optional<Place> after,
            int limit) {}

    /**
     * How much waits.
     *
     * @param oldest since when the longest waiting does; empty: nothing waits
     */
    public record Backlog(long count, Optional<Instant> oldest) {}

    /** The reviews of those of these that wait for a person. */
    public Map<UUID, Review> of(Collection<UUID> ids) {
        return journal
                .query(
                        "select id, review_since, review_owner from cancellation c"
                                + " where id = any(?) and review_since is not null",
                        List.of((Object) ids.toArray(UUID[]::new)),
                        row -> Map.entry(row.getObject("id", UUID.class), review(row)))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Review review(ResultSet row) throws SQLException {
        return new Review(Rows.instant(row, "review_since"), Optional.ofNullable(row.getString("review_owner")));
    }

    /** The longest waiting first. */
    public List<Case> list(Filter filter) {
        StringBuilder sql = new StringBuilder("select c.review_since, c.review_owner, e.seq, e.at, e.actor,"
                + " e.status as event_status, e.reason as event_reason, e.evidence, " + Rows.CANCELLATION_COLUMNS);
        sql.append("""
                \sfrom cancellation c cross join lateral (
                    select * from event e where e.cancellation_id = c.id and e.at >= c.review_since order by e.seq limit 1) e
                where c.review_since is not null""");
        List<Object> parameters = new ArrayList<>();
        filter.supplier().ifPresent(supplier -> where(sql, parameters, " and c.supplier = ?", supplier));
        filter.owner().ifPresent(owner -> where(sql, parameters, " and c.review_owner = ?", owner));
        if (filter.unowned()) {
            sql.append(" and c.review_owner is null");
        }
        filter.reason().ifPresent(reason -> where(sql, parameters, " and c.status_reason = ?", reason.name()));
        filter.after().ifPresent(place -> {
            where(sql, parameters, " and (c.review_since, c.id) > (?, ?)", Timestamp.from(place.since()));
            parameters.add(place.id());
        });
        where(sql, parameters, " order by c.review_since, c.id limit ?", filter.limit());
        return journal.query(
                sql.toString(),
                parameters,
                row -> new Case(
                        Rows.cancellation(row),
                        review(row),
                        new Event(
                                row.getInt("seq"),
                                Rows.instant(row, "at"),
                                row.getString("actor"),
                                Status.read(row.getString("event_status")),
                                StatusReason.read(row.getString("event_reason")),
                                Json.readMap(row.getString("evidence")))));
    }

    private static void where(StringBuilder sql, List<Object> parameters, String condition, Object value) {
        sql.append(condition);
        parameters.add(value);
    }

    /**
     * Says who sees to one that waits for a person; an audited event.
     *
     * @param owner empty: nobody any more
     * @return whether it waits for a person
     */
    public boolean assign(UUID id, Optional<String> owner, String actor) {
        String name = owner.orElse("");
        return journal.query("""
                with found as (select id, review_owner from cancellation where id = ? and review_since is not null for update),
                assigned as (
                    update cancellation c set review_owner = nullif(?, ''), version = version + 1, updated_at = now()
                    from found where c.id = found.id and found.review_owner is distinct from nullif(?, '')
                    returning c.id, c.version, c.status, c.status_reason),
                told as (
                    insert into event (cancellation_id, seq, at, actor, status, reason, evidence)
                    select id, version, now(), ?, status, status_reason, json_build_object('reviewOwner', ?::text)
                    from assigned)
                select count(*) from found""", List.of(id, name, name, actor, name), row -> row.getInt(1))
                        .get(0)
                > 0;
    }

    public Backlog backlog() {
        return journal.query(
                        "select count(*) as count, min(review_since) as oldest from cancellation"
                                + " where review_since is not null",
                        List.of(),
                        row -> new Backlog(row.getLong("count"), Rows.optionalInstant(row, "oldest")))
                .get(0);
    }
}
