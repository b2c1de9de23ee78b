package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.sandbox.Caller;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(ApiWorld.Extension.class)
class RefusalTest {
    private ApiWorld world;
    private Client web;

    @BeforeEach
    void enter(ApiWorld entered) {
        world = entered;
        web = entered.as(Caller.WEB);
    }

    private static void isProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.at("/status")).isEqualTo(Integer.toString(status));
        assertThat(reply.at("/code")).isEqualTo(code);
        assertThat(reply.at("/type")).isEqualTo("urn:breakwater:problem:" + code);
        assertThat(reply.at("/title")).isNotEmpty();
        assertThat(reply.at("/detail")).isNotEmpty();
        assertThat(reply.at("/effect")).isEqualTo("NONE");
        assertThat(reply.json().at("/retryable").isBoolean()).isTrue();
        assertThat(reply.raw().body()).doesNotContain("Exception", "\tat ");
    }

    private HttpRequest.Builder posting(String body) {
        return web.request("/v1/cancellations", "Idempotency-Key", "k").POST(BodyPublishers.ofString(body));
    }

    @Test
    void aCallWithoutKeyIsChallenged() {
        Reply refused = Client.send(HttpRequest.newBuilder(web.address().resolve("/v1/suppliers")));

        isProblem(refused, 401, "UNAUTHENTICATED");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void aWrongKeyAndAnotherSchemeAreChallenged() {
        isProblem(world.withKey("wrong").get("/v1/suppliers"), 401, "UNAUTHENTICATED");
        HttpRequest.Builder basic = HttpRequest.newBuilder(web.address().resolve("/v1/suppliers"))
                .header("Authorization", "Basic d2ViOng=");
        isProblem(Client.send(basic), 401, "UNAUTHENTICATED");
    }

    @Test
    void nothingBelowV1IsOpenHoweverItIsWritten() {
        for (String path :
                new String[] {"/v1;x=1/suppliers", "/%761/suppliers", "//v1/suppliers", "/x/../v1/suppliers"}) {
            Reply refused = Client.send(HttpRequest.newBuilder(URI.create(web.address() + path)));
            assertThat(refused.status()).as(path).isIn(400, 401, 404);
        }
    }

    @Test
    void anOrderWithoutIdempotencyKeyIsToldToSendOne() {
        Reply refused = web.post("/v1/cancellations", order("glass-tower", reference("OK")));

        isProblem(refused, 400, "IDEMPOTENCY_KEY_MISSING");
    }

    @Test
    void anIdempotencyKeyThatIsTooLongIsRefused() {
        Reply refused = web.order(order("glass-tower", reference("OK")), "Idempotency-Key", "k".repeat(256));

        isProblem(refused, 422, "INVALID_REQUEST");
    }

    @Test
    void brokenJsonIsToldWhere() {
        Reply refused = web.order("{\"supplier\": \"glass-tower\",\n \"supplier\": \"x\"}");

        isProblem(refused, 400, "MALFORMED_REQUEST");
        assertThat(refused.at("/detail")).contains("line 2").contains("supplier");
    }

    @Test
    void everyWrongFieldHasItsPointer() {
        Reply refused = web.order("{\"supplier\": 7, \"bokking\": {}}");

        isProblem(refused, 422, "INVALID_REQUEST");
        assertThat(refused.json().at("/errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/supplier", "/booking", "/bokking", "");
    }

    @Test
    void aMissingGuardHasItsOwnCode() {
        Reply refused = web.order("{\"supplier\": \"glass-tower\", \"booking\": {\"reference\": \"OK-1\"}}");

        isProblem(refused, 422, "GUARD_MISSING");
        assertThat(refused.at("/detail")).contains("quoteId", "maxPenalty", "acceptAnyPenalty");
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() {
        String large = "{\"supplier\": \"" + "x".repeat(70_000) + "\"}";

        isProblem(web.order(large), 413, "BODY_TOO_LARGE");
        HttpRequest.Builder chunked = web.request("/v1/cancellations", "Idempotency-Key", "k")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(US_ASCII))));
        isProblem(Client.send(chunked), 413, "BODY_TOO_LARGE");
    }

    /** Whoever is sent away, or has sent what nobody wants, is told so before the body has come. */
    @Test
    void noFormIsReadWhoeverSendsIt() throws IOException {
        String form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000000";
        String parts = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000";

        assertThat(firstLine("PUT /v1/pauses/all HTTP/1.1", form)).contains("401");
        assertThat(firstLine("DELETE /nothing HTTP/1.1", form)).contains("404");
        assertThat(firstLine("POST /v1/pushes/nobody/secret HTTP/1.1", parts)).contains("404");
    }

    @Test
    void aBodyThatCannotBeReadToItsEndIsMalformedAndNoIncident() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger advice = (Logger) LoggerFactory.getLogger(ProblemAdvice.class);
        advice.addAppender(log);
        log.start();
        String headers = String.join(
                "\r\n",
                "Authorization: Bearer " + world.sandbox().key(Caller.WEB),
                "Idempotency-Key: k",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked");

        assertThat(raw("POST /v1/cancellations HTTP/1.1\r\n" + headers, "no length\r\n{"))
                .contains("HTTP/1.1 400")
                .contains("MALFORMED_REQUEST");
        advice.detachAppender(log);
        assertThat(log.list).isEmpty();
    }

    private String firstLine(String line, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", web.address().getPort())) {
            socket.setSoTimeout(5_000);
            String request = line + "\r\nHost: localhost\r\n" + headers + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
        }
    }

    @Test
    void anotherMediaTypeIsRefused() {
        Reply refused = Client.send(posting("a=b").header("Content-Type", "application/x-www-form-urlencoded"));

        isProblem(refused, 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(refused.at("/detail")).contains("application/json");
    }

    @Test
    void aBodyWithoutMediaTypeIsRefused() {
        isProblem(Client.send(posting("{}")), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void whoAcceptsNoJsonIsToldInJson() {
        isProblem(web.get("/v1/suppliers", "Accept", "text/csv"), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        Reply refused = Client.send(web.request("/v1/cancellations").DELETE());

        isProblem(refused, 405, "METHOD_NOT_ALLOWED");
        assertThat(refused.header("Allow")).contains("GET").contains("POST");
        assertThat(refused.at("/detail")).contains("GET").contains("POST");
    }

    @Test
    void anUnknownPathIsNotFound() {
        isProblem(web.get("/v1/nothing"), 404, "NOT_FOUND");
        isProblem(web.get("/nothing"), 404, "NOT_FOUND");
        isProblem(web.get("/v1/cancellations/nothing"), 404, "NOT_FOUND");
        isProblem(web.get("/v1/cancellations/019a0000-0000-7000-8000-000000000000"), 404, "NOT_FOUND");
        isProblem(web.get("/v1/quotes/019a0000-0000-7000-8000-000000000000"), 404, "NOT_FOUND");
        isProblem(web.get("/v1/suppliers/nobody"), 404, "NOT_FOUND");
        isProblem(web.get("/error"), 404, "NOT_FOUND");
    }

    @Test
    void aMalformedUrlIsAProblemToo() throws IOException {
        assertThat(raw("GET /v1/suppliers?a={b} HTTP/1.1"))
                .contains("HTTP/1.1 400")
                .contains("MALFORMED_REQUEST");
        assertThat(raw("GET /v1/%zz HTTP/1.1")).contains("HTTP/1.1 400").contains("MALFORMED_REQUEST");
        assertThat(raw("GET /v1/a%2fb HTTP/1.1")).contains("HTTP/1.1 400").contains("MALFORMED_REQUEST");
    }

    @Test
    void aParameterThatCannotBeDecodedIsNotTakenForNone() throws IOException {
        String access = "\r\nAuthorization: Bearer " + world.sandbox().key(Caller.WEB);

        assertThat(raw("GET /v1/cancellations?supplier=%zz HTTP/1.1" + access))
                .contains("HTTP/1.1 400")
                .contains("MALFORMED_REQUEST");
    }

    private String raw(String line, String... body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", web.address().getPort())) {
            String request = line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n" + String.join("", body);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String reply = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertThat(reply).contains("application/problem+json").doesNotContain("<html", "Tomcat");
            return reply;
        }
    }

    @Test
    void whatTheProtocolDoesNotKnowIsRefusedBeforeAnySupplierIsAsked() {
        String reference = reference("OK");
        Reply refused = web.order("""
                {"supplier": "glass-tower", "booking": {"reference": "%s", "attributes": {"seat": "1"}},
                 "acceptAnyPenalty": true, "scope": [{"type": "ROOM", "reference": "1"}]}""".formatted(reference));

        isProblem(refused, 422, "INVALID_REQUEST");
        assertThat(refused.json().at("/errors").findValuesAsText("pointer"))
                .contains("/booking/attributes/seat", "/scope/0/type");
    }

    @Test
    void aQuoteThatIsNotYoursIsUnknown() {
        Reply refused = web.order("""
                {"supplier": "glass-tower", "booking": {"reference": "%s"},
                 "quoteId": "019a0000-0000-7000-8000-000000000000"}""".formatted(reference("OK")));

        isProblem(refused, 422, "UNKNOWN_QUOTE");
    }

    @Test
    void aQuoteThatTheSupplierRefusesTellsItsWords() {
        String body = "{\"supplier\": \"glass-tower\", \"booking\": {\"reference\": \"" + reference("UNKNOWN") + "\"}}";
        Reply refused = web.post("/v1/quotes", body);

        isProblem(refused, 422, "SUPPLIER_REFUSED");
        assertThat(refused.at("/detail")).contains("NOT_FOUND");
    }
}
