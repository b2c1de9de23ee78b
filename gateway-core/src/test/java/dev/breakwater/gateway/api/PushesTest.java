package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.Client.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.breakwater.gateway.GatewayUnderTest;
import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.gateway.supplier.PluginJar;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suppliers that tell by themselves, over HTTP, through a plugin that reads "ID BOOKING WORD". */
class PushesTest {
    private static final String SECRET = "secret-of-north-0123456789";
    private static final String DOOR = "/v1/pushes/north/" + SECRET;

    @TempDir
    private static Path folder;

    private static final Map<String, String> BOOKINGS = new ConcurrentHashMap<>();
    private static final CountDownLatch HELD = new CountDownLatch(1);
    private static HttpServer supplier;
    private static GatewayUnderTest gateway;
    private static Client web;

    @BeforeAll
    static void start() throws IOException {
        supplier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        supplier.setExecutor(Executors.newCachedThreadPool());
        supplier.createContext("/", PushesTest::answer);
        supplier.start();
        Path config =
                Files.createDirectories(folder.resolve("config/suppliers")).getParent();
        Files.writeString(config.resolve("callers.yaml"), """
                callers:
                  - {id: web, role: caller, sha256: %s}
                """.formatted(
                        "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"));
        configure(config, "north", "push: {secret: " + SECRET + "}");
        configure(config, "south", "");
        Path plugins = folder.resolve("plugins");
        plugin().write(plugins.resolve("teller.jar"));
        gateway = GatewayUnderTest.start(config, folder.resolve("data"), plugins);
        web = new Client(gateway.address(), "secret");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        supplier.stop(0);
    }

    @Test
    void aPushHasThePendingOrderLookedAtAtOnceAndConcludesNothingItself() {
        String location = pending("A1");

        assertThat(push("n1 A1 done").status()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(actors(location)).contains("supplier:north"));
        await().until(() -> web.get(location).at("/status").equals("AWAITING_SUPPLIER"));

        BOOKINGS.put("A1", "cancelled");
        assertThat(push("n2 A1 done").status()).isEqualTo(204);
        await().until(() -> web.get(location).at("/status").equals("CANCELLED"));
        JsonNode events = web.get(location + "/events").json().at("/items");
        assertThat(events.toString()).contains("\"push\":\"n1\"", "\"supplierText\":\"done\"");
        assertThat(push("n3 A1 done").status()).isEqualTo(204);
    }

    @Test
    void theSamePushIsTakenOnce() {
        String location = pending("B1");

        push("b1 B1 once");
        await().untilAsserted(() -> assertThat(actors(location)).contains("supplier:north"));
        await().until(() -> web.get(location).at("/status").equals("AWAITING_SUPPLIER"));
        assertThat(push("b1 B1 twice").status()).isEqualTo(204);
        push("b2 B1 again");

        await().untilAsserted(() ->
                assertThat(web.get(location + "/events").raw().body()).contains("again"));
        assertThat(web.get(location + "/events").raw().body()).doesNotContain("twice");
        assertThat(metric("REPEATED")).isEqualTo(1);
    }

    @Test
    void aPushThatComesWhileAMemberIsAtTheOrderIsNotForgotten() {
        BOOKINGS.put("C1", "held");
        String location = web.order(order("north", "C1")).header("Location");
        await().until(() -> BOOKINGS.get("C1").equals("holding"));

        assertThat(push("c1 C1 done").status()).isEqualTo(204);
        BOOKINGS.put("C1", "cancelled");
        HELD.countDown();

        await().untilAsserted(() -> assertThat(web.get(location).at("/status")).isEqualTo("CANCELLED"));
        assertThat(actors(location)).contains("supplier:north");
    }

    @Test
    void whatNobodyKnowsIsAcknowledgedAsTheProtocolWantsIt() {
        Reply reply = push("d1 UNKNOWN ack");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.raw().body()).isEqualTo("<ok/>");
        assertThat(reply.header("Content-Type")).isEqualTo("text/xml");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/pushes/north/secret-of-north-9999999999, n1 A1 x, 404",
        "/v1/pushes/north/, n1 A1 x, 404",
        "/v1/pushes/south/secret-of-north-0123456789, n1 A1 x, 404",
        "/v1/pushes/nobody/secret-of-north-0123456789, n1 A1 x, 404",
        "/v1/pushes/../cancellations, {}, 401",
        "/v1/pushes/north/secret-of-north-0123456789, nonsense, 400",
        "/v1/pushes/north/secret-of-north-0123456789, throw now please, 503",
    })
    void nobodyElseGetsIn(String path, String body, int status) {
        Reply reply = new Client(gateway.address(), "").post(path, body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.raw().body()).doesNotContain("0123456789", "now please");
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        assertThat(push("e1 E1 " + "x".repeat(1024 * 1024)).status()).isEqualTo(413);
    }

    private static String pending(String booking) {
        BOOKINGS.put(booking, "pending");
        String location = web.order(order("north", booking)).header("Location");
        await().until(() -> web.get(location).at("/status").equals("AWAITING_SUPPLIER"));
        return location;
    }

    private static Reply push(String body) {
        return new Client(gateway.address(), "").post(DOOR, body);
    }

    private static Iterable<String> actors(String location) {
        return web.get(location + "/events").json().findValuesAsText("actor");
    }

    private static double metric(String result) {
        return gateway.bean(MeterRegistry.class)
                .get("breakwater.pushes")
                .tags("supplier", "north", "result", result)
                .counter()
                .count();
    }

    private static void configure(Path config, String id, String line) throws IOException {
        Files.writeString(config.resolve("suppliers/" + id + ".yaml"), """
                plugin: teller
                protocol: sample
                baseUrl: http://127.0.0.1:%d
                lookups: [1h]
                %s
                """.formatted(
                        supplier.getAddress().getPort(), line));
    }

    /** The state of a booking is its path's last word; a booking that is held answers its commit late. */
    private static void answer(HttpExchange exchange) throws IOException {
        String booking = exchange.getRequestURI().getPath().substring(1);
        if (BOOKINGS.replace(booking, "held", "holding")) {
            try {
                HELD.await(4, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        String state = exchange.getRequestMethod().equals("POST") ? "pending" : BOOKINGS.getOrDefault(booking, "none");
        byte[] body = state.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static PluginJar plugin() {
        return PluginJar.of("teller", "1.0")
                .replace(
                        "sample.SamplePlugin",
                        "Set.of(), Set.of(),",
                        "Set.of(Capability.PUSHES, Capability.ANSWERS_LATER), Set.of(),")
                .source("sample.SampleProtocol", """
                        package sample;

                        import dev.breakwater.plugin.*;
                        import java.util.*;

                        final class SampleProtocol implements SupplierProtocol {
                            @Override
                            public Step<QuoteResult> quote(QuoteOrder order) {
                                throw new UnsupportedOperationException();
                            }

                            @Override
                            public Step<CancelResult> cancel(UnitOrder order) {
                                WireRequest commit = new WireRequest(RequestKind.COMMIT, "POST",
                                        "/" + order.booking().reference(), Map.of(), "text/plain", Bytes.utf8("cancel"));
                                return Step.ask(commit, reply -> Step.answer(new CancelResult.Pending(word(reply))));
                            }

                            @Override
                            public Step<LookupResult> lookup(LookupOrder order) {
                                return Step.ask(WireRequest.get("/" + order.booking().reference(), Map.of()), reply ->
                                        Step.answer(reply.text().equals("cancelled")
                                                ? new LookupResult.Cancelled(LookupResult.Author.US, Refund.UNKNOWN,
                                                        Set.of(), word(reply))
                                                : new LookupResult.Pending(word(reply))));
                            }

                            @Override
                            public BookingKey canonical(BookingReference reference) {
                                return new BookingKey(reference.reference());
                            }

                            @Override
                            public Optional<PushReader> pushReader() {
                                return Optional.of(SampleProtocol::read);
                            }

                            private static Pushed read(Push push) {
                                String[] words = push.body().text(java.nio.charset.StandardCharsets.UTF_8).split(" ", 3);
                                if (words[0].equals("throw")) {
                                    throw new IllegalStateException(words[2]);
                                }
                                if (words.length < 3) {
                                    throw new IllegalArgumentException("three words are wanted");
                                }
                                List<Pushed.Notice> notices = List.of(new Pushed.Notice(
                                        words[0], new BookingKey(words[1]), new SupplierWord("", words[2])));
                                return words[2].equals("ack")
                                        ? new Pushed(notices, "text/xml", Bytes.utf8("<ok/>"))
                                        : Pushed.of(notices);
                            }

                            private static SupplierWord word(WireReply reply) {
                                return new SupplierWord("", reply.text());
                            }
                        }
                        """);
    }
}
