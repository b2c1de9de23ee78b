package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.sandbox.Caller;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiWorld.Extension.class)
class OperatingTest {
    private static final String TOWER = "glass-tower";
    private static final String WHY = "{\"reason\": \"the wave\"}";

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
        ops.delete("/v1/pauses/all");
        ops.delete("/v1/pauses/plugins/attraction");
        ops.delete("/v1/pauses/suppliers/" + TOWER);
    }

    @Test
    void suppliersAreListedWithWhatTheyCanDoAndHowTheyDo() {
        JsonNode items = web.get("/v1/suppliers").json().at("/items");

        assertThat(items.findValuesAsText("id"))
                .containsExactly("alpine-rail", "ghost-air", TOWER, ApiWorld.METERED, ApiWorld.SHY);
        assertThat(items.at("/0/capabilities").toString()).contains("QUOTE_REQUIRED");
        assertThat(items.at("/0/scopes")).extracting(JsonNode::asText).containsExactly("TRAVELLER", "TICKET");
        assertThat(items.at("/0/health/state").asText()).isEqualTo("CONNECTED");
        assertThat(items.at("/1/health/state").asText()).isEqualTo("WITHOUT_PLUGIN");
        assertThat(items.at("/1/health/reason").asText()).contains("ghosts");
        assertThat(items.at("/2/protocol").asText()).isEqualTo("octo");
        assertThat(items.at("/2/paused").booleanValue()).isFalse();
        assertThat(items.toString()).doesNotContain("127.0.0.1");
    }

    @Test
    void pluginsAreListedWithWhatTheySpeakAndWhoUsesThem() {
        JsonNode plugins = web.get("/v1/plugins").json();

        assertThat(plugins.at("/api").asInt()).isEqualTo(1);
        assertThat(plugins.at("/items").findValuesAsText("id")).contains("attraction", "rail");
        JsonNode attraction = StreamSupport.stream(plugins.at("/items").spliterator(), false)
                .filter(plugin -> plugin.at("/id").asText().equals("attraction"))
                .findFirst()
                .orElseThrow();
        assertThat(attraction.at("/state").asText()).isEqualTo("LOADED");
        assertThat(attraction.at("/sha256").asText()).hasSize(64);
        assertThat(attraction.at("/requires").asText()).isEqualTo("1");
        assertThat(attraction.at("/protocols/0/name").asText()).isEqualTo("octo");
        assertThat(attraction.at("/protocols/0/settings").findValuesAsText("name"))
                .contains("language");
        assertThat(attraction.at("/suppliers")).extracting(JsonNode::asText).contains(TOWER, ApiWorld.SHY);
    }

    @Test
    void onlyOperatorsPauseAndSeePauses() {
        for (String path : new String[] {"/suppliers/glass-tower", "/plugins/attraction", "/all"}) {
            Reply pause = web.put("/v1/pauses" + path, WHY);
            assertThat(pause.status()).as(path).isEqualTo(403);
            assertThat(pause.at("/code")).isEqualTo("FORBIDDEN");
            assertThat(web.delete("/v1/pauses" + path).status()).as(path).isEqualTo(403);
        }
        assertThat(web.get("/v1/pauses").status()).isEqualTo(403);
        assertThat(ops.put("/v1/pauses/suppliers/nobody", WHY).status()).isEqualTo(404);
        assertThat(ops.put("/v1/pauses/plugins/nothing", WHY).status()).isEqualTo(404);
        assertThat(ops.put("/v1/pauses/all", "{}").at("/errors/0/pointer")).isEqualTo("/reason");
        assertThat(ops.delete("/v1/pauses/suppliers/nobody").status()).isEqualTo(204);
    }

    @Test
    void aPausedSupplierAcceptsAndIsNotTalkedToUntilItIsResumed() {
        Reply paused = ops.put("/v1/pauses/suppliers/glass-tower", WHY);
        assertThat(paused.status()).isEqualTo(200);
        assertThat(isPaused(TOWER)).isTrue();
        String reference = reference("OK");
        Reply accepted = web.order(order(TOWER, reference));
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(web.post("/v1/quotes", "{\"supplier\": \"glass-tower\", \"booking\": {\"reference\": \"OK-9\"}}")
                        .at("/code"))
                .isEqualTo("SUPPLIER_PAUSED");

        assertThat(ops.delete("/v1/pauses/suppliers/glass-tower").status()).isEqualTo(204);

        assertThat(isPaused(TOWER)).isFalse();
        await().untilAsserted(() ->
                assertThat(web.get(accepted.header("Location")).at("/status")).isEqualTo("CANCELLED"));
    }

    @Test
    void aPausedPluginPausesAllItsSuppliers() {
        ops.put("/v1/pauses/plugins/attraction", WHY);

        assertThat(isPaused(TOWER)).isTrue();
        assertThat(isPaused("alpine-rail")).isFalse();
        Reply accepted = web.order(order(TOWER, reference("OK")));
        ops.delete("/v1/pauses/suppliers/glass-tower");
        assertThat(isPaused(TOWER)).isTrue();
        assertThat(web.get(accepted.header("Location")).at("/status")).isEqualTo("ACCEPTED");

        ops.delete("/v1/pauses/plugins/attraction");

        await().untilAsserted(() ->
                assertThat(web.get(accepted.header("Location")).at("/status")).isEqualTo("CANCELLED"));
    }

    @Test
    void everythingIsPausedAtOnceAndOneSeesByWhomAndWhy() {
        ops.put("/v1/pauses/suppliers/glass-tower", WHY);
        ops.put("/v1/pauses/all", "{\"reason\": \"first\"}");
        ops.put("/v1/pauses/all", "{\"reason\": \"second\"}");

        assertThat(web.get("/v1/suppliers").json().findValuesAsText("paused")).containsOnly("true");
        JsonNode items = ops.get("/v1/pauses").json().at("/items");
        assertThat(items.findValuesAsText("what")).containsExactly("suppliers/glass-tower", "all");
        assertThat(items.findValuesAsText("reason")).containsExactly("the wave", "second");
        assertThat(items.at("/1/by").asText()).isEqualTo("operator:ops");

        ops.delete("/v1/pauses/suppliers/*");
        assertThat(isPaused("alpine-rail")).isTrue();
        ops.delete("/v1/pauses/all");

        assertThat(isPaused("alpine-rail")).isFalse();
        assertThat(isPaused(TOWER)).isTrue();
    }

    private boolean isPaused(String supplier) {
        return web.get("/v1/suppliers/" + supplier).json().at("/paused").booleanValue();
    }

    @Test
    void whatWasNotSentIsWithdrawnByItsCaller() {
        ops.put("/v1/pauses/suppliers/glass-tower", WHY);
        String reference = reference("OK");
        Reply accepted = web.order(order(TOWER, reference));

        Reply withdrawn = web.post(accepted.header("Location") + "/withdraw");

        assertThat(withdrawn.status()).isEqualTo(200);
        assertThat(withdrawn.at("/status")).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.at("/statusReason")).isEqualTo("WITHDRAWN_BY_CALLER");
        assertThat(withdrawn.at("/effect")).isEqualTo("NONE");
        assertThat(web.post(accepted.header("Location") + "/withdraw").status()).isEqualTo(200);
        ops.delete("/v1/pauses/suppliers/glass-tower");
        assertThat(web.ended(order(TOWER, reference)).at("/id")).isNotEqualTo(accepted.at("/id"));
    }

    @Test
    void anOperatorWithdrawsForACaller() {
        ops.put("/v1/pauses/all", WHY);
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
        assertThat(description.at("/paths").size()).isEqualTo(22);
        assertThat(description.findValuesAsText("operationId")).hasSize(26).noneMatch(name -> name.contains("_"));
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
