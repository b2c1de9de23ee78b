package dev.breakwater.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the drill's operator tells a gateway, by what the supplier has done. */
class OperatorTest {

    private static final Booking BOOKING = new Booking(Supplier.GLASS_TOWER, "LOSTBEFORE-1");

    private final List<String> paths = new ArrayList<>();
    private final List<JsonNode> told = new ArrayList<>();
    private HttpServer gateway;
    private int answer = 200;
    private int effects;
    private Operator operator;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
        URI address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
        operator = new Operator(
                new Client(List.of(address), "key", Client.Diary.NONE),
                booking -> new EffectLog.Entry(booking.reference(), 1, effects, 0, List.of()));
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void whatTheSupplierHasDoneIsDone() throws Exception {
        effects = 1;

        operator.settle(Map.of("a", BOOKING));

        assertThat(paths).containsExactly("/v1/cancellations/a/resolution");
        assertThat(told.get(0).path("decision").asText()).isEqualTo("DONE_AT_SUPPLIER");
        assertThat(told.get(0).path("evidence").asText()).isEqualTo("1 commit requests, 1 effects");
        assertThat(operator.decisions()).isEqualTo(1);
    }

    @Test
    void whatIsNotDoneIsSentAgainOnceAndThenGivenUp() throws Exception {
        operator.settle(Map.of("a", BOOKING));
        operator.settle(Map.of("a", BOOKING));

        assertThat(told)
                .extracting(body -> body.path("decision").asText())
                .containsExactly("NOT_DONE_SEND_AGAIN", "NOT_DONE_GIVE_UP");
    }

    @Test
    void whatTheGatewayRefusesIsNotDecided() throws Exception {
        answer = 409;
        operator.settle(Map.of("a", BOOKING));
        answer = 200;
        operator.settle(Map.of("a", BOOKING));

        assertThat(told)
                .extracting(body -> body.path("decision").asText())
                .containsExactly("NOT_DONE_SEND_AGAIN", "NOT_DONE_SEND_AGAIN");
        assertThat(operator.decisions()).isEqualTo(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        paths.add(exchange.getRequestURI().getPath());
        told.add(new ObjectMapper().readTree(exchange.getRequestBody()));
        byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(answer, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
