package dev.breakwater.sandbox.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.UUID;

/**
 * How a subject is asked to cancel a booking.
 *
 * @param head the request's head up to the length of its body; {@code BOOKING} and {@code KEY} stand for what is new each time
 * @param body the request's body; likewise
 */
record Target(int port, String head, String body) {
    private static final String BOOKING = "BOOKING";
    private static final String KEY = "KEY";

    byte[] request(UUID booking) {
        String reference = booking.toString();
        String content = body.replace(BOOKING, reference);
        String start = head.replace(BOOKING, reference).replace(KEY, reference);
        return (start + "Content-Length: " + content.length() + "\r\n\r\n" + content).getBytes(ISO_8859_1);
    }

    /** The supplier itself, or whoever passes requests on to it as they are. */
    static Target supplier(int port) {
        return new Target(
                port, post("/bookings/BOOKING/cancel", ""), "{\"reason\":\"the traveller wants it [benchmark]\"}");
    }

    static Target plain(int port) {
        return new Target(
                port,
                post("/cancellations", "Idempotency-Key: KEY\r\n"),
                "{\"bookingReference\":\"BOOKING\",\"reason\":\"the traveller wants it [benchmark]\"}");
    }

    static Target breakwater(int port, String supplier, String callerKey) {
        return new Target(
                port,
                post(
                        "/v1/cancellations",
                        "Idempotency-Key: KEY\r\nPrefer: wait=10\r\nAuthorization: Bearer " + callerKey + "\r\n"),
                "{\"supplier\":\"" + supplier + "\",\"booking\":{\"reference\":\"BOOKING\"},"
                        + "\"reason\":\"CUSTOMER_REQUEST\",\"acceptAnyPenalty\":true}");
    }

    private static String post(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n" + headers
                + "Content-Type: application/json\r\n";
    }
}
