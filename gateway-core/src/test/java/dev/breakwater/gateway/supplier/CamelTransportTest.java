package dev.breakwater.gateway.supplier;

import static dev.breakwater.plugin.RequestKind.COMMIT;
import static dev.breakwater.plugin.RequestKind.PREPARE;
import static dev.breakwater.plugin.RequestKind.READ;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Delivery.Answered;
import dev.breakwater.gateway.conversation.Delivery.Lost;
import dev.breakwater.gateway.conversation.Delivery.NotSent;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.gateway.supplier.SupplierConfig.Auth;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CamelTransportTest {
    private static final String RESETS = "RESETS";

    private final RawServer server = new RawServer();
    private Roads roads;
    private Transport transport;

    @BeforeEach
    void open() throws Exception {
        roads = new Roads(InstantSource.fixed(Instant.EPOCH));
        transport = roads.open(server.url());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        roads.close();
    }

    @Test
    void aRequestArrivesByteForByteAndItsReplyComesBack() {
        server.behaving(line -> line.answer("207 Multi-Status", "X-One: 1\r\nX-One: [2,3]\r\n", "{\"ä\":1}"));
        String path = "/bookings/a%2Fb%20c+d;e=f:g@h?q=%2B+x%26y&z=~'(){}";

        WireReply reply = answered(send(new WireRequest(
                COMMIT,
                "DELETE",
                path.replace("{}", "%7B%7D"),
                Map.of("Accept", "application/json", "Octo-Capabilities", "octo/pricing"),
                "application/json; charset=utf-8",
                Bytes.utf8("{\"reason\":\"é\"}"))));

        assertThat(reply.status()).isEqualTo(207);
        assertThat(reply.header("x-one")).contains("1, [2,3]");
        assertThat(reply.body().length()).isEqualTo(7);
        RawServer.Request request = onlyRequest();
        assertThat(request.line()).isEqualTo("DELETE " + path.replace("{}", "%7B%7D") + " HTTP/1.1");
        assertThat(request.body().getBytes(ISO_8859_1))
                .isEqualTo(Bytes.utf8("{\"reason\":\"é\"}").toByteArray());
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/json; charset=utf-8")
                .containsEntry("Content-Length", "15")
                .containsEntry("Accept", "application/json")
                .containsEntry("Octo-Capabilities", "octo/pricing");
        assertThat(request.headers().keySet())
                .containsExactlyInAnyOrder(
                        "Accept",
                        "Accept-Encoding",
                        "Connection",
                        "Content-Length",
                        "Content-Type",
                        "Host",
                        "Octo-Capabilities",
                        "User-Agent");
    }

    @ParameterizedTest
    @CsvSource({"'',/x,/x", "/,/x,/x", "/v1,/x?a=b,/v1/x?a=b", "/v1/,/,/v1/", "/v1,/?a=b,/v1/?a=b"})
    void pathsAreAppendedToTheBaseUrl(String base, String path, String expected) {
        transport = roads.open(URI.create(server.url() + base));

        send(WireRequest.get(path, Map.of()));

        assertThat(onlyRequest().line()).isEqualTo("GET " + expected + " HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"})
    void everyMethodWithoutABodyArrives(String method) {
        server.behaving(line -> line.answer("200 OK", "", ""));

        Delivery delivery = send(new WireRequest(PREPARE, method, "/x", Map.of(), "", Bytes.EMPTY));

        assertThat(answered(delivery).status()).isEqualTo(200);
        assertThat(onlyRequest().line()).isEqualTo(method + " /x HTTP/1.1");
        assertThat(onlyRequest().headers()).doesNotContainKeys("Content-Type", "Upgrade", "Transfer-Encoding");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,CLOSES", "PUT,CLOSES", "POST,CLOSES", "PATCH,CLOSES", "DELETE,CLOSES",
        "GET,RESETS", "PUT,RESETS", "POST,RESETS", "PATCH,RESETS", "DELETE,RESETS"
    })
    void aRequestIsLostAndNotRepeatedWhenTheConnectionEnds(String method, String end) {
        server.behaving(line -> {
            if (end.equals(RESETS)) {
                line.reset();
            } else {
                line.close();
            }
        });

        Delivery delivery = send(with(method));

        assertThat(delivery)
                .isEqualTo(new Lost(
                        end.equals(RESETS)
                                ? "connection reset after the request was sent"
                                : "connection closed after the request was sent"));
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,429", "PUT,429", "POST,429", "PATCH,429", "DELETE,429",
        "GET,503", "PUT,503", "POST,503", "PATCH,503", "DELETE,503",
        "GET,302", "POST,307", "DELETE,308", "POST,401", "GET,500"
    })
    void anAnswerIsReturnedAsItIsAndNotFollowedByAnotherRequest(String method, int status) {
        server.behaving(line -> line.answer(
                status + " So",
                "Retry-After: 0\r\nLocation: /other\r\nWWW-Authenticate: Basic realm=\"x\"\r\nSet-Cookie: a=b\r\n",
                "no"));

        WireReply reply = answered(send(with(method)));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("retry-after")).contains("0");
        assertThat(reply.header("set-cookie")).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void cookiesAreNotSentBack() {
        server.behaving(line -> line.answer("200 OK", "Set-Cookie: session=1; Path=/\r\n", "{}"));

        send(with("POST"));
        send(with("POST"));

        assertThat(server.requests().get(1).headers()).doesNotContainKey("Cookie");
    }

    @Test
    void aRefusedConnectionIsNotSent() {
        transport = roads.open(URI.create("http://127.0.0.1:1"));

        assertThat(send(with("POST"))).isEqualTo(NotSent.unreachable("connection refused"));
    }

    @Test
    void anUnknownHostIsNotSent() {
        transport = roads.open(URI.create("http://no-such-host.invalid"));

        assertThat(send(with("POST"))).isEqualTo(NotSent.unreachable("unknown host"));
    }

    @Test
    void aConnectionThatDoesNotComeAboutInTimeIsNotSent() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1)) {
            List<Socket> queued = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket();
                queued.add(socket);
                try {
                    socket.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 100);
                } catch (SocketTimeoutException theQueueIsFull) {
                    break;
                }
            }
            transport = roads.open(URI.create("http://127.0.0.1:" + full.getLocalPort()));

            assertThat(send(with("POST"))).isEqualTo(NotSent.unreachable("connect timed out after 1s"));
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    @Test
    void aConnectionResetDuringTheTlsHandshakeIsNotSent() throws Exception {
        try (ServerSocket resetting = new ServerSocket(0)) {
            CompletableFuture<Void> reset = CompletableFuture.runAsync(() -> {
                try (Socket socket = resetting.accept()) {
                    socket.getInputStream().read();
                    socket.setSoLinger(true, 0);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            transport = roads.open(URI.create("https://127.0.0.1:" + resetting.getLocalPort()));

            assertThat(send(with("POST"))).isInstanceOf(NotSent.class);
            reset.get(1, TimeUnit.SECONDS);
        }
    }

    @Test
    void withoutAFreeConnectionARequestIsNotSent() throws Exception {
        server.behaving(RawServer.Line::hang);
        transport = roads.routes()
                .open(Roads.config("glass-tower", server.url(), new Auth.None(), Roads.seconds(1, 3, 4), 1));
        CompletableFuture<Delivery> first = CompletableFuture.supplyAsync(() -> send(with("POST")));
        await().until(() -> server.requests().size() == 1);

        assertThat(send(with("POST"))).isEqualTo(new NotSent("no connection became free within 1s"));
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(new Lost("no reply within 3s"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aReplyThatDripsIsLostAfterTheTotalTime() {
        server.behaving(line -> {
            line.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (true) {
                line.write("x");
                sleep(200);
            }
        });
        long start = System.nanoTime();

        assertThat(send(with("POST"))).isEqualTo(new Lost("no complete reply within 4s"));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(3900), Duration.ofSeconds(6));
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 10|{\"a\"|the reply was cut off",
                "Transfer-Encoding: chunked|5\\r\\n{\"a\":\\r\\n|the reply was cut off",
                "Transfer-Encoding: chunked|zz\\r\\n|the reply is not valid HTTP",
                "Content-Length: 6000000|{}|the reply is larger than 5 MiB"
            })
    void aReplyThatIsNotWholeIsLost(String header, String body, String cause) {
        server.behaving(line -> {
            line.write("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n" + body.replace("\\r\\n", "\r\n"));
            line.close();
        });

        assertThat(send(with("POST"))).isEqualTo(new Lost(cause));
    }

    @Test
    void aReplyWithoutEndIsLost() {
        server.behaving(line -> {
            line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                line.write("2000\r\n" + "x".repeat(0x2000) + "\r\n");
            }
        });

        assertThat(send(with("POST"))).isEqualTo(new Lost("the reply is larger than 5 MiB"));
    }

    @Test
    void aCompressedReplyIsMeasuredUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(new byte[6_000_000]);
        }
        String bomb = packed.toString(ISO_8859_1);
        server.behaving(line -> line.answer("200 OK", "Content-Encoding: gzip\r\n", bomb));

        assertThat(send(with("POST"))).isEqualTo(new Lost("the reply is larger than 5 MiB"));
    }

    @Test
    void aCompressedReplyIsUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"a\":1}".getBytes(UTF_8));
        }
        String body = packed.toString(ISO_8859_1);
        server.behaving(line -> line.answer("200 OK", "Content-Encoding: gzip\r\n", body));

        assertThat(answered(send(with("POST"))).text()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 999 Denied\r\nContent-Length: 0\r\n\r\n",
                "HTTP/9.1 200 OK\r\n\r\n"
            })
    void anythingButHttpIsLost(String garbage) {
        server.behaving(line -> {
            line.write(garbage);
            line.close();
        });

        assertThat(send(with("POST"))).isInstanceOf(Lost.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aReplyOfAnyContentTypeComesBackAsBytes() {
        server.behaving(
                line -> line.answer("200 OK", "Content-Type: application/x-java-serialized-object\r\n", "whatever"));

        assertThat(answered(send(with("POST"))).text()).isEqualTo("whatever");
    }

    @Test
    void aRequestThatMayNotLeaveSendsNoByte() {
        assertThat(transport.send(with("POST"), () -> false))
                .isEqualTo(new NotSent("the request was not allowed to leave any more"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theQuestionWhetherItMayLeaveIsAskedOnceWhenTheConnectionStands() {
        List<Integer> connectionsWhenAsked = new ArrayList<>();

        transport.send(with("POST"), () -> {
            await().until(() -> server.connections() == 1);
            connectionsWhenAsked.add(server.connections());
            return true;
        });

        assertThat(connectionsWhenAsked).containsExactly(1);
    }

    @Test
    void connectionsAreUsedAgain() {
        for (int i = 0; i < 10; i++) {
            send(with("POST"));
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatTheServerClosedMeanwhileNeverMakesDoubt() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(answered(send(with("POST"))).status()).isEqualTo(200);
            server.closeConnections();
        }

        assertThat(server.requests()).hasSize(50);
    }

    @Test
    void aReplyThatNobodyAskedForIsNotTakenForTheNextOne() {
        server.behaving(line -> {
            line.ok();
            sleep(20);
            line.answer("200 OK", "", "stowaway");
        });

        for (int i = 0; i < 5; i++) {
            assertThat(answered(send(with("POST"))).text()).isEqualTo("{}");
            sleep(50);
        }
        assertThat(server.connections()).isEqualTo(5);
    }

    @Test
    void aConnectionIsNotKeptLongerThanServersKeepThem() {
        send(with("POST"));
        sleep(1100);
        send(with("POST"));

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aSupplierCannotSendCamelHeaders() {
        server.behaving(line -> line.answer("200 OK", "CamelHttpUri: x\r\nCAMELFileName: y\r\nX-Fine: z\r\n", "{}"));

        assertThat(answered(send(with("POST"))).headers().keySet())
                .containsExactlyInAnyOrder("Content-Length", "X-Fine");
    }

    @Test
    void suppliersWithTheSameBaseUrlDoNotShareConnections() throws Exception {
        Transport one =
                roads.routes().open(Roads.config("one", server.url(), new Auth.None(), Roads.seconds(1, 3, 4), 1));
        Transport two =
                roads.routes().open(Roads.config("two", server.url(), new Auth.None(), Roads.seconds(1, 3, 4), 1));
        server.behaving(RawServer.Line::hang);
        CompletableFuture<Delivery> hanging = CompletableFuture.supplyAsync(() -> one.send(with("POST"), () -> true));
        await().until(() -> server.requests().size() == 1);
        server.behaving(RawServer.Line::ok);

        assertThat(two.send(with("POST"), () -> true)).isInstanceOf(Answered.class);
        assertThat(hanging.get(5, TimeUnit.SECONDS)).isInstanceOf(Lost.class);
    }

    private Delivery send(WireRequest request) {
        return transport.send(request, () -> true);
    }

    private static WireRequest with(String method) {
        RequestKind kind = method.equals("GET") ? READ : COMMIT;
        return method.equals("GET")
                ? WireRequest.get("/bookings/1", Map.of())
                : WireRequest.json(kind, method, "/bookings/1", Map.of("Idempotency-Key", "k"), "{\"a\":1}");
    }

    private static WireReply answered(Delivery delivery) {
        assertThat(delivery).isInstanceOf(Answered.class);
        return ((Answered) delivery).reply();
    }

    private RawServer.Request onlyRequest() {
        assertThat(server.requests()).hasSize(1);
        return server.requests().get(0);
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
