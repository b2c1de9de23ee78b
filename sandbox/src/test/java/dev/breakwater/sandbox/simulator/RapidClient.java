package dev.breakwater.sandbox.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

final class RapidClient extends Client {

    private static final String READ = "?email=bookings%40harbour.example&include=history_v2";

    private final ClientCredentials credentials;
    private final InstantSource clock;

    RapidClient(SupplierSimulator supplier, ClientCredentials credentials, InstantSource clock) {
        super(supplier.baseUrl());
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    Map<String, String> headers() {
        return headers(
                "EAN apikey=%s,signature=%s,timestamp=%d", clock.instant().getEpochSecond());
    }

    Map<String, String> headers(String scheme, long timestamp) {
        String signature = sha512(credentials.id() + credentials.secret() + timestamp);
        return Map.of(
                "Authorization", scheme.formatted(credentials.id(), signature, timestamp),
                "Accept", "application/json",
                "Accept-Encoding", "gzip",
                "Customer-Ip", "203.0.113.9",
                "User-Agent", "HarbourTrips/1.0");
    }

    @Override
    Answer look(String reference) throws IOException {
        return send("GET", "/v3/itineraries/" + reference + READ, null);
    }

    Answer search(String ownReference) throws IOException {
        return send("GET", "/v3/itineraries" + READ + "&affiliate_reference_id=" + ownReference, null);
    }

    @Override
    Optional<String> prepare(String reference) throws IOException {
        return link(reference, 0);
    }

    /** The link that cancels a room, counted from 0. */
    Optional<String> link(String reference, int room) throws IOException {
        return Optional.ofNullable(look(reference)
                .json()
                .at("/rooms/" + room + "/links/cancel/href")
                .textValue());
    }

    /** @param prepared the link, or a token for the first room */
    @Override
    Answer commit(String reference, String prepared) throws IOException {
        String link = prepared.startsWith("/")
                ? prepared
                : "/v3/itineraries/%1$s/rooms/%1$s-R1?token=%2$s".formatted(reference, prepared);
        return send("DELETE", link, null);
    }

    @Override
    boolean saysCancelled(Answer look) {
        return StreamSupport.stream(look.json().path("rooms").spliterator(), false)
                .allMatch(room -> room.path("status").asText().equals("canceled"));
    }

    @Override
    boolean accepts(Answer commit) {
        return commit.status() == 204 || commit.status() == 202;
    }

    @Override
    public String toString() {
        return "RAPID";
    }

    private static String sha512(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
