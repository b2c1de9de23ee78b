package dev.breakwater.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.sandbox.simulator.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is peculiar to the railway. */
class OsdmSimulatorTest {

    private final SettableClock clock = new SettableClock();
    private Simulators simulators;
    private OsdmClient osdm;

    @BeforeEach
    void start() {
        simulators = Simulators.start(SimulatorSettings.onFreePorts(Supplier.ALPINE_RAIL)
                .withTiming(Timing.standard().withHold(Duration.ofMillis(100)))
                .withClock(clock));
        osdm = new OsdmClient(simulators);
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    @Test
    void aTokenIsIssuedForTheFormAndForBasicAndRefusedForAWrongSecret() throws IOException {
        Answer form = osdm.askForToken("breakwater", "alpine-rail-secret");
        Answer basic = osdm.exchange(
                "POST",
                "/oauth/token",
                "grant_type=client_credentials",
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("breakwater:alpine-rail-secret".getBytes())));

        assertThat(List.of(form.status(), basic.status())).containsOnly(200);
        assertThat(form.json().path("expires_in").asInt()).isEqualTo(600);
        assertThat(osdm.askForToken("breakwater", "wrong").status()).isEqualTo(401);
        assertThat(osdm.exchange("POST", "/oauth/token", "grant_type=password", Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aTokenStopsWorkingWhenItsTimeIsUp() throws IOException {
        assertThat(osdm.look("OK-1").status()).isEqualTo(200);
        clock.advance(Timing.standard().tokenLife());
        assertThat(osdm.look("OK-1").status()).isEqualTo(401);

        osdm.renewToken();
        assertThat(osdm.look("OK-1").status()).isEqualTo(200);
    }

    @Test
    void aWrongOrMissingTokenIs401AndTheCommitStillLogged() throws IOException {
        Answer wrong =
                osdm.exchange("PATCH", osdm.offerPath("OK-1", "RO-1"), "{}", Map.of("Authorization", "Bearer wrong"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(osdm.exchange("GET", "/bookings/OK-1", null, Map.of()).status())
                .isEqualTo(401);
        assertThat(simulators.of(Supplier.ALPINE_RAIL).effects().of("OK-1").commitRequests())
                .isEqualTo(1);
    }

    @Test
    void anOfferRefundsThePriceLessAFee() throws IOException {
        JsonNode booking = osdm.look("OK-1").json().path("booking");
        JsonNode offer = offer("OK-1", both("OK-1"));

        int price = booking.path("confirmedPrice").path("amount").asInt();
        int fee = amount(offer, "refundFee");
        assertThat(fee).isEqualTo(price / 10);
        assertThat(amount(offer, "refundableAmount")).isEqualTo(price - fee);
        assertThat(offer.path("status").asText()).isEqualTo("PROPOSED");
    }

    @Test
    void aConfirmedOfferStaysListedAndThePriceFallsToZero() throws IOException {
        JsonNode confirmed = osdm.cancel("OK-1").json().path("refundOffer");

        JsonNode booking = osdm.look("OK-1").json().path("booking");
        assertThat(confirmed.path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(booking.path("refundOffers")).containsExactly(confirmed);
        assertThat(amount(booking, "confirmedPrice")).isZero();
    }

    @Test
    void oneTicketCanBeRefundedAndThenTheOther() throws IOException {
        String first = offer("OK-1", one("OK-1", 1)).path("id").asText();
        osdm.commit("OK-1", first);

        JsonNode tickets = osdm.look("OK-1").json().path("booking").path("fulfillments");
        assertThat(tickets.findValuesAsText("status")).containsExactly("REFUNDED", "FULFILLED");

        JsonNode rest = offer("OK-1", both("OK-1"));
        assertThat(rest.path("fulfillments").findValuesAsText("id")).containsExactly("OK-1-T2");
        osdm.commit("OK-1", rest.path("id").asText());

        assertThat(osdm.isCancelled("OK-1")).isTrue();
        EffectLog.Entry entry = simulators.of(Supplier.ALPINE_RAIL).effects().of("OK-1");
        assertThat(List.of(entry.commitRequests(), entry.effects(), entry.distinctKeys()))
                .containsOnly(2);
    }

    @Test
    void whenNothingIsLeftToRefundTheBookingIsAlreadyCancelled() throws IOException {
        osdm.cancel("OK-1");

        for (String reference : List.of("OK-1", "GONE-1")) {
            Answer refused = osdm.offer(reference, both(reference), null);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(code(refused)).isEqualTo("urn:uic:problem:BOOKING_BOOKING_ALREADY_CANCELLED");
        }
        assertThat(osdm.look("GONE-1").json().path("booking").path("refundOffers"))
                .isEmpty();
    }

    @Test
    void aBookingPastAfterSalesGetsNoOffer() throws IOException {
        assertThat(code(osdm.offer("REFUSED-1", both("REFUSED-1"), null)))
                .isEqualTo("urn:uic:problem:BOOKING_MODIFICATION_NOT_ALLOWED");
    }

    @Test
    void onlyTicketsOfTheBookingCanBeOffered() throws IOException {
        for (String body : List.of("{\"fulfillmentIds\": [\"OK-2-T1\"]}", "{\"fulfillmentIds\": []}", "{}")) {
            assertThat(code(osdm.offer("OK-1", body, null))).isEqualTo("urn:uic:problem:VALIDATION_ERROR");
        }
    }

    @Test
    void oneOfferIsOpenAtATimeUntilItIsDeletedOrExpires() throws IOException {
        String open = offer("OK-1", both("OK-1")).path("id").asText();
        assertThat(osdm.offer("OK-1", one("OK-1", 1), null).status()).isEqualTo(409);

        assertThat(osdm.send("DELETE", osdm.offerPath("OK-1", open), null).status())
                .isEqualTo(204);
        assertThat(osdm.commit("OK-1", open).status()).isEqualTo(404);

        String expiring = offer("OK-1", both("OK-1")).path("id").asText();
        clock.advance(Timing.standard().offerLife());
        osdm.renewToken();
        assertThat(osdm.commit("OK-1", expiring).status()).isEqualTo(404);
        assertThat(offer("OK-1", both("OK-1")).path("status").asText()).isEqualTo("PROPOSED");
    }

    @Test
    void aConfirmedOfferCanNeitherBeDeletedNorConfirmedAgainWithAnotherKey() throws IOException {
        String offer = offer("OK-1", both("OK-1")).path("id").asText();
        osdm.commit("OK-1", offer, "first");

        assertThat(osdm.send("DELETE", osdm.offerPath("OK-1", offer), null).status())
                .isEqualTo(409);
        assertThat(osdm.commit("OK-1", offer, "second").status()).isEqualTo(409);
        EffectLog.Entry entry = simulators.of(Supplier.ALPINE_RAIL).effects().of("OK-1");
        assertThat(List.of(entry.commitRequests(), entry.distinctKeys())).containsOnly(2);
        assertThat(entry.effects()).isEqualTo(1);
    }

    @Test
    void theSameKeyAndRequestGetsTheIdenticalAnswerWithoutASecondEffect() throws IOException {
        String offer = offer("OK-1", both("OK-1")).path("id").asText();
        Answer first = osdm.commit("OK-1", offer, "the-key");
        clock.advance(Duration.ofMinutes(1));
        Answer second = osdm.commit("OK-1", offer, "the-key");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(simulators.of(Supplier.ALPINE_RAIL).effects().of("OK-1").effects())
                .isEqualTo(1);
    }

    @Test
    void aLostReplyIsReplayedForTheSameKey() throws IOException {
        String offer = osdm.prepare("LOSTAFTER-1").orElseThrow();
        assertThat(catchThrowable(() -> osdm.commit("LOSTAFTER-1", offer))).isInstanceOf(IOException.class);

        Answer repeated = osdm.commit("LOSTAFTER-1", offer);

        assertThat(repeated.json().path("refundOffer").path("status").asText()).isEqualTo("CONFIRMED");
        EffectLog.Entry entry = simulators.of(Supplier.ALPINE_RAIL).effects().of("LOSTAFTER-1");
        assertThat(entry.commitRequests()).isEqualTo(2);
        assertThat(List.of(entry.effects(), entry.distinctKeys())).containsOnly(1);
    }

    @Test
    void theSameKeyOnAnotherRequestIsRefused() throws IOException {
        osdm.offer("OK-1", one("OK-1", 1), "the-key");

        Answer other = osdm.offer("OK-1", one("OK-1", 2), "the-key");
        Answer same = osdm.offer("OK-1", one("OK-1", 1), "the-key");

        assertThat(other.status()).isEqualTo(422);
        assertThat(same.status()).isEqualTo(200);
    }

    @Test
    void aWaiverIsAppliedOrIgnoredWithAProblem() throws IOException {
        String template = "{\"fulfillmentIds\": [\"%s-T1\"], \"overruleCode\": \"%s\"}";
        JsonNode waived =
                osdm.offer("OK-1", template.formatted("OK-1", "STRIKE"), null).json();
        JsonNode ignored =
                osdm.offer("OK-2", template.formatted("OK-2", "BAD_MOOD"), null).json();

        JsonNode free = waived.path("refundOffers").path(0);
        assertThat(free.path("appliedOverruleCode").asText()).isEqualTo("STRIKE");
        assertThat(amount(free, "refundFee")).isZero();
        assertThat(waived.has("problems")).isFalse();
        JsonNode dear = ignored.path("refundOffers").path(0);
        assertThat(dear.has("appliedOverruleCode")).isFalse();
        assertThat(amount(dear, "refundFee")).isPositive();
        assertThat(ignored.path("problems").path(0).path("code").asText()).endsWith("OVERRULE_CODE_NOT_SUPPORTED");
    }

    @Test
    void theFirstOfferOfWorseningTermsVanishesAndTheNextCostsMore() throws IOException {
        JsonNode first = offer("TERMS-1", both("TERMS-1"));
        Answer gone = osdm.commit("TERMS-1", first.path("id").asText());
        JsonNode second = offer("TERMS-1", both("TERMS-1"));

        assertThat(gone.status()).isEqualTo(404);
        assertThat(amount(second, "refundFee")).isGreaterThan(amount(first, "refundFee"));
        assertThat(osdm.commit("TERMS-1", second.path("id").asText()).status()).isEqualTo(200);
    }

    @Test
    void aPendingRefundIsConfirmedBeforeTheTicketsAreRefunded() throws IOException {
        JsonNode confirmed = osdm.cancel("PENDING-1").json().path("refundOffer");

        assertThat(confirmed.path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(confirmed.path("fulfillments").findValuesAsText("status")).containsOnly("FULFILLED");
        assertThat(code(osdm.offer("PENDING-1", both("PENDING-1"), null))).endsWith("ALREADY_CANCELLED");
    }

    @Test
    void theConfirmationCheckTellsWhetherAnOfferCanBeConfirmed() throws IOException {
        String offer = offer("OK-1", both("OK-1")).path("id").asText();
        String path = osdm.offerPath("OK-1", offer) + "/confirmation-check";

        assertThat(osdm.send("GET", path, null).status()).isEqualTo(204);
        osdm.commit("OK-1", offer);
        assertThat(code(osdm.send("GET", path, null))).endsWith("CONFIRMATION_CHECK_FAILED");
        assertThat(osdm.send("GET", osdm.offerPath("OK-1", "RO-none") + "/confirmation-check", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBookingIsFoundByItsReferencesAndItsTickets() throws IOException {
        for (String query : List.of("bookingCode\": \"OK-1", "externalRef\": \"OK-1", "fulfillmentId\": \"OK-1-T2")) {
            JsonNode found =
                    osdm.send("POST", "/bookings-search", "{\"" + query + "\"}").json();
            assertThat(found.path("bookingSearchResults").findValuesAsText("bookingCode"))
                    .as(query)
                    .containsExactly("OK-1");
        }
        assertThat(osdm.send("POST", "/bookings-search", "{\"externalRef\": \"UNKNOWN-1\"}")
                        .json()
                        .path("bookingSearchResults"))
                .isEmpty();
    }

    private JsonNode offer(String reference, String body) throws IOException {
        Answer answer = osdm.offer(reference, body, null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("refundOffers").path(0);
    }

    private static String both(String reference) {
        return "{\"fulfillmentIds\": [\"%1$s-T1\", \"%1$s-T2\"]}".formatted(reference);
    }

    private static String one(String reference, int ticket) {
        return "{\"fulfillmentIds\": [\"%s-T%d\"]}".formatted(reference, ticket);
    }

    private static int amount(JsonNode parent, String price) {
        return parent.path(price).path("amount").asInt();
    }

    private static String code(Answer answer) {
        return answer.json().path("code").asText();
    }
}
