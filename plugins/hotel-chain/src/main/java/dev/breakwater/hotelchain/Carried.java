package dev.breakwater.hotelchain;

import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a quote hands over to the commit of a room and to later look-ups.
 *
 * @param itinerary the supplier's id of the itinerary
 * @param roomId the supplier's id of the room
 * @param link what cancels it
 * @param obstacle why there is no link
 * @param paidToTheProperty whether the hotel has the money
 */
record Carried(
        ItineraryReference itinerary,
        String roomId,
        Optional<CancelLink> link,
        Optional<RefusalCode> obstacle,
        boolean paidToTheProperty) {
    private static final String ITINERARY = "itineraryId";
    private static final String ROOM = "roomId";
    private static final String LINK = "link";
    private static final String EXPIRES = "linkExpires";
    private static final String OBSTACLE = "obstacle";
    private static final String PAID_TO_THE_PROPERTY = "paidToTheProperty";

    /** What a unit carries; empty if it was not quoted by this plugin. */
    static Optional<Carried> of(Unit unit) {
        Map<String, String> carried = unit.carried();
        Optional<CancelLink> link =
                Optional.ofNullable(carried.get(LINK)).map(path -> new CancelLink(path, instant(carried.get(EXPIRES))));
        Optional<RefusalCode> obstacle = Arrays.stream(RefusalCode.values())
                .filter(code -> code.name().equals(carried.get(OBSTACLE)))
                .findFirst();
        return Optional.ofNullable(carried.get(ITINERARY))
                .flatMap(ItineraryReference::read)
                .filter(itinerary -> carried.containsKey(ROOM))
                .map(itinerary -> new Carried(
                        itinerary,
                        carried.get(ROOM),
                        link,
                        obstacle,
                        Boolean.parseBoolean(carried.get(PAID_TO_THE_PROPERTY))));
    }

    /** For the unit, together with the terms and the time they were read as evidence. */
    Map<String, String> asMap(Terms terms, Instant readAt) {
        Map<String, String> map = new HashMap<>();
        map.put(ITINERARY, itinerary.text());
        map.put(ROOM, roomId);
        map.put(PAID_TO_THE_PROPERTY, Boolean.toString(paidToTheProperty));
        map.put("readAt", readAt.toString());
        link.ifPresent(cancel -> map.put(LINK, cancel.path()));
        link.flatMap(CancelLink::expires).ifPresent(end -> map.put(EXPIRES, end.toString()));
        obstacle.ifPresent(code -> map.put(OBSTACLE, code.name()));
        terms.penalty().ifPresent(amount -> map.put("penalty", amount.toString()));
        terms.refundable().ifPresent(amount -> map.put("refundable", amount.toString()));
        return map;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
