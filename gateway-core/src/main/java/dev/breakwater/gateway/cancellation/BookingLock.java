package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Rows.setArray;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Locks bookings. A booking that was merged with another one is locked together with the one that stands for both. */
final class BookingLock {
    private BookingLock() {}

    /**
     * Locks these bookings until the end of the transaction. While a row is locked nobody can lead it to another booking.
     *
     * @return for each of them the booking that stands for it, itself if it was never merged
     */
    static Map<Long, Long> roots(Connection connection, Collection<Long> bookings) throws SQLException {
        Map<Long, Long> roots = lock(connection, bookings);
        TreeSet<Long> further = new TreeSet<>(roots.values());
        further.removeAll(roots.keySet());
        lock(connection, further);
        return roots;
    }

    private static Map<Long, Long> lock(Connection connection, Collection<Long> bookings) throws SQLException {
        Map<Long, Long> roots = new HashMap<>();
        if (bookings.isEmpty()) {
            return roots;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "select id, coalesce(same_as, id) from booking where id = any(?) order by id for update")) {
            setArray(statement, 1, "bigint", List.copyOf(new TreeSet<>(bookings)), id -> id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    roots.put(row.getLong(1), row.getLong(2));
                }
            }
        }
        return roots;
    }

    /**
     * Operations of one transaction do not see each other, so no two of them may be for one booking. Their keys keep them apart
     * unless they know the booking by different names.
     *
     * @throws IllegalStateException which has the batch halved until they are apart
     */
    static void requireApart(Collection<Long> bookings) {
        if (bookings.stream().distinct().count() != bookings.size()) {
            throw new IllegalStateException("Two operations for one booking in one transaction");
        }
    }
}
