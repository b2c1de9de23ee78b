package dev.breakwater.hotelchain;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireRequest;
import java.util.Map;
import java.util.Optional;

/** Writes Rapid's requests. */
final class RapidRequests {
    /** With the history that tells a no-show from a cancellation, and the property from the rest. */
    private static final String INCLUDE = "&include=history_v2";

    private final Map<String, String> headers;

    RapidRequests(RapidSettings settings) {
        headers = Map.of(
                "Accept",
                "application/json",
                "Accept-Encoding",
                "gzip",
                "Customer-Ip",
                settings.customerIp(),
                "User-Agent",
                settings.userAgent());
    }

    /** Empty if the order does not tell how to open the itinerary. */
    Optional<WireRequest> itinerary(ItineraryReference reference, Access access) {
        return access.query()
                .map(query -> WireRequest.get(
                        "/itineraries/" + WireRequest.segment(reference.text()) + "?" + query + INCLUDE, headers));
    }

    /** Empty if the order tells no reference of our own, or no address. */
    Optional<WireRequest> itinerariesOf(Access access) {
        return access.ownReference()
                .flatMap(own -> access.emailQuery()
                        .map(email -> "/itineraries?affiliate_reference_id=" + WireRequest.segment(own) + "&" + email))
                .map(path -> WireRequest.get(path + INCLUDE, headers));
    }

    /** @param path of the link, as it was received */
    WireRequest cancel(String path) {
        return new WireRequest(RequestKind.COMMIT, "DELETE", path, headers, "", Bytes.EMPTY);
    }
}
