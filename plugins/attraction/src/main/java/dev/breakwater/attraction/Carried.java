package dev.breakwater.attraction;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Unit;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a quote hands over to the commit and to later look-ups.
 *
 * @param mark stands in the reason of our cancellation, so that it can be told from others' later
 * @param state the state the booking was in
 * @param paid what we pay the supplier for the booking
 * @param cutoff until when it can be cancelled
 * @param updatedAt when the supplier had last changed the booking
 * @param resellerReference our reference at the supplier
 */
record Carried(
        Optional<String> mark,
        Optional<BookingState> state,
        Optional<Money> paid,
        Optional<Instant> cutoff,
        Optional<Instant> updatedAt,
        Optional<String> resellerReference) {
    private static final String MARK = "mark";
    private static final String STATE = "state";
    private static final String AMOUNT = "amount";
    private static final String CURRENCY = "currency";
    private static final String CUTOFF = "cutoff";
    private static final String UPDATED_AT = "updatedAt";
    private static final String RESELLER_REFERENCE = "resellerReference";

    /** What is missing, or was written by a version that meant something else by it, is not there. */
    static Carried of(Unit unit) {
        Map<String, String> carried = unit.carried();
        return new Carried(
                Optional.ofNullable(carried.get(MARK)),
                Optional.ofNullable(carried.get(STATE)).flatMap(Tables.STATES::meaning),
                paid(carried),
                instant(carried, CUTOFF),
                instant(carried, UPDATED_AT),
                Optional.ofNullable(carried.get(RESELLER_REFERENCE)));
    }

    /**
     * What we pay for this booking: what the quote knew of it, even if that was nothing; without a quote what it says now, unless
     * its price went with it.
     */
    Optional<Money> price(Booking booking) {
        return mark.isPresent() ? paid : paid.or(() -> booking.price().filter(price -> price.minorUnits() > 0));
    }

    /** Whether the booking is what the quote saw: in the same state, and not changed since. */
    boolean isUnchanged(Booking booking) {
        return state.filter(booking.state()::equals).isPresent()
                && updatedAt.isPresent()
                && updatedAt.equals(booking.updatedAt());
    }

    Unit toUnit() {
        Map<String, String> carried = new LinkedHashMap<>();
        mark.ifPresent(text -> carried.put(MARK, text));
        state.ifPresent(word -> carried.put(STATE, word.name()));
        paid.ifPresent(money -> {
            carried.put(AMOUNT, money.amount());
            carried.put(CURRENCY, money.currency().getCurrencyCode());
        });
        cutoff.ifPresent(time -> carried.put(CUTOFF, time.toString()));
        updatedAt.ifPresent(time -> carried.put(UPDATED_AT, time.toString()));
        resellerReference.ifPresent(text -> carried.put(RESELLER_REFERENCE, text));
        return new Unit(Unit.WHOLE, List.of(), carried);
    }

    private static Optional<Money> paid(Map<String, String> carried) {
        if (!carried.containsKey(AMOUNT) || !carried.containsKey(CURRENCY)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.of(carried.get(AMOUNT), carried.get(CURRENCY)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(Map<String, String> carried, String name) {
        try {
            return Optional.ofNullable(carried.get(name)).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
