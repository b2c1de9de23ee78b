package dev.breakwater.sandbox.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.breakwater.sandbox.bench.MessageReader.Message;
import java.util.UUID;

/**
 * How a subject is asked to cancel a booking.
 *
 * @param head the request's head up to the length of its body; {@code BOOKING} and {@code KEY} stand for what is new each time
 * @param body the request's body; likewise
 * @param answer what every answer has to be
 */
record Target(int port, String head, String body, Answer answer) {
    private static final String BOOKING = "BOOKING";
    private static final String KEY = "KEY";
    private static final Answer DONE = new Answer(200, "\"CANCELLED\"");
    private static final Answer ACCEPTED = new Answer(202, "\"ACCEPTED\"");

    /**
     * What a good answer looks like.
     *
     * @param state a piece of its body
     */
    record Answer(int status, String state) {
        boolean isGiven(Message reply) {
            return reply.startLine().startsWith("HTTP/1.1 " + status)
                    && reply.body().contains(state);
        }
    }

    byte[] request(UUID booking) {
        String reference = booking.toString();
        String content = body.replace(BOOKING, reference);
        String start = head.replace(BOOKING, reference).replace(KEY, reference);
        return (start + "Content-Length: " + content.length() + "\r\n\r\n" + content).getBytes(ISO_8859_1);
    }

    /** The supplier itself, or whoever passes requests on to it as they are. */
    static Target supplier(int port) {
        return new Target(
                port,
                post("/bookings/BOOKING/cancel", ""),
                "{\"reason\":\"the traveller wants it [benchmark]\"}",
                DONE);
    }

    static Target plain(int port) {
        return new Target(
                port,
                post("/cancellations", "Idempotency-Key: KEY\r\n"),
                "{\"bookingReference\":\"BOOKING\",\"reason\":\"the traveller wants it [benchmark]\"}",
                DONE);
    }

    /** Waits for the end of each. */
    static Target breakwater(int port, String supplier, String callerKey) {
        return order(port, supplier, "Prefer: wait=10\r\nAuthorization: Bearer " + callerKey + "\r\n", DONE);
    }

    /** Waits until each is accepted, and no longer. */
    static Target door(int port, String supplier, String callerKey) {
        return order(port, supplier, "Authorization: Bearer " + callerKey + "\r\n", ACCEPTED);
    }

    private static Target order(int port, String supplier, String headers, Answer answer) {
        return new Target(
                port,
                post("/v1/cancellations", "Idempotency-Key: KEY\r\n" + headers),
                "{\"supplier\":\"" + supplier + "\",\"booking\":{\"reference\":\"BOOKING\"},"
                        + "\"reason\":\"CUSTOMER_REQUEST\",\"acceptAnyPenalty\":true}",
                answer);
    }

    private static String post(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n" + headers
                + "Content-Type: application/json\r\n";
    }
}
