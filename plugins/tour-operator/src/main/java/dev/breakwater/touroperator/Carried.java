package dev.breakwater.touroperator;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a quote hands over to the commit.
 *
 * @param transaction the transaction that the quote has opened, if it has
 * @param price the booking's
 * @param received what was paid for it
 * @param waived whether the quote showed that the promise was used
 */
record Carried(Optional<String> transaction, Optional<Money> price, Optional<Money> received, boolean waived) {
    private static final String QUOTED = "quotedWith";
    private static final String TRANSACTION = "transactionIdentifier";
    private static final String PRICE = "price";
    private static final String RECEIVED = "received";
    private static final String WAIVED = "waived";

    /** What a unit carries; empty if it was not quoted by this plugin. */
    static Optional<Carried> of(Unit unit) {
        Map<String, String> carried = unit.carried();
        return carried.containsKey(QUOTED)
                ? Optional.of(new Carried(
                        Optional.ofNullable(carried.get(TRANSACTION)),
                        money(carried.get(PRICE)),
                        money(carried.get(RECEIVED)),
                        Boolean.parseBoolean(carried.get(WAIVED))))
                : Optional.empty();
    }

    Carried withWaiver() {
        return new Carried(transaction, price, received, true);
    }

    /** For the unit, together with the terms as evidence. */
    Map<String, String> asMap(Optional<String> verb, Terms terms) {
        Map<String, String> map = new HashMap<>();
        map.put(QUOTED, verb.orElse("none"));
        transaction.ifPresent(id -> map.put(TRANSACTION, id));
        price.ifPresent(amount -> map.put(PRICE, amount.toString()));
        received.ifPresent(amount -> map.put(RECEIVED, amount.toString()));
        terms.penalty().ifPresent(amount -> map.put("penalty", amount.toString()));
        terms.refundable().ifPresent(amount -> map.put("refundable", amount.toString()));
        map.put(WAIVED, Boolean.toString(waived));
        return map;
    }

    private static Optional<Money> money(String text) {
        String[] parts = text == null ? new String[0] : text.split(" ");
        try {
            return parts.length == 2 ? Optional.of(Money.of(parts[0], parts[1])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
