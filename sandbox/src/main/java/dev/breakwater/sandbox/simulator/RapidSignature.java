package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the scheme EAN: a SHA-512 over key, secret and the seconds since 1970, which may be five minutes off. */
final class RapidSignature {

    private static final Pattern HEADER = Pattern.compile(
            "EAN apikey=([^,]+),signature=([0-9a-f]{128}),timestamp=([0-9]{1,12})", Pattern.CASE_INSENSITIVE);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final ClientCredentials client;
    private final InstantSource clock;

    RapidSignature(ClientCredentials client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Why the request is refused; empty if its signature is right. */
    Optional<Reply> complaint(Call call) {
        Matcher header = HEADER.matcher(call.header("Authorization").orElse(""));
        if (!header.matches()
                || !header.group(1).equals(client.id())
                || !header.group(2).equalsIgnoreCase(signature(header.group(3)))) {
            return Optional.of(
                    RapidProtocol.error(401, "request_unauthenticated", "The signature is missing or wrong"));
        }
        Instant now = clock.instant();
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(header.group(3))), now)
                .abs();
        return off.compareTo(TOLERANCE) <= 0 ? Optional.empty() : Optional.of(skewed(header.group(3), now));
    }

    private static Reply skewed(String timestamp, Instant now) {
        ObjectNode body = RapidProtocol.errorBody("request_unauthenticated", "The timestamp is too far off");
        body.putArray("fields")
                .add(field("timestamp", timestamp))
                .add(field("servertimestamp", Long.toString(now.getEpochSecond())));
        return Reply.json(401, body);
    }

    private static ObjectNode field(String name, String value) {
        return Json.object().put("name", name).put("type", "header").put("value", value);
    }

    private String signature(String timestamp) {
        try {
            byte[] signed = (client.id() + client.secret() + timestamp).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(signed));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-512", impossible);
        }
    }
}
