package dev.breakwater.attraction;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireRequest;
import java.util.Map;
import java.util.TreeMap;

/** Writes OCTO's requests. */
final class OctoRequests {
    private final Map<String, String> headers;
    private final String collectionEnd;

    OctoRequests(OctoSettings settings) {
        Map<String, String> all = new TreeMap<>();
        all.put("Accept", "application/json");
        all.put("Octo-Capabilities", settings.capabilities());
        settings.language().ifPresent(language -> all.put("Accept-Language", language));
        headers = Map.copyOf(all);
        collectionEnd = settings.trailingSlash() ? "/" : "";
    }

    WireRequest booking(OctoReference reference) {
        return WireRequest.get(path(reference), headers);
    }

    WireRequest bookingsOf(String resellerReference) {
        return WireRequest.get(
                "/bookings" + collectionEnd + "?resellerReference=" + WireRequest.segment(resellerReference), headers);
    }

    WireRequest product(String id) {
        return WireRequest.get("/products/" + WireRequest.segment(id), headers);
    }

    WireRequest cancel(OctoReference reference, String reason) {
        JsonObject body = new JsonObject();
        body.put("reason", reason);
        return WireRequest.json(
                RequestKind.COMMIT, "POST", path(reference) + "/cancel", headers, JsonWriter.string(body));
    }

    private static String path(OctoReference reference) {
        return "/bookings/" + WireRequest.segment(reference.text());
    }
}
