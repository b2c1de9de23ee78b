package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was not final at a moment, by supplier.
 *
 * @param counts of those suppliers that have any
 */
public record Census(Map<String, Count> counts) {
    /** Nothing was counted. */
    public static final Census NONE = new Census(Map.of());

    public Census {
        counts = Map.copyOf(counts);
    }

    /**
     * One supplier's.
     *
     * @param backlog what waits for a time or is under way, what is in doubt included
     * @param inDoubt those of which a commit may have been done
     * @param longestDoubt since the earliest commit of which nobody knows what it did; zero if there is none
     * @param reviews what waits for a person
     * @param longestReview since when the longest waiting of them does; zero if there is none
     */
    public record Count(long backlog, long inDoubt, Duration longestDoubt, long reviews, Duration longestReview) {
        private static final Count NONE = new Count(0, 0, Duration.ZERO, 0, Duration.ZERO);

        public Count {
            requireNonNull(longestDoubt, "longestDoubt");
            requireNonNull(longestReview, "longestReview");
        }
    }

    /** All zero for a supplier that has nothing. */
    public Count of(String supplier) {
        return counts.getOrDefault(supplier, Count.NONE);
    }

    /** Counts the whole journal in one query: half a second for a million that wait. */
    static Census take(Journal journal) {
        return new Census(
                journal.query("""
                        with open as materialized (
                            select cancellation_id, min(created_at) as since from intent
                            where state = 'OPEN' group by cancellation_id)
                        select supplier, sum(backlog)::bigint as backlog, sum(in_doubt)::bigint as in_doubt,
                            max(doubt_ms)::bigint as doubt_ms, sum(reviews)::bigint as reviews, max(review_ms)::bigint as review_ms
                        from (
                            select supplier, count(*) as backlog, 0 as in_doubt, 0 as doubt_ms, 0 as reviews, 0 as review_ms
                            from cancellation where due_at is not null group by supplier
                            union all
                            select c.supplier, 0, count(*),
                                extract(epoch from now() - min(coalesce(open.since, c.updated_at))) * 1000, 0, 0
                            from cancellation c left join open on open.cancellation_id = c.id
                            where c.status = 'IN_DOUBT' group by c.supplier
                            union all
                            select supplier, 0, 0, 0, count(*), extract(epoch from now() - min(review_since)) * 1000
                            from cancellation where review_since is not null group by supplier) part
                        group by supplier""", List.of(), row -> Map.entry(row.getString("supplier"), count(row))).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Count count(ResultSet row) throws SQLException {
        return new Count(
                row.getLong("backlog"),
                row.getLong("in_doubt"),
                Duration.ofMillis(row.getLong("doubt_ms")),
                row.getLong("reviews"),
                Duration.ofMillis(row.getLong("review_ms")));
    }
}
