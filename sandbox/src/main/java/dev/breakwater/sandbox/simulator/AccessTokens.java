package dev.breakwater.sandbox.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An OAuth2 token endpoint for client credentials (RFC 6749, section 4.4), secret in the form or as Basic. */
final class AccessTokens {

    private final ClientCredentials client;
    private final Timing timing;
    private final InstantSource clock;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    AccessTokens(ClientCredentials client, Timing timing, InstantSource clock) {
        this.client = client;
        this.timing = timing;
        this.clock = clock;
    }

    Reply issue(Call call) {
        Map<String, String> form = form(call.text());
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return Reply.json(400, Json.object().put("error", "unsupported_grant_type"));
        }
        if (!basic(call).orElseGet(() -> fromForm(form)).equals(client)) {
            return Reply.json(401, Json.object().put("error", "invalid_client")).with("WWW-Authenticate", "Basic");
        }
        Instant now = clock.instant();
        expiries.values().removeIf(expiry -> !now.isBefore(expiry));
        String token = "rail-" + UUID.randomUUID();
        expiries.put(token, now.plus(timing.tokenLife()));
        return Reply.json(
                        200,
                        Json.object()
                                .put("access_token", token)
                                .put("token_type", "Bearer")
                                .put(
                                        "expires_in",
                                        Math.max(1, timing.tokenLife().toSeconds())))
                .with("Cache-Control", "no-store");
    }

    boolean accepts(String token) {
        return Optional.ofNullable(expiries.get(token))
                .filter(clock.instant()::isBefore)
                .isPresent();
    }

    private static Optional<ClientCredentials> basic(Call call) {
        return call.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .flatMap(value -> pair(value.substring(6).strip()));
    }

    private static Optional<ClientCredentials> pair(String base64) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2
                    ? Optional.of(new ClientCredentials(decoded(parts[0]), decoded(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static ClientCredentials fromForm(Map<String, String> form) {
        return new ClientCredentials(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""));
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(
                        field -> decoded(field[0]), field -> decoded(field[1]), (first, repeated) -> first));
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return encoded;
        }
    }
}
