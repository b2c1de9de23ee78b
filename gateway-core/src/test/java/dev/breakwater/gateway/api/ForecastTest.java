package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.METERED;
import static dev.breakwater.gateway.api.ApiWorld.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.sandbox.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What waits for a paused supplier that has one turn in a hundred seconds. */
@ExtendWith(ApiWorld.Extension.class)
class ForecastTest {
    private static final String PAUSE = "/v1/pauses/suppliers/" + METERED;
    private static final String FORECAST = "/v1/suppliers/" + METERED + "/forecast";

    private final Instant soon = Instant.now().plusSeconds(170).truncatedTo(ChronoUnit.SECONDS);
    private final List<String> orders = new ArrayList<>();
    private Client web;
    private Client ops;

    @BeforeEach
    void pause(ApiWorld world) {
        web = world.as(Caller.WEB);
        ops = world.as(Caller.OPS);
        ops.put(PAUSE, "{\"reason\": \"to see what waits\"}");
    }

    @AfterEach
    void resume() {
        orders.forEach(order -> web.post(order + "/withdraw"));
        ops.delete(PAUSE);
    }

    @Test
    void tellsWhatWillBeMissedAndWhatItCosts() {
        order(deadline(soon, "50.00"));
        String cheap = order(deadline(soon, "30.00"));
        order(deadline(soon.plus(Duration.ofHours(1)), "10.00"));
        order("");

        JsonNode forecast = ops.get(FORECAST).json();

        assertThat(forecast.at("/supplier").asText()).isEqualTo(METERED);
        assertThat(forecast.at("/backlog").asLong()).isEqualTo(4);
        assertThat(forecast.at("/perSecond").asDouble()).isEqualTo(0.01);
        assertThat(forecast.at("/drainSeconds").asLong()).isEqualTo(400);
        assertThat(forecast.at("/withDeadline").asLong()).isEqualTo(3);
        assertThat(forecast.at("/missing").asLong()).isEqualTo(1);
        assertThat(forecast.at("/atRisk")).hasSize(1);
        assertThat(forecast.at("/atRisk/0/amount").asText()).isEqualTo("30.00");
        assertThat(forecast.at("/atRisk/0/currency").asText()).isEqualTo("EUR");
        assertThat(forecast.at("/first")).hasSize(1);
        assertThat(cheap).endsWith(forecast.at("/first/0/id").asText());
        assertThat(Instant.parse(forecast.at("/first/0/deadline").asText())).isEqualTo(soon);
        assertThat(forecast.at("/assumptions").toString()).contains("864 per day");
    }

    @Test
    void isForOperatorsAndKnownSuppliers() {
        assertThat(web.get(FORECAST).status()).isEqualTo(403);
        assertThat(ops.get("/v1/suppliers/nobody/forecast").status()).isEqualTo(404);
    }

    private String order(String more) {
        Reply accepted = web.order(Client.order(METERED, reference("OK")).replaceFirst("}$", more + "}"));
        assertThat(accepted.status()).isEqualTo(202);
        orders.add(accepted.header("Location"));
        return accepted.header("Location");
    }

    private static String deadline(Instant at, String penalty) {
        return ", \"deadlines\": [{\"at\": \"%s\", \"penalty\": {\"amount\": \"%s\", \"currency\": \"EUR\"}}]"
                .formatted(at, penalty);
    }
}
