package dev.breakwater.sandbox.simulator;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

final class OctoClient extends Client {

    private final String token;

    OctoClient(Simulators simulators) {
        super(simulators.of(Supplier.GLASS_TOWER).baseUrl());
        this.token = simulators.settings().client(Supplier.GLASS_TOWER).secret();
    }

    @Override
    Map<String, String> headers() {
        return Map.of("Authorization", "Bearer " + token, "Octo-Capabilities", "octo/pricing");
    }

    @Override
    Answer look(String reference) throws IOException {
        return send("GET", "/bookings/" + reference, null);
    }

    @Override
    Optional<String> prepare(String reference) {
        return Optional.of("");
    }

    @Override
    Answer commit(String reference, String prepared) throws IOException {
        return send("POST", "/bookings/" + reference + "/cancel", "{\"reason\": \"test\"}");
    }

    @Override
    boolean saysCancelled(Answer look) {
        return look.json().path("status").asText().equals("CANCELLED");
    }

    @Override
    public String toString() {
        return "OCTO";
    }
}
