package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.gateway.cancellation.Reviews;
import dev.breakwater.gateway.postgres.Database;
import dev.breakwater.gateway.review.Alarm;
import dev.breakwater.gateway.review.Bulks;
import dev.breakwater.gateway.review.Decisions;
import dev.breakwater.sandbox.Caller;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(ApiWorld.Extension.class)
class BulkTest {
    private static final String RAIL = "/v1/pauses/suppliers/alpine-rail";

    private ApiWorld world;
    private Client harbour;
    private Client ops;

    @BeforeEach
    void pause(ApiWorld entered) {
        world = entered;
        harbour = entered.as(Caller.HARBOUR_TRIPS);
        ops = entered.as(Caller.OPS);
        ops.put(RAIL, "{\"reason\": \"to let orders wait\"}");
    }

    @AfterEach
    void resume() {
        ops.delete(RAIL);
    }

    @Test
    void aConfirmedDryRunIsCarriedOutOnExactlyWhatItFound() {
        String first = waiting();
        String changed = waiting();
        Reply run = ops.post("/v1/bulk", withdrawal());
        String later = waiting();
        harbour.post(changed + "/withdraw");

        assertThat(run.status()).isEqualTo(201);
        assertThat(run.json().at("/count").asInt()).isEqualTo(2);
        assertThat(run.json().at("/sample").findValuesAsText("supplier")).containsOnly("alpine-rail");
        assertThat(harbour.get(first).at("/status")).isEqualTo("ACCEPTED");
        Reply confirmed = ops.post(run.header("Location") + "/confirm", token(run));
        assertThat(confirmed.status()).isEqualTo(202);

        await().untilAsserted(
                        () -> assertThat(ops.get(run.header("Location")).at("/state")).isEqualTo("ENDED"));
        Reply ended = ops.get(run.header("Location"));
        assertThat(ended.json().at("/done").asInt()).isEqualTo(1);
        assertThat(ended.json().at("/failed/CHANGED").asInt()).isEqualTo(1);
        assertThat(harbour.get(first).at("/statusReason")).isEqualTo("WITHDRAWN_BY_OPERATOR");
        assertThat(harbour.get(first + "/events").json().findValuesAsText("bulk"))
                .containsExactly(run.at("/id"));
        assertThat(harbour.get(later).at("/status")).isEqualTo("ACCEPTED");
        assertThat(ops.post(run.header("Location") + "/confirm", token(run)).at("/detail"))
                .contains("confirmed already");
        harbour.post(later + "/withdraw");
    }

    @Test
    void aTokenThatIsWrongOrTooOldConfirmsNothing() {
        String path = waiting();
        Reply run = ops.post("/v1/bulk", withdrawal());
        Reply wrong = ops.post(run.header("Location") + "/confirm", "{\"token\": \"guessed\"}");
        database().sql("update bulk set expires_at = now() - interval '1 s' where id = ?::uuid")
                .param(run.at("/id"))
                .update();
        Reply late = ops.post(run.header("Location") + "/confirm", token(run));

        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.at("/code")).isEqualTo("NOT_CONFIRMABLE");
        assertThat(late.at("/detail")).contains("too old");
        assertThat(ops.get(run.header("Location")).at("/state")).isEqualTo("EXPIRED");
        assertThat(harbour.get(path).at("/status")).isEqualTo("ACCEPTED");
        harbour.post(path + "/withdraw");
    }

    @Test
    void whatADeadWorkerLeftIsCarriedOutByAnother() {
        String path = waiting();
        Reply run = ops.post("/v1/bulk", withdrawal());
        database().sql("""
                        update bulk_item set claimed_until = clock_timestamp() + interval '1 s' where bulk_id = ?::uuid""")
                .param(run.at("/id"))
                .update();
        Decisions decisions = world.gateway().bean(Decisions.class);
        Alarm alarm = new Alarm(world.gateway().bean(Reviews.class), Duration.ofHours(4), InstantSource.system());
        Bulks stopped = new Bulks(world.gateway().bean(Database.class).dataSource(), decisions, alarm);
        stopped.close();
        stopped.confirm(UUID.fromString(run.at("/id")), run.at("/token"), "operator:ops");

        await().untilAsserted(
                        () -> assertThat(ops.get(run.header("Location")).at("/state")).isEqualTo("ENDED"));
        assertThat(harbour.get(path).at("/status")).isEqualTo("WITHDRAWN");
    }

    @Test
    void onlyOperatorsDecideAboutMany() {
        assertThat(harbour.post("/v1/bulk", withdrawal()).status()).isEqualTo(403);
        Reply wrong = ops.post("/v1/bulk", """
                {"action": "RESOLVE", "filter": {"status": "ACCEPTED", "suplier": "x"}}""");
        assertThat(wrong.json().findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/reason", "/decision", "/evidence", "/filter/status", "/filter/suplier");
    }

    private String waiting() {
        return harbour.order(order("alpine-rail", reference("OK"))).header("Location");
    }

    private static String withdrawal() {
        return """
                {"action": "WITHDRAW", "filter": {"caller": "harbour-trips", "supplier": "alpine-rail"}, "reason": "the wave"}""";
    }

    private static String token(Reply run) {
        return "{\"token\": \"" + run.at("/token") + "\"}";
    }

    private JdbcClient database() {
        return JdbcClient.create(world.gateway().bean(Database.class).dataSource());
    }
}
