package dev.breakwater.hotelchain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An itinerary, as far as a reply tells.
 *
 * @param ownReference our own reference of it
 * @param rooms at least one, each id once
 */
record Itinerary(ItineraryReference reference, Optional<String> ownReference, List<Room> rooms) {
    /** More than any itinerary has, few enough to compare each with the whole history. */
    private static final int MOST_ROOMS = 100;

    Itinerary {
        rooms = List.copyOf(rooms);
    }

    static Reading<Itinerary> read(JsonView json, LinkBase base) {
        Optional<ItineraryReference> reference = json.text("itinerary_id").flatMap(ItineraryReference::read);
        if (reference.isEmpty()) {
            return Reading.failure(Meaning.UNREADABLE, "no itinerary");
        }
        if (json.size("impacted_fields") > 0) {
            return Reading.failure(Meaning.INCOMPLETE, "fields are missing");
        }
        if (json.size("rooms") == 0) {
            return Reading.failure(Meaning.INCOMPLETE, "no rooms yet");
        }
        if (json.size("rooms") > MOST_ROOMS) {
            return Reading.failure(Meaning.UNREADABLE, "more than " + MOST_ROOMS + " rooms");
        }
        List<JsonView> history =
                json.groups("room_history").stream().flatMap(List::stream).toList();
        List<Room> rooms = json.objects("rooms").stream()
                .flatMap(room -> Room.read(room, reference.get(), history, base).stream())
                .toList();
        boolean clear = rooms.size() == json.size("rooms")
                && rooms.stream().map(Room::id).distinct().count() == rooms.size();
        return clear
                ? new Reading.Content<>(new Itinerary(reference.get(), json.text("affiliate_reference_id"), rooms))
                : Reading.failure(Meaning.UNREADABLE, "a room has no id of its own");
    }

    Optional<Room> room(String id) {
        return rooms.stream().filter(room -> room.id().equals(id)).findFirst();
    }

    /** The status words of these rooms. */
    static String words(List<Room> rooms) {
        return rooms.stream().map(Room::word).distinct().sorted().collect(Collectors.joining(" "));
    }
}
