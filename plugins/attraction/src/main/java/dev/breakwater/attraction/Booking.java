package dev.breakwater.attraction;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.SupplierWord;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A booking, as far as a reply tells.
 *
 * @param word the state as the supplier wrote it, and the refund of its cancellation
 * @param names what only this booking is called by: its UUID and the supplier's id
 * @param references what several bookings may be called by: the reseller's and the supplier's reference
 * @param nameless whether it is not called anything; a name that cannot be read is one
 * @param cancellable whether the supplier would cancel it; empty if it does not tell
 * @param price what we pay the supplier; empty if it does not tell
 */
record Booking(
        SupplierWord word,
        BookingState state,
        Set<BookingKey> names,
        Set<BookingKey> references,
        boolean nameless,
        Optional<String> resellerReference,
        Optional<Boolean> cancellable,
        Optional<Instant> updatedAt,
        Optional<Instant> expiresAt,
        Optional<Cancellation> cancellation,
        Optional<Money> price,
        UnitItems items,
        Visit visit) {
    private static final List<String> NAMES = List.of("uuid", "id");
    private static final List<String> REFERENCES = List.of("resellerReference", "supplierReference");

    /** Empty if this is no booking at all: every booking has a state. */
    static Optional<Booking> read(JsonView json) {
        return json.text("status").map(status -> read(json, status));
    }

    /** What a body must be that is to tell of one booking. */
    static Optional<Booking> only(List<JsonView> objects) {
        return objects.size() == 1 ? read(objects.get(0)) : Optional.empty();
    }

    /** What a body must be that is to tell of any number of bookings. */
    static Optional<List<Booking>> all(List<JsonView> objects) {
        List<Booking> bookings =
                objects.stream().flatMap(object -> read(object).stream()).toList();
        return bookings.size() == objects.size() ? Optional.of(bookings) : Optional.empty();
    }

    private static Booking read(JsonView json, String status) {
        Optional<JsonView> cancellation = json.object("cancellation");
        return new Booking(
                new SupplierWord(
                        status, cancellation.flatMap(c -> c.text("refund")).orElse("")),
                stateOf(json, status),
                keys(json, NAMES),
                keys(json, REFERENCES),
                Stream.concat(NAMES.stream(), REFERENCES.stream())
                        .allMatch(field -> json.text(field).isEmpty()),
                json.text("resellerReference"),
                json.bool("cancellable"),
                json.instant("utcUpdatedAt"),
                json.instant("utcExpiresAt"),
                cancellation.map(Cancellation::read),
                json.object("pricing").flatMap(Prices::read),
                UnitItems.read(json.objects("unitItems")),
                Visit.read(json));
    }

    private static BookingState stateOf(JsonView json, String status) {
        BookingState state = Tables.STATES.meaning(status).orElse(BookingState.UNKNOWN);
        return json.has("utcRedeemedAt") && !state.isGone() ? BookingState.REDEEMED : state;
    }

    private static Set<BookingKey> keys(JsonView json, List<String> fields) {
        return fields.stream()
                .flatMap(field -> json.text(field).stream())
                .flatMap(text -> key(text).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<BookingKey> key(String text) {
        try {
            return Optional.of(OctoReference.of(text).key());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether this cannot be a booking that stands: its tickets or its cancellation say that something happened. */
    boolean contradictsActive() {
        return items.contradictActive()
                || !items.areMixed() && cancellation.flatMap(Cancellation::at).isPresent();
    }

    boolean isNamed(OctoReference reference) {
        return names.contains(reference.key());
    }

    /** Whether it can be the booking of this reference: it is called so, or is not called anything. */
    boolean canBe(OctoReference reference) {
        return isNamed(reference) || references.contains(reference.key()) || nameless;
    }

    /** Further names of the booking that was asked for by this reference. */
    Set<BookingKey> aliasesOf(OctoReference reference) {
        Set<BookingKey> aliases = new LinkedHashSet<>(names);
        aliases.remove(reference.key());
        return aliases;
    }
}
