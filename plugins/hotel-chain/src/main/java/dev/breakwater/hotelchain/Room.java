package dev.breakwater.hotelchain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A room of an itinerary.
 *
 * @param word its status as the supplier wrote it
 * @param checkin the day of arrival at the property
 * @param cancelLink the link that cancels it, if the supplier offers one that may be followed
 * @param hasStrangeLink whether the supplier offers one that may not
 * @param ending how its booking ended, as far as the history tells
 */
record Room(
        String id,
        String word,
        RoomState state,
        Optional<LocalDate> checkin,
        Rate rate,
        Optional<CancelLink> cancelLink,
        boolean hasStrangeLink,
        Optional<Ending> ending) {

    /** Empty if it has no id, which may be 1 to 200 characters. */
    static Optional<Room> read(JsonView json, ItineraryReference itinerary, List<JsonView> history, LinkBase base) {
        return json.text("id")
                .filter(id -> id.length() <= 200)
                .map(id ->
                        read(id, json, cancel -> CancelLink.read(cancel, itinerary, id, base), Ending.of(history, id)));
    }

    private static Room read(
            String id, JsonView json, Function<JsonView, Optional<CancelLink>> linkReader, Optional<Ending> ending) {
        String word = json.text("status").orElse("");
        Optional<JsonView> links = json.object("links");
        Optional<CancelLink> link = links.flatMap(all -> all.object("cancel")).flatMap(linkReader);
        return new Room(
                id,
                word,
                Tables.ROOM_STATES.meaning(word).orElse(RoomState.UNKNOWN),
                json.date("checkin"),
                Rate.read(json),
                link,
                links.filter(all -> all.has("cancel")).isPresent() && link.isEmpty(),
                ending);
    }

    boolean isCanceled() {
        return state == RoomState.CANCELED;
    }
}
