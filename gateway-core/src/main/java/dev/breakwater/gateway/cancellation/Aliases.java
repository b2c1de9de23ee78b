package dev.breakwater.gateway.cancellation;

import dev.breakwater.gateway.cancellation.Change.Conclude;
import dev.breakwater.plugin.BookingKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Learns further references of a booking, and merges bookings that turn out to be one. */
final class Aliases {
    private Aliases() {}

    static void learn(Connection connection, Conclude conclude) throws SQLException {
        if (conclude.aliases().isEmpty()) {
            return;
        }
        long base = conclude.base().bookingId();
        long booking = BookingLock.roots(connection, List.of(base)).get(base);
        for (BookingKey alias : conclude.aliases()) {
            if (alias.value().indexOf('\0') < 0) {
                learn(connection, conclude.base().supplier(), alias.value(), booking);
            }
        }
    }

    private static void learn(Connection connection, String supplier, String key, long booking) throws SQLException {
        long known = rootOf(connection, supplier, key, booking);
        if (known == booking) {
            return;
        }
        BookingLock.roots(connection, List.of(known, booking));
        for (String statement : List.of(
                "update booking set same_as = ? where id = ? or same_as = ?",
                "update cancellation set booking_id = ? where booking_id in (?, ?)",
                "update intent set booking_id = ? where booking_id in (?, ?)")) {
            try (PreparedStatement merge = connection.prepareStatement(statement)) {
                merge.setLong(1, booking);
                merge.setLong(2, known);
                merge.setLong(3, known);
                merge.executeUpdate();
            }
        }
    }

    private static long rootOf(Connection connection, String supplier, String key, long booking) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into booking (supplier, key, same_as) values (?, ?, ?)
                on conflict (key, supplier) do update set key = excluded.key
                returning coalesce(same_as, id)""")) {
            statement.setString(1, supplier);
            statement.setString(2, key);
            statement.setLong(3, booking);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
