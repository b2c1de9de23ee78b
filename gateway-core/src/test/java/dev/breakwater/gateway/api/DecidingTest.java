package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.SHY;
import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiWorld.Extension.class)
class DecidingTest {
    private static final String RETRIED = "{\"reason\": \"look again\"}";

    private ApiWorld world;
    private Client web;
    private Client ops;

    @BeforeEach
    void enter(ApiWorld entered) {
        world = entered;
        web = entered.as(Caller.WEB);
        ops = entered.as(Caller.OPS);
    }

    @Test
    void whatWasNotDoneIsSentAgainAndCancelledOnce() {
        String reference = reference("OK");
        String path = inReview(reference);

        Reply resolved = resolve(path, "NOT_DONE_SEND_AGAIN");

        assertThat(resolved.status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(ops.get(path).at("/status")).isEqualTo("CANCELLED"));
        assertThat(world.shy().commits(reference)).isEqualTo(2);
        assertThat(effects(reference).effects()).isEqualTo(1);
        JsonNode events = ops.get(path + "/events").json().at("/items");
        JsonNode event = events.findParents("actor").stream()
                .filter(one -> one.at("/actor").asText().equals("operator:ops"))
                .findFirst()
                .orElseThrow();
        assertThat(event.at("/statusReason").asText()).isEqualTo("RESOLVED_SEND_AGAIN");
        assertThat(event.at("/evidence/decision").asText()).isEqualTo("NOT_DONE_SEND_AGAIN");
        assertThat(event.at("/evidence/evidence").asText()).isEqualTo("case 4711");
        assertThat(event.at("/evidence/reason").asText()).isEqualTo("they said so");
    }

    @Test
    void whatWasDoneAtTheSupplierEndsAsCancelledAndIsNeverSentAgain() {
        String reference = reference("OK");
        String path = inReview(reference);

        Reply resolved = ops.post(path + "/resolution", """
                {"decision": "DONE_AT_SUPPLIER", "reason": "they said so", "evidence": "case 4711",
                 "refund": {"amount": "12.50", "currency": "EUR"}, "units": ["whole"]}""");

        assertThat(resolved.at("/status")).isEqualTo("CANCELLED");
        assertThat(resolved.at("/statusReason")).isEqualTo("RESOLVED_DONE");
        assertThat(resolved.at("/effect")).isEqualTo("DONE");
        assertThat(resolved.at("/refund/accepted/amount")).isEqualTo("12.50");
        assertThat(resolved.json().at("/review").isMissingNode()).isTrue();
        assertThat(web.order(order(SHY, reference)).header("Duplicate-Of")).isEqualTo(resolved.at("/id"));
        assertThat(world.shy().commits(reference)).isEqualTo(1);
    }

    @Test
    void whatIsGivenUpEndsAsRefusedAndMayBeOrderedAnew() {
        String reference = reference("OK");
        String path = inReview(reference);

        Reply resolved = resolve(path, "NOT_DONE_GIVE_UP");

        assertThat(resolved.at("/status")).isEqualTo("REFUSED");
        assertThat(resolved.at("/statusReason")).isEqualTo("RESOLVED_NOT_DONE");
        assertThat(resolved.at("/effect")).isEqualTo("NONE");
        assertThat(web.ended(order(SHY, reference)).at("/status")).isEqualTo("CANCELLED");
        assertThat(effects(reference).effects()).isEqualTo(1);
    }

    @Test
    void ofTwoOperatorsWhoResolveAtOnceOneWins() {
        String path = inReview(reference("OK"));

        String resolution = resolution("DONE_AT_SUPPLIER");
        CompletableFuture<Reply> first =
                CompletableFuture.supplyAsync(() -> ops.post(path + "/resolution", resolution));
        CompletableFuture<Reply> second = CompletableFuture.supplyAsync(
                () -> ops.post(path + "/resolution", resolution.replace("case 4711", "case 4712")));

        List<Reply> replies = List.of(first.join(), second.join());
        assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 409);
        Reply lost =
                replies.stream().filter(one -> one.status() == 409).findFirst().orElseThrow();
        assertThat(lost.at("/code")).isEqualTo("NOT_RESOLVABLE");
        assertThat(lost.at("/detail")).startsWith("It has ended as");
    }

    @Test
    void nobodyCanSayThatItWasNotDoneWhileItMayBeOnItsWay() {
        String path = web.order(order(SHY, reference("OK"))).header("Location");
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> ops.get(path).at("/status").equals("IN_DOUBT"));

        Reply tooSoon = ops.post(path + "/resolution", resolution("NOT_DONE_SEND_AGAIN"));

        assertThat(tooSoon.status()).isEqualTo(409);
        assertThat(tooSoon.at("/code")).isEqualTo("NOT_RESOLVABLE");
        assertThat(tooSoon.header("Retry-After")).isNotEmpty();
        assertThat(resolve(path, "NOT_DONE_GIVE_UP").at("/status")).isEqualTo("REFUSED");
    }

    @Test
    void aPersonWithProofWinsOverALookUpUnderWayWhoseAnswerIsKept() {
        String reference = reference("OK");
        ShySupplier.Hold hold = world.shy().hold(reference);
        String path = web.order(order(SHY, reference)).header("Location");
        await().until(hold::hasArrived);

        Reply resolved = ops.post(path + "/resolution", resolution("DONE_AT_SUPPLIER"));
        hold.release();

        assertThat(resolved.at("/status")).isEqualTo("CANCELLED");
        await().untilAsserted(() -> assertThat(
                        ops.get(path + "/events").json().at("/exchanges").findValuesAsText("operation"))
                .contains("LOOKUP"));
        assertThat(ops.get(path).at("/statusReason")).isEqualTo("RESOLVED_DONE");
    }

    @Test
    void aRetryOfWhatIsInDoubtLooksAndSendsNothing() {
        String reference = reference("OK");
        String path = inReview(reference);

        Reply retried = web.post(path + "/retry", RETRIED);

        assertThat(retried.at("/status")).isEqualTo("IN_DOUBT");
        await().until(() -> ops.get(path).at("/status").equals("NEEDS_REVIEW"));
        assertThat(ops.get(path + "/events").json().findValuesAsText("actor")).contains("caller:web");
        assertThat(world.shy().commits(reference)).isEqualTo(1);
    }

    @Test
    void aRetryOfWhatWaitsIsTriedAtOnce() {
        Reply accepted = web.order(order("ghost-air", reference("OK")));
        assertThat(accepted.status()).isEqualTo(503);
        String path = web.order(order("glass-tower", reference("BUSY"))).header("Location");
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> web.get(path).at("/status").equals("SCHEDULED"));

        Reply retried = web.post(path + "/retry");

        assertThat(retried.status()).isEqualTo(200);
        await().until(() -> web.get(path).at("/status").equals("CANCELLED"));
        assertThat(web.get(path + "/events").json().findValuesAsText("statusReason"))
                .contains("RETRIED");
        assertThat(web.post(path + "/retry").at("/code")).isEqualTo("NOT_RETRYABLE");
    }

    @Test
    void callersResolveNothingAndSeeNothingOfOthers() {
        Client harbour = world.as(Caller.HARBOUR_TRIPS);
        String path = web.ended(order("glass-tower", reference("OK"))).at("/links/self");

        assertThat(web.post(path + "/resolution", resolution("DONE_AT_SUPPLIER"))
                        .status())
                .isEqualTo(403);
        assertThat(web.put(path + "/review-owner", "{\"owner\": \"mei\"}").status())
                .isEqualTo(403);
        assertThat(web.get("/v1/reviews").status()).isEqualTo(403);
        assertThat(harbour.post(path + "/retry").status()).isEqualTo(404);
        assertThat(harbour.post(path + "/withdraw").status()).isEqualTo(404);
        assertThat(ops.put(path + "/review-owner", "{\"owner\": \"mei\"}").at("/code"))
                .isEqualTo("NOT_IN_REVIEW");
    }

    @Test
    void everythingThatIsWrongWithAResolutionIsSaidAtOnce() {
        String path = inReview(reference("OK"));

        Reply wrong = ops.post(path + "/resolution", """
                {"decision": "NOT_DONE_GIVE_UP", "reason": " ", "refund": {"amount": "1", "currency": "EUR"},
                 "units": ["a", "a"], "unit": "b"}""");
        Reply unknown = ops.post(path + "/resolution", """
                {"decision": "DONE_AT_SUPPLIER", "reason": "a", "evidence": "b", "units": ["nothing"]}""");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/reason", "/evidence", "/refund", "/units/1", "/unit");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.at("/errors/0/detail")).contains("whole");
    }

    @Test
    void theQueueHasTheLongestWaitingFirstWithOwnersAndWhatMayBeDecided() {
        String first = inReview(reference("OK"));
        String second = inReview(reference("OK"));
        String owner = reference("mei");

        Reply assigned = ops.put(first + "/review-owner", "{\"owner\": \"" + owner + "\"}");
        ops.put(second + "/review-owner", "{\"owner\": \"" + owner + "\"}");

        assertThat(assigned.at("/review/owner")).isEqualTo(owner);
        Reply page = ops.get("/v1/reviews?limit=1&supplier=shy-tower&reason=NOT_DONE_PROVEN&owner=" + owner);
        assertThat(page.at("/items/0/links/self")).isEqualTo(first);
        assertThat(page.at("/items/0/cause/statusReason")).isEqualTo("NOT_DONE_PROVEN");
        assertThat(page.at("/items/0/decisions/0")).isEqualTo("RESOLVE");
        assertThat(page.json().at("/items/0/ageSeconds").isNumber()).isTrue();
        Reply next = ops.get("/v1/reviews?limit=1&supplier=shy-tower&reason=NOT_DONE_PROVEN&owner=" + owner + "&cursor="
                + page.at("/nextCursor"));
        assertThat(next.json().findValuesAsText("self")).containsExactly(second);
        assertThat(next.json().at("/nextCursor").isMissingNode()).isTrue();
        ops.put(first + "/review-owner", "{\"owner\": null}");
        assertThat(ops.get("/v1/reviews?unowned=true&limit=200").json().findValuesAsText("self"))
                .contains(first)
                .doesNotContain(second);
        assertThat(ops.get(first + "/events").json().findValuesAsText("reviewOwner"))
                .containsExactly(owner, "");
        assertThat(ops.get("/v1/reviews?cursor=AAAA&unowned=yes").json().findValuesAsText("parameter"))
                .containsExactlyInAnyOrder("cursor", "unowned");
        JsonNode health = world.withKey("").get("/actuator/health").json().at("/components/reviews");
        assertThat(health.at("/details/count").asInt()).isPositive();
        assertThat(health.at("/details/alarm").asText()).isEqualTo("false");
    }

    /** Orders what gets lost, and waits until a person has to decide. */
    private String inReview(String reference) {
        String path = web.order(order(SHY, reference)).header("Location");
        await().until(() -> ops.get(path).at("/status").equals("NEEDS_REVIEW"));
        return path;
    }

    /** As soon as it can be known. */
    private Reply resolve(String path, String decision) {
        return await().until(
                        () -> ops.post(path + "/resolution", resolution(decision)),
                        reply -> reply.header("Retry-After").isEmpty());
    }

    private static String resolution(String decision) {
        return "{\"decision\": \"" + decision + "\", \"reason\": \"they said so\", \"evidence\": \"case 4711\"}";
    }

    private EffectLog.Entry effects(String reference) {
        return world.sandbox().simulators().of(Supplier.GLASS_TOWER).effects().of(reference);
    }
}
