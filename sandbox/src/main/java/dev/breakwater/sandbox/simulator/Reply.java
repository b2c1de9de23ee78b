package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the supplier answers, and how the answer travels. */
record Reply(int status, String body, Map<String, String> headers, Delivery delivery) {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String APOLOGY =
            "<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>Please log in</h1></body></html>";

    Reply {
        Objects.requireNonNull(body, "body");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(delivery, "delivery");
    }

    static Reply empty(int status) {
        return new Reply(status, "", Map.of(), Delivery.PROMPT);
    }

    static Reply text(int status, String text) {
        return new Reply(status, text, Map.of(CONTENT_TYPE, "text/plain;charset=UTF-8"), Delivery.PROMPT);
    }

    static Reply json(int status, JsonNode content) {
        return new Reply(status, content.toString(), Map.of(CONTENT_TYPE, "application/json"), Delivery.PROMPT);
    }

    static Reply xml(int status, String document) {
        return new Reply(status, document, Map.of(CONTENT_TYPE, "application/xml;charset=UTF-8"), Delivery.PROMPT);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, body, more, delivery);
    }

    Reply delivered(Delivery other) {
        return new Reply(status, body, headers, other);
    }

    /** An HTML page or the first half of the body; the reference decides, neighbouring numbers differ. */
    Reply garbled(String reference) {
        return reference.hashCode() % 2 == 0
                ? new Reply(200, APOLOGY, Map.of(CONTENT_TYPE, "text/html"), delivery)
                : new Reply(200, body.substring(0, body.length() / 2), headers, delivery);
    }

    ResponseDefinitionBuilder toResponse() {
        ResponseDefinitionBuilder response = ResponseDefinitionBuilder.responseDefinition()
                .withStatus(status)
                .withBody(body);
        headers.forEach(response::withHeader);
        return response;
    }
}
