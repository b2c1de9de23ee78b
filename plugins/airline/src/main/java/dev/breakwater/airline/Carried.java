package dev.breakwater.airline;

import dev.breakwater.plugin.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a quote hands over to the commit and to look-ups.
 *
 * @param orderId the order
 * @param owner the airline's code
 * @param version the order's version when it was quoted, empty if the airline did not tell
 * @param offerId the offer to accept; empty for an unpaid order, which needs none
 * @param items the order items that the offer changes; empty if it is not known which
 */
record Carried(String orderId, String owner, String version, Optional<String> offerId, List<String> items) {
    private static final String ORDER_ID = "orderId";
    private static final String OWNER = "ownerCode";
    private static final String VERSION = "orderVersion";
    private static final String OFFER_ID = "offerId";
    private static final String ITEMS = "orderItems";
    private static final String UNPAID = "unpaid";

    Carried {
        items = List.copyOf(items);
    }

    /** For an offer. */
    static Carried of(CancelOffer offer, String orderId, String owner, String version) {
        List<String> items = offer.deletions().stream().map(Deletion::item).toList();
        return new Carried(
                orderId, offer.owner().isEmpty() ? owner : offer.owner(), version, Optional.of(offer.id()), items);
    }

    /** What a unit carries; empty if it was not quoted by this plugin. */
    static Optional<Carried> of(Unit unit) {
        Map<String, String> carried = unit.carried();
        boolean isUnpaid = carried.containsKey(UNPAID);
        boolean isOurs = carried.containsKey(ORDER_ID)
                && carried.containsKey(OWNER)
                && (isUnpaid || carried.containsKey(OFFER_ID));
        return isOurs
                ? Optional.of(new Carried(
                        carried.get(ORDER_ID),
                        carried.get(OWNER),
                        carried.getOrDefault(VERSION, ""),
                        Optional.ofNullable(carried.get(OFFER_ID)).filter(id -> !isUnpaid),
                        carried.getOrDefault(ITEMS, "").lines().toList()))
                : Optional.empty();
    }

    Map<String, String> asMap() {
        Map<String, String> map = new HashMap<>(Map.of(ORDER_ID, orderId, OWNER, owner));
        if (!version.isEmpty()) {
            map.put(VERSION, version);
        }
        if (!items.isEmpty()) {
            map.put(ITEMS, String.join("\n", items));
        }
        offerId.ifPresentOrElse(id -> map.put(OFFER_ID, id), () -> map.put(UNPAID, "true"));
        return map;
    }

    /** For the unit, together with the terms of the offer as evidence. */
    Map<String, String> asMap(CancelOffer offer) {
        Map<String, String> map = asMap();
        offer.expiresAt().ifPresent(end -> map.put("expiresAt", end.toString()));
        offer.cost().refundable().ifPresent(amount -> map.put("refundable", amount.toString()));
        offer.cost().lost().ifPresent(amount -> map.put("penalty", amount.toString()));
        return map;
    }
}
