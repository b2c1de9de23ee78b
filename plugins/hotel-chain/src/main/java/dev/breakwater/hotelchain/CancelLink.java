package dev.breakwater.hotelchain;

import java.time.Instant;
import java.util.Optional;

/**
 * The link that cancels a room.
 *
 * @param path below the supplier's base URL, with the token
 * @param expires until when it can be used, if the supplier tells
 */
record CancelLink(String path, Optional<Instant> expires) {
    /** Empty if it is no DELETE of this very room at this very supplier: such a link is not followed. */
    static Optional<CancelLink> read(JsonView link, ItineraryReference itinerary, String roomId, LinkBase base) {
        return link.text("method")
                .filter("DELETE"::equalsIgnoreCase)
                .flatMap(delete -> link.text("href"))
                .flatMap(href -> base.pathTo(href, itinerary, roomId))
                .map(path -> new CancelLink(path, link.instant("expires")));
    }
}
