package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.sandbox.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiWorld.Extension.class)
class OperatingTest {
    private static final String TOWER = "glass-tower";

    private ApiWorld world;
    private Client web;
    private Client ops;

    @BeforeEach
    void enter(ApiWorld entered) {
        world = entered;
        web = entered.as(Caller.WEB);
        ops = entered.as(Caller.OPS);
    }

    @AfterEach
    void resumeEverything() {
        ops.post("/v1/suppliers/resume");
        ops.post("/v1/suppliers/" + TOWER + "/resume");
    }

    @Test
    void suppliersAreListedWithWhatTheyCanDoAndHowTheyDo() {
        JsonNode items = web.get("/v1/suppliers").json().at("/items");

        assertThat(items.findValuesAsText("id")).containsExactly("alpine-rail", "ghost-air", TOWER);
        assertThat(items.at("/0/capabilities").toString()).contains("QUOTE_REQUIRED");
        assertThat(items.at("/0/scopes/0").asText()).isEqualTo("TICKET");
        assertThat(items.at("/0/health/state").asText()).isEqualTo("CONNECTED");
        assertThat(items.at("/1/health/state").asText()).isEqualTo("WITHOUT_PLUGIN");
        assertThat(items.at("/1/health/reason").asText()).contains("airline");
        assertThat(items.at("/2/protocol").asText()).isEqualTo("octo");
        assertThat(items.at("/2/paused").booleanValue()).isFalse();
        assertThat(items.toString()).doesNotContain("127.0.0.1");
    }

    @Test
    void onlyOperatorsPause() {
        for (String path : new String[] {"/glass-tower/pause", "/glass-tower/resume", "/pause", "/resume"}) {
            Reply refused = web.post("/v1/suppliers" + path);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.at("/code")).isEqualTo("FORBIDDEN");
        }
        assertThat(ops.post("/v1/suppliers/nobody/pause").status()).isEqualTo(404);
    }

    @Test
    void aPausedSupplierAcceptsAndIsNotTalkedToUntilItIsResumed() {
        assertThat(ops.post("/v1/suppliers/glass-tower/pause")
                        .json()
                        .at("/paused")
                        .booleanValue())
                .isTrue();
        String reference = reference("OK");
        Reply accepted = web.order(order(TOWER, reference));
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(web.post("/v1/quotes", "{\"supplier\": \"glass-tower\", \"booking\": {\"reference\": \"OK-9\"}}")
                        .at("/code"))
                .isEqualTo("SUPPLIER_PAUSED");

        Reply resumed = ops.post("/v1/suppliers/glass-tower/resume");

        assertThat(resumed.json().at("/paused").booleanValue()).isFalse();
        await().untilAsserted(() ->
                assertThat(web.get(accepted.header("Location")).at("/status")).isEqualTo("CANCELLED"));
    }

    @Test
    void allSuppliersArePausedAtOnce() {
        Reply paused = ops.post("/v1/suppliers/pause");

        assertThat(paused.json().at("/allPaused").booleanValue()).isTrue();
        assertThat(paused.json().findValuesAsText("paused")).containsOnly("true");
        assertThat(ops.post("/v1/suppliers/glass-tower/resume")
                        .json()
                        .at("/paused")
                        .booleanValue())
                .isTrue();
        assertThat(ops.post("/v1/suppliers/resume").json().findValuesAsText("paused"))
                .containsOnly("false");
    }

    @Test
    void whatWasNotSentIsWithdrawnByItsCaller() {
        ops.post("/v1/suppliers/glass-tower/pause");
        String reference = reference("OK");
        Reply accepted = web.order(order(TOWER, reference));

        Reply withdrawn = web.post(accepted.header("Location") + "/withdraw");

        assertThat(withdrawn.status()).isEqualTo(200);
        assertThat(withdrawn.at("/status")).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.at("/statusReason")).isEqualTo("WITHDRAWN_BY_CALLER");
        assertThat(withdrawn.at("/effect")).isEqualTo("NONE");
        assertThat(web.post(accepted.header("Location") + "/withdraw").status()).isEqualTo(200);
        ops.post("/v1/suppliers/glass-tower/resume");
        assertThat(web.ended(order(TOWER, reference)).at("/id")).isNotEqualTo(accepted.at("/id"));
    }

    @Test
    void anOperatorWithdrawsForACaller() {
        ops.post("/v1/suppliers/pause");
        Reply accepted = web.order(order("alpine-rail", reference("OK")));

        Reply silent = ops.post(accepted.header("Location") + "/withdraw");
        Reply withdrawn = ops.post(accepted.header("Location") + "/withdraw", "{\"reason\": \"the wave is over\"}");

        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.at("/errors/0/pointer")).isEqualTo("/reason");
        assertThat(withdrawn.at("/statusReason")).isEqualTo("WITHDRAWN_BY_OPERATOR");
        assertThat(web.get(accepted.header("Location") + "/events").json().findValuesAsText("actor"))
                .endsWith("operator:ops");
        assertThat(web.get(accepted.header("Location") + "/events").json().findValuesAsText("reason"))
                .endsWith("the wave is over");
    }

    @Test
    void whatMayHaveBeenSentIsNotWithdrawn() {
        Reply accepted = web.order(order(TOWER, reference("SLOW")));
        String path = accepted.header("Location");
        await().until(() -> web.get(path).at("/status").equals("IN_FLIGHT"));

        Reply tooSoon = web.post(path + "/withdraw");
        await().until(() -> web.get(path).at("/status").equals("CANCELLED"));
        Reply tooLate = web.post(path + "/withdraw");

        assertThat(tooSoon.status()).isEqualTo(409);
        assertThat(tooSoon.at("/code")).isEqualTo("NOT_WITHDRAWABLE");
        assertThat(tooSoon.at("/detail")).contains("talking to the supplier");
        assertThat(tooLate.status()).isEqualTo(409);
        assertThat(tooLate.at("/detail")).contains("CANCELLED");
    }

    @Test
    void healthAndDescriptionAreOpen() {
        assertThat(world.withKey("").get("/actuator/health").status()).isEqualTo(200);
        JsonNode description = world.withKey("").get("/v3/api-docs").json();

        assertThat(description.at("/openapi").asText()).startsWith("3.1");
        assertThat(description.at("/paths").size()).isEqualTo(12);
        assertThat(description.findValuesAsText("operationId")).hasSize(13).noneMatch(name -> name.contains("_"));
        assertThat(description.at("/servers/0/url").asText()).isEqualTo("/");
        assertThat(description.at("/components/securitySchemes/key/scheme").asText())
                .isEqualTo("bearer");
        assertThat(description
                        .at("/paths/~1v1~1cancellations/post/requestBody/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/CancellationOrder");
        assertThat(description
                        .at(
                                "/paths/~1v1~1cancellations/post/responses/422/content/application~1problem+json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(description
                        .at("/components/schemas/Problem/properties/effect")
                        .isMissingNode())
                .isFalse();
        assertThat(world.withKey("").get("/swagger-ui/index.html").status()).isEqualTo(200);
    }
}
