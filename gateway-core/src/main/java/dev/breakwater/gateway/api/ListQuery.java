package dev.breakwater.gateway.api;

import dev.breakwater.gateway.api.ProblemView.ErrorView;
import dev.breakwater.gateway.cancellation.Journal.Filter;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.plugin.BookingReference;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the query of a list. What is wrong with it is reported all at once. */
final class ListQuery {
    static final int LARGEST_PAGE = 200;
    static final int USUAL_PAGE = 50;
    private static final Logger log = LoggerFactory.getLogger(ListQuery.class);
    private static final int LONGEST_TEXT = 200;
    private static final int CURSOR_BYTES = 16;
    private static final Set<String> KNOWN = new TreeSet<>(
            List.of("status", "supplier", "bookingReference", "ownReference", "updatedSince", "cursor", "limit"));

    private final HttpServletRequest request;
    private final List<ErrorView> errors = new ArrayList<>();

    private ListQuery(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * What to list: one more than the page holds, to see whether there is another page.
     *
     * @throws ApiException naming everything that is wrong
     */
    static Filter read(HttpServletRequest request, Caller caller, Suppliers suppliers) {
        ListQuery query = new ListQuery(request);
        Optional<Status> status = query.read(
                "status",
                ListQuery::status,
                "must be one of "
                        + String.join(
                                ", ",
                                Arrays.stream(Status.values()).map(Enum::name).toList()));
        Optional<String> supplier = query.text("supplier");
        Optional<String> reference = query.text("bookingReference");
        Optional<String> ownReference = query.text("ownReference");
        Optional<Instant> since = query.read(
                "updatedSince",
                Texts::instant,
                "must be a date and time with offset, such as 2020-01-24T10:15:00Z (a + has to be written as %2B)");
        Optional<UUID> after = query.read("cursor", ListQuery::cursor, "must be a nextCursor as it was given");
        Optional<Integer> limit =
                query.read("limit", ListQuery::limit, "must be a whole number from 1 to " + LARGEST_PAGE);
        query.finish();
        return new Filter(
                caller.isOperator() ? Optional.empty() : Optional.of(caller.id()),
                status,
                supplier,
                reference.map(text -> canonical(text, supplier, suppliers)),
                ownReference,
                since,
                after,
                limit.orElse(USUAL_PAGE) + 1);
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

    private static Optional<Status> status(String text) {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().equals(text))
                .findFirst();
    }

    private static Optional<Integer> limit(String text) {
        return text.matches("[0-9]{1,3}")
                ? Optional.of(Integer.valueOf(text)).filter(limit -> limit >= 1 && limit <= LARGEST_PAGE)
                : Optional.empty();
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

    private Optional<String> text(String name) {
        return read(
                name,
                text -> text.length() <= LONGEST_TEXT
                                && !text.isBlank()
                                && text.chars().noneMatch(Character::isISOControl)
                                && Texts.isWellFormed(text)
                        ? Optional.of(text)
                        : Optional.empty(),
                "must be text of 1 to " + LONGEST_TEXT + " characters without control characters");
    }

    private <T> Optional<T> read(String name, Function<String, Optional<T>> reader, String expected) {
        String[] values = request.getParameterValues(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.length > 1) {
            errors.add(ErrorView.parameter(name, "must not be given twice"));
            return Optional.empty();
        }
        Optional<T> value = reader.apply(values[0]);
        if (value.isEmpty()) {
            errors.add(ErrorView.parameter(name, expected));
        }
        return value;
    }

    private void finish() {
        for (String name : request.getParameterMap().keySet()) {
            if (!KNOWN.contains(name)) {
                errors.add(ErrorView.parameter(name, "is not known; there are " + String.join(", ", KNOWN)));
            }
        }
        if (!errors.isEmpty()) {
            throw new ApiException(
                    ProblemType.INVALID_REQUEST, "Something is wrong with the query; see errors.", errors);
        }
    }
}
