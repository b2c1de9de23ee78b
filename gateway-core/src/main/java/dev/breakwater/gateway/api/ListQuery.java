package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Journal.Filter;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.plugin.BookingReference;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the query of a list. What is wrong with it is reported all at once. */
final class ListQuery {
    private static final Logger log = LoggerFactory.getLogger(ListQuery.class);
    private static final int CURSOR_BYTES = 16;

    private ListQuery() {}

    /**
     * What to list: one more than the page holds, to see whether there is another page.
     *
     * @throws ApiException naming everything that is wrong
     */
    static Filter read(HttpServletRequest request, Caller caller, Suppliers suppliers) {
        Query query = new Query(request);
        Optional<Status> status = query.oneOf("status", Status.class);
        Optional<String> supplier = query.text("supplier");
        Optional<String> reference = query.text("bookingReference");
        Optional<String> ownReference = query.text("ownReference");
        Optional<Instant> since = query.read(
                "updatedSince",
                Texts::instant,
                "must be a date and time with offset, such as 2020-01-24T10:15:00Z (a + has to be written as %2B)");
        Optional<UUID> after = query.cursor(ListQuery::cursor);
        int limit = query.limit();
        query.finish();
        return new Filter(
                caller.isOperator() ? Optional.empty() : Optional.of(caller.id()),
                status,
                supplier,
                reference.map(text -> canonical(text, supplier, suppliers)),
                ownReference,
                since,
                after,
                limit + 1);
    }

    static String cursor(UUID last) {
        byte[] bytes = ByteBuffer.allocate(CURSOR_BYTES)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<UUID> cursor(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return bytes.remaining() == CURSOR_BYTES
                    ? Optional.of(new UUID(bytes.getLong(), bytes.getLong()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The reference as each supplier's plugin would write it, so that it is found however it was written. */
    private static Collection<String> canonical(String reference, Optional<String> supplier, Suppliers suppliers) {
        Collection<Supplier> asked =
                supplier.isPresent() ? suppliers.find(supplier.get()).stream().toList() : suppliers.all();
        Set<String> keys = new LinkedHashSet<>(List.of(reference));
        for (Supplier one : asked) {
            one.connection().ifPresent(connection -> {
                try {
                    keys.add(connection
                            .protocol()
                            .canonical(BookingReference.of(reference))
                            .value());
                } catch (RuntimeException e) {
                    log.debug("{} has no such reference: {}", one.id(), e.toString());
                }
            });
        }
        return keys;
    }
}
