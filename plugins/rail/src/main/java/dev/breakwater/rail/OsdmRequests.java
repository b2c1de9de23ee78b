package dev.breakwater.rail;

import com.grack.nanojson.JsonWriter;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds the requests, strictly by the standard. */
final class OsdmRequests {
    private final Map<String, String> headers;

    /** @param requestor the content of the {@code Requestor} header, if there is to be one */
    OsdmRequests(Optional<String> requestor) {
        Map<String, String> common = new TreeMap<>();
        common.put("Accept", "application/json");
        common.put("Accept-Language", "en");
        requestor.ifPresent(value -> common.put("Requestor", value));
        this.headers = Map.copyOf(common);
    }

    WireRequest booking(String bookingId) {
        return WireRequest.get(pathOf(bookingId) + "?embed=ALL", headers);
    }

    /** @param criterion {@code bookingCode} or {@code externalRef} */
    WireRequest search(String criterion, String value) {
        String body = JsonWriter.string().object().value(criterion, value).end().done();
        return WireRequest.json(RequestKind.READ, "POST", "/bookings-search", headers, body);
    }

    WireRequest refundOffers(Selection selection, Optional<String> overruleCode, String key) {
        var body = JsonWriter.string().object().array("fulfillmentIds", selection.open());
        overruleCode.ifPresent(code -> body.value("overruleCode", code));
        Map<String, List<String>> shares = selection.shares();
        if (!shares.isEmpty()) {
            body.array("refundSpecifications");
            shares.forEach((ticket, travellers) -> body.object()
                    .value("fulfillmentId", ticket)
                    .array("passengerIds", travellers)
                    .end());
            body.end();
        }
        return WireRequest.json(
                RequestKind.PREPARE,
                "POST",
                pathOf(selection.booking().id()) + "/refund-offers",
                withKey(key),
                body.end().done());
    }

    WireRequest refundOffer(String bookingId, String offerId) {
        return WireRequest.get(pathOf(bookingId, offerId), headers);
    }

    WireRequest deleteOffer(String bookingId, String offerId) {
        return new WireRequest(RequestKind.PREPARE, "DELETE", pathOf(bookingId, offerId), headers, "", Bytes.EMPTY);
    }

    WireRequest confirmationCheck(String bookingId, String offerId) {
        return WireRequest.get(pathOf(bookingId, offerId) + "/confirmation-check", headers);
    }

    WireRequest confirm(String bookingId, String offerId, String key) {
        String body = JsonWriter.string()
                .object()
                .value("status", RefundOffer.CONFIRMED)
                .end()
                .done();
        return WireRequest.json(RequestKind.COMMIT, "PATCH", pathOf(bookingId, offerId), withKey(key), body);
    }

    private Map<String, String> withKey(String key) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Idempotency-Key", key);
        return all;
    }

    private static String pathOf(String bookingId) {
        return "/bookings/" + WireRequest.segment(bookingId);
    }

    private static String pathOf(String bookingId, String offerId) {
        return pathOf(bookingId) + "/refund-offers/" + WireRequest.segment(offerId);
    }
}
