package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One itinerary of one room, or of two if its reference contains {@link #TWO_ROOMS}: then the first room is an ordinary one and
 * the second behaves as the reference says. Callers hold its monitor.
 */
final class RapidBooking {

    /** What the reference of an itinerary of two rooms contains, in either case. */
    static final String TWO_ROOMS = "-ROOMS-";

    private static final ObjectNode TEMPLATE = Json.template("rapid-itinerary.json");

    private final String reference;
    private final Instant bookedAt;
    private final List<RapidRoom> rooms;

    RapidBooking(String reference, Behaviour behaviour, Instant now) {
        this.reference = reference;
        this.bookedAt = now.minus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);
        RapidRoom first =
                new RapidRoom(reference + "-R1", hasTwoRooms(reference) ? Behaviour.OK : behaviour, now, bookedAt);
        this.rooms = hasTwoRooms(reference)
                ? List.of(first, new RapidRoom(reference + "-R2", behaviour, now, bookedAt))
                : List.of(first);
    }

    Optional<RapidRoom> room(String id) {
        return rooms.stream()
                .filter(room -> room.id().equals(EffectLog.canonical(id)))
                .findFirst();
    }

    /** Under which name the effects of a room are counted, so that one effect is right and two are not. */
    static String page(String reference, String room) {
        return hasTwoRooms(reference) ? room : reference;
    }

    ObjectNode view(String email, boolean withHistory, Instant now, Instant linkEnd) {
        ObjectNode itinerary = TEMPLATE.deepCopy()
                .put("itinerary_id", reference)
                .put("affiliate_reference_id", reference)
                .put("email", email)
                .put("creation_date_time", bookedAt.toString());
        itinerary.set(
                "rooms",
                rooms.stream()
                        .<JsonNode>map(room -> room.look(path(room), now, linkEnd))
                        .collect(Json.toArray()));
        if (withHistory) {
            itinerary.set(
                    "room_history",
                    rooms.stream().<JsonNode>map(room -> history(room, now)).collect(Json.toArray()));
        }
        return itinerary;
    }

    private static ArrayNode history(RapidRoom room, Instant now) {
        ArrayNode events = Json.MAPPER.createArrayNode().add(room.created());
        return room.isCancelled(now) ? events.add(room.cancelled()) : events;
    }

    private String path(RapidRoom room) {
        return RapidProtocol.BASE + "/itineraries/" + encoded(reference) + "/rooms/" + encoded(room.id());
    }

    private static boolean hasTwoRooms(String reference) {
        return reference.toUpperCase(Locale.ROOT).contains(TWO_ROOMS);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
