package dev.breakwater.rail;

import com.grack.nanojson.JsonWriter;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a quote hands over to the commit and to look-ups.
 *
 * @param bookingId the supplier's id of the booking
 * @param bookingCode its booking code, empty if not told
 * @param offerId the refund offer to confirm
 * @param tickets the fulfillments to be refunded
 * @param released those of them that were released already, so that only their money is to come
 */
record Carried(String bookingId, String bookingCode, String offerId, List<String> tickets, List<String> released) {
    private static final String BOOKING_ID = "bookingId";
    private static final String BOOKING_CODE = "bookingCode";
    private static final String OFFER_ID = "refundOfferId";
    private static final String TICKETS = "fulfillmentIds";
    private static final String RELEASED = "releasedFulfillmentIds";

    Carried {
        tickets = List.copyOf(tickets);
        released = List.copyOf(released);
    }

    /** What a unit carries; empty if it was not quoted by this plugin. */
    static Optional<Carried> of(Unit unit) {
        Map<String, String> carried = unit.carried();
        String bookingId = carried.getOrDefault(BOOKING_ID, "");
        String offerId = carried.getOrDefault(OFFER_ID, "");
        List<String> tickets = Json.texts(carried.getOrDefault(TICKETS, "[]"));
        List<String> released = Json.texts(carried.getOrDefault(RELEASED, "[]"));
        return References.isAddressable(bookingId) && References.isAddressable(offerId) && !tickets.isEmpty()
                ? Optional.of(
                        new Carried(bookingId, carried.getOrDefault(BOOKING_CODE, ""), offerId, tickets, released))
                : Optional.empty();
    }

    /** For the unit, together with the terms of the offer as evidence. */
    Map<String, String> asMap(RefundOffer offer, Optional<Money> penalty) {
        Map<String, String> map = new HashMap<>();
        map.put(BOOKING_ID, bookingId);
        map.put(BOOKING_CODE, bookingCode);
        map.put(OFFER_ID, offerId);
        map.put(TICKETS, JsonWriter.string().array(tickets).done());
        if (!released.isEmpty()) {
            map.put(RELEASED, JsonWriter.string().array(released).done());
        }
        offer.validUntil().ifPresent(end -> map.put("validUntil", end.toString()));
        offer.refundable().ifPresent(amount -> map.put("refundable", amount.toString()));
        offer.fee().ifPresent(amount -> map.put("refundFee", amount.toString()));
        penalty.ifPresent(amount -> map.put("penalty", amount.toString()));
        return map;
    }
}
