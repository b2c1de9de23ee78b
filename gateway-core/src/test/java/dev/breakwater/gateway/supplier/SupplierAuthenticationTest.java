package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Delivery.Answered;
import dev.breakwater.gateway.conversation.Delivery.NotSent;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.gateway.supplier.SupplierConfig.Auth;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SupplierAuthenticationTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2020-01-25T08:00:00Z"));
    private final AtomicInteger tokens = new AtomicInteger();
    private final RawServer supplier = new RawServer();
    private final RawServer tokenEndpoint = new RawServer().behaving(line -> token(line, tokens.incrementAndGet()));
    private Roads roads;

    @BeforeEach
    void open() throws Exception {
        roads = new Roads(now::get);
    }

    @AfterEach
    void close() throws Exception {
        supplier.close();
        tokenEndpoint.close();
        roads.close();
    }

    @Test
    void fixedCredentialsAreSentAsTheirHeader() {
        read(open(new Auth.None()));
        read(open(new Auth.Bearer("t0ken")));
        read(open(new Auth.HeaderKey("X-Api-Key", "k3y")));
        read(open(new Auth.Basic("user", "pässword:1")));

        assertThat(supplier.requests().get(0).headers()).doesNotContainKey("Authorization");
        assertThat(authorization(1)).isEqualTo("Bearer t0ken");
        assertThat(supplier.requests().get(2).headers())
                .containsEntry("X-Api-Key", "k3y")
                .doesNotContainKey("Authorization");
        assertThat(authorization(3)).isEqualTo("Basic " + base64("user:pässword:1"));
    }

    @Test
    void whatASealAddsIsSentAndKnownToNobodyElse() {
        WireRequest request = WireRequest.json(RequestKind.READ, "POST", "/x", Map.of(), "{{secret:password}}");
        WireRequest revealed = WireRequest.json(RequestKind.READ, "POST", "/x", Map.of(), "hunter2");
        List<Instant> asked = new CopyOnWriteArrayList<>();

        Delivery delivery = open(new Auth.Signed("key", "secret")).send(request, sealing(revealed, asked), () -> true);

        assertThat(delivery).isInstanceOf(Answered.class);
        assertThat(supplier.requests().get(0).body()).isEqualTo("hunter2");
        assertThat(authorization(0)).isEqualTo("EAN APIKey=key,Signature=1");
        assertThat(asked).containsExactly(now.get());
    }

    @Test
    void aRequestThatCannotBeSealedIsNotSent() {
        Delivery delivery = open(new Auth.Signed("key", "secret"))
                .send(
                        WireRequest.get("/x", Map.of()),
                        (request, instant) -> {
                            throw new StayedException("no seal");
                        },
                        () -> true);

        assertThat(delivery).isEqualTo(new NotSent("no seal"));
        assertThat(supplier.requests()).isEmpty();
    }

    private static Seal sealing(WireRequest revealed, List<Instant> asked) {
        return (request, instant) -> {
            asked.add(instant);
            return new Seal.Sealed(
                    revealed, List.of(new Header("Authorization", "EAN APIKey=key,Signature=" + asked.size())));
        };
    }

    @Test
    void aPluginCannotSetTheSuppliersKeyHeader() {
        Transport transport = open(new Auth.HeaderKey("X-Api-Key", "k3y"));

        assertThat(transport.send(WireRequest.get("/x", Map.of("x-api-key", "mine")), () -> true))
                .isEqualTo(new NotSent("the plugin must not set the header X-Api-Key"));
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalOfFixedCredentialsIsReturnedAsItIs(RequestKind kind) {
        supplier.behaving(line -> line.answer("401 Unauthorized", "", ""));

        assertThat(renewed(send(open(new Auth.Bearer("t0ken")), kind))).isFalse();
        assertThat(supplier.requests()).hasSize(1);
    }

    @Test
    void theTokenEndpointIsAskedByTheRules() {
        read(open(new Auth.OAuth2(tokenUrl("/oauth/token?tenant=a%20b"), "my client", "s:ecret", "bookings refunds")));

        RawServer.Request request = tokenEndpoint.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /oauth/token?tenant=a%20b HTTP/1.1");
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/x-www-form-urlencoded")
                .containsEntry("Accept", "application/json")
                .containsEntry("Authorization", "Basic " + base64("my+client:s%3Aecret"));
        assertThat(request.body()).isEqualTo("grant_type=client_credentials&scope=bookings+refunds");
        assertThat(authorization(0)).isEqualTo("Bearer token-1");
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItExpires() {
        Transport transport = open(oauth());

        read(transport);
        pass(569);
        read(transport);
        assertThat(tokenEndpoint.requests()).hasSize(1);

        pass(1);
        read(transport);
        assertThat(authorization(2)).isEqualTo("Bearer token-2");
    }

    @Test
    void manyRequestsAtOnceAskForOneToken() throws Exception {
        tokenEndpoint.behaving(line -> {
            sleep(300);
            token(line, tokens.incrementAndGet());
        });
        Transport transport = open(oauth());
        ExecutorService callers = Executors.newFixedThreadPool(10);

        List<CompletableFuture<Delivery>> calls = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> read(transport), callers))
                .toList();

        for (CompletableFuture<Delivery> call : calls) {
            assertThat(call.get(5, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
        }
        assertThat(tokenEndpoint.requests()).hasSize(1);
        callers.shutdown();
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "PREPARE"})
    void aRefusedTokenIsRenewedAndWhatChangesNothingIsSentAgainOnce(RequestKind kind) {
        refuse("Bearer token-1");

        Delivery delivery = send(open(oauth()), kind);

        assertThat(((Answered) delivery).reply().status()).isEqualTo(200);
        assertThat(renewed(delivery)).isFalse();
        assertThat(authorization(1)).isEqualTo("Bearer token-2");
        assertThat(supplier.requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"MAY_COMMIT", "COMMIT"})
    void aRefusedTokenIsRenewedButWhatMayCommitIsNotSentAgain(RequestKind kind) {
        refuse("Bearer token-1");
        Transport transport = open(oauth());

        Delivery delivery = send(transport, kind);

        assertThat(((Answered) delivery).reply().status()).isEqualTo(401);
        assertThat(renewed(delivery)).isTrue();
        assertThat(supplier.requests()).hasSize(1);
        send(transport, kind);
        assertThat(authorization(1)).isEqualTo("Bearer token-2");
    }

    @Test
    void aSupplierThatRefusesEveryTokenIsNotAskedForEver() {
        supplier.behaving(line -> line.answer("401 Unauthorized", "", ""));

        Delivery delivery = read(open(oauth()));

        assertThat(((Answered) delivery).reply().status()).isEqualTo(401);
        assertThat(supplier.requests()).hasSize(2);
        assertThat(tokenEndpoint.requests()).hasSize(2);
    }

    @Test
    void theSameTokenAgainIsNotARenewal() {
        tokenEndpoint.behaving(line -> token(line, 1));
        refuse("Bearer token-1");

        assertThat(renewed(send(open(oauth()), RequestKind.COMMIT))).isFalse();
    }

    @Test
    void aRefusalStaysARefusalWhenThereIsNoNewToken() {
        refuse("Bearer token-1");
        tokenEndpoint.behaving(line -> {
            if (tokens.incrementAndGet() == 1) {
                token(line, 1);
            } else {
                line.reset();
            }
        });

        Delivery delivery = read(open(oauth()));

        assertThat(((Answered) delivery).reply().status()).isEqualTo(401);
        assertThat(renewed(delivery)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 Oops|{}|the token endpoint answered 500",
                "200 OK|<html>|the token endpoint's reply is not JSON",
                "200 OK|[]|the token endpoint's reply has no bearer token",
                "200 OK|{\"access_token\":\"a\"}|the token endpoint's reply has no bearer token",
                "200 OK|{\"access_token\":\"a\\r\\nHost: b\",\"token_type\":\"bearer\"}"
                        + "|the token endpoint's reply has no bearer token",
                "200 OK|{\"access_token\":\"a\",\"token_type\":\"mac\"}|the token endpoint's reply has no bearer token"
            })
    void withoutATokenNothingIsSent(String status, String body, String cause) {
        tokenEndpoint.behaving(line -> line.answer(status, "", body));

        assertThat(read(open(oauth()))).isEqualTo(NotSent.unreachable("no access token: " + cause));
        assertThat(supplier.requests()).isEmpty();
    }

    @Test
    void aTokenEndpointThatDoesNotAnswerMeansNotSentAndIsAskedOnceForEachRequest() {
        tokenEndpoint.behaving(RawServer.Line::reset);
        Transport transport = open(oauth());

        assertThat(read(transport))
                .isEqualTo(NotSent.unreachable("no access token: connection reset after the request was sent"));
        assertThat(tokenEndpoint.requests()).hasSize(1);
        assertThat(supplier.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-5", "99999999999999999999", "\"soon\""})
    void anAbsurdLifeOfATokenDoesNotStopTheRequest(String expiresIn) {
        tokenEndpoint.behaving(line -> line.answer(
                "200 OK", "", "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":" + expiresIn + "}"));

        assertThat(read(open(oauth()))).isInstanceOf(Answered.class);
        assertThat(authorization(0)).isEqualTo("Bearer a");
    }

    private Way open(Auth auth) {
        return roads.routes().open(Roads.config("glass-tower", supplier.url(), auth));
    }

    private Auth oauth() {
        return new Auth.OAuth2(tokenUrl("/oauth/token"), "client", "secret", "");
    }

    private URI tokenUrl(String path) {
        return URI.create(tokenEndpoint.url() + path);
    }

    private static Delivery read(Transport transport) {
        return send(transport, RequestKind.READ);
    }

    private static Delivery send(Transport transport, RequestKind kind) {
        return transport.send(WireRequest.json(kind, "POST", "/x", Map.of(), "{}"), () -> true);
    }

    private static boolean renewed(Delivery delivery) {
        return ((Answered) delivery).credentialsRenewed();
    }

    private void refuse(String authorization) {
        supplier.behaving(line -> {
            if (authorization.equals(line.request().headers().get("Authorization"))) {
                line.answer("401 Unauthorized", "WWW-Authenticate: Bearer\r\n", "");
            } else {
                line.ok();
            }
        });
    }

    private String authorization(int request) {
        return supplier.requests().get(request).headers().get("Authorization");
    }

    private static void token(RawServer.Line line, int number) throws java.io.IOException {
        line.answer(
                "200 OK",
                "Content-Type: application/json\r\n",
                "{\"access_token\":\"token-" + number + "\",\"token_type\":\"bearer\",\"expires_in\":600}");
    }

    private void pass(int seconds) {
        now.updateAndGet(instant -> instant.plusSeconds(seconds));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
