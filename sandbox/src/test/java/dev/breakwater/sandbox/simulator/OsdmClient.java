package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

final class OsdmClient extends Client {

    private final ClientCredentials credentials;
    private String token;

    OsdmClient(Simulators simulators) {
        super(simulators.of(Supplier.ALPINE_RAIL).baseUrl());
        this.credentials = simulators.settings().client(Supplier.ALPINE_RAIL);
    }

    Answer askForToken(String clientId, String secret) throws IOException {
        return exchange(
                "POST",
                "/oauth/token",
                "grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + secret,
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    synchronized void renewToken() throws IOException {
        token = askForToken(credentials.id(), credentials.secret())
                .json()
                .path("access_token")
                .asText();
    }

    @Override
    synchronized Map<String, String> headers() throws IOException {
        if (token == null) {
            renewToken();
        }
        return Map.of("Authorization", "Bearer " + token);
    }

    @Override
    Answer look(String reference) throws IOException {
        return send("GET", "/bookings/" + reference + "?embed=ALL", null);
    }

    @Override
    Optional<String> prepare(String reference) throws IOException {
        Answer offers = offer(reference, "{\"fulfillmentIds\": [\"%1$s-T1\", \"%1$s-T2\"]}".formatted(reference), null);
        return Optional.ofNullable(
                offers.json().path("refundOffers").path(0).path("id").textValue());
    }

    Answer offer(String reference, String body, String key) throws IOException {
        return exchange("POST", "/bookings/" + reference + "/refund-offers", body, withKey(key));
    }

    @Override
    Answer commit(String reference, String offer) throws IOException {
        return commit(reference, offer, "key-" + offer);
    }

    Answer commit(String reference, String offer, String key) throws IOException {
        return exchange("PATCH", offerPath(reference, offer), "{\"status\": \"CONFIRMED\"}", withKey(key));
    }

    String offerPath(String reference, String offer) {
        return "/bookings/" + reference + "/refund-offers/" + offer;
    }

    Map<String, String> withKey(String key) throws IOException {
        Map<String, String> headers = new HashMap<>(headers());
        if (key != null) {
            headers.put("Idempotency-Key", key);
        }
        return headers;
    }

    @Override
    boolean saysCancelled(Answer look) {
        JsonNode tickets = look.json().path("booking").path("fulfillments");
        return StreamSupport.stream(tickets.spliterator(), false)
                .allMatch(ticket -> ticket.path("status").asText().equals("REFUNDED"));
    }

    @Override
    public String toString() {
        return "OSDM";
    }
}
