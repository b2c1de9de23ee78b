package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/** RFC 6749, section 4.4. One token for all requests; however many need a new one, one of them asks for it. */
final class ClientCredentials implements Credentials {
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SupplierConfig.Auth.OAuth2 config;
    private final SupplierRoute endpoint;
    private final InstantSource clock;
    private final AtomicReference<Token> current = new AtomicReference<>();
    private final AtomicReference<CompletableFuture<Token>> underWay = new AtomicReference<>();

    private record Token(Header header, Instant goodUntil) {}

    /** @param endpoint the route to the token endpoint */
    ClientCredentials(SupplierConfig.Auth.OAuth2 config, SupplierRoute endpoint, InstantSource clock) {
        this.config = requireNonNull(config, "config");
        this.endpoint = requireNonNull(endpoint, "endpoint");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Optional<Header> header() throws CredentialsException {
        Token token = current.get();
        return Optional.of(isGood(token) ? token.header() : shared().header());
    }

    @Override
    public boolean renew(Optional<Header> refused) {
        Token token = current.get();
        if (token != null && refused.isPresent() && token.header().equals(refused.get())) {
            current.compareAndSet(token, null);
        }
        try {
            return !header().equals(refused);
        } catch (CredentialsException none) {
            return false;
        }
    }

    private boolean isGood(Token token) {
        return token != null && clock.instant().isBefore(token.goodUntil());
    }

    private Token shared() throws CredentialsException {
        CompletableFuture<Token> mine = new CompletableFuture<>();
        CompletableFuture<Token> others = underWay.compareAndExchange(null, mine);
        if (others == null) {
            complete(mine);
        }
        try {
            return (others == null ? mine : others).join();
        } catch (CompletionException failed) {
            throw new CredentialsException(failed.getCause().getMessage());
        }
    }

    private void complete(CompletableFuture<Token> mine) {
        try {
            Token token = current.get();
            if (!isGood(token)) {
                token = fetch();
                current.set(token);
            }
            mine.complete(token);
        } catch (CredentialsException | RuntimeException failed) {
            mine.completeExceptionally(failed);
        } finally {
            underWay.set(null);
        }
    }

    private Token fetch() throws CredentialsException {
        Instant asked = clock.instant();
        Delivery delivery = endpoint.send(request(), authentication().stream().toList(), () -> true);
        if (delivery instanceof Delivery.NotSent notSent) {
            throw new CredentialsException("no access token: " + notSent.cause());
        }
        if (delivery instanceof Delivery.Lost lost) {
            throw new CredentialsException("no access token: " + lost.cause());
        }
        WireReply reply = ((Delivery.Answered) delivery).reply();
        if (reply.status() != 200) {
            throw new CredentialsException("no access token: the token endpoint answered " + reply.status());
        }
        return read(reply, asked);
    }

    private WireRequest request() {
        String scope = config.scope().isEmpty() ? "" : "&scope=" + encoded(config.scope());
        return new WireRequest(
                RequestKind.PREPARE,
                "POST",
                path(),
                Map.of("Accept", "application/json"),
                "application/x-www-form-urlencoded",
                Bytes.utf8("grant_type=client_credentials" + scope));
    }

    private String path() {
        String path = config.tokenUrl().getRawPath();
        String query = config.tokenUrl().getRawQuery();
        return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /** Section 2.3.1: both are form-encoded before they become a user name and a password. */
    private Optional<Header> authentication() {
        return Fixed.basic(encoded(config.clientId()), encoded(config.clientSecret()))
                .header();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private static Token read(WireReply reply, Instant asked) throws CredentialsException {
        JsonNode json = parse(reply);
        String token = json.path("access_token").asText();
        boolean sendable = !token.isEmpty()
                && token.length() <= LONGEST_TOKEN
                && token.chars().allMatch(c -> c > ' ' && c <= '~');
        if (!sendable || !json.path("token_type").asText().equalsIgnoreCase("bearer")) {
            throw new CredentialsException("no access token: the token endpoint's reply has no bearer token");
        }
        return new Token(new Header("Authorization", "Bearer " + token), asked.plus(life(json.path("expires_in"))));
    }

    private static JsonNode parse(WireReply reply) throws CredentialsException {
        try {
            return JSON.readTree(reply.body().toByteArray());
        } catch (IOException garbage) {
            throw new CredentialsException("no access token: the token endpoint's reply is not JSON");
        }
    }

    /** A token that does not tell its life is kept for a day, or until it is refused. */
    private static Duration life(JsonNode expiresIn) {
        long seconds = expiresIn.asLong(LONGEST_LIFE.toSeconds());
        Duration told = Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_LIFE.toSeconds())));
        Duration tenth = told.dividedBy(10);
        return told.minus(tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN);
    }
}
