package dev.breakwater.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.sandbox.simulator.Client.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the end of a rail booking's reference chooses. */
class OsdmTraitsTest {

    private final SettableClock clock = new SettableClock();
    private Simulators simulators;
    private OsdmClient osdm;

    @BeforeEach
    void start() {
        simulators = Simulators.start(
                SimulatorSettings.onFreePorts(Supplier.ALPINE_RAIL).withClock(clock));
        osdm = new OsdmClient(simulators);
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    @Test
    void aGroupsTicketIsDividedIfOneTravellerIsRefunded() throws IOException {
        int price = confirmedPrice("OK-GROUP");
        JsonNode offer = offers("OK-GROUP", share("OK-GROUP", "PX-1")).path(0);
        JsonNode confirmed =
                osdm.commit("OK-GROUP", offer.path("id").asText()).json().path("refundOffer");

        assertThat(amount(offer, "refundFee") + amount(offer, "refundableAmount"))
                .isEqualTo(price / 2);
        assertThat(offer.path("refundOfferBreakdown").findValuesAsText("id")).containsExactly("BP-1");
        assertThat(confirmed.path("issuedFulfillments").path(0).path("id").asText())
                .isEqualTo("OK-GROUP-T2");
        JsonNode booking = booking("OK-GROUP");
        assertThat(booking.path("fulfillments").findValuesAsText("status")).containsExactly("REFUNDED", "FULFILLED");
        assertThat(booking.path("bookedOffers").findValuesAsText("status")).containsExactly("REFUNDED", "FULFILLED");
        assertThat(confirmedPrice("OK-GROUP")).isEqualTo(price / 2);
    }

    @Test
    void theRestOfAGroupIsRefundedByTheNewTicket() throws IOException {
        confirm("OK-GROUP", share("OK-GROUP", "PX-1"));
        confirm("OK-GROUP", "{\"fulfillmentIds\": [\"OK-GROUP-T2\"]}");

        assertThat(osdm.isCancelled("OK-GROUP")).isTrue();
        assertThat(confirmedPrice("OK-GROUP")).isZero();
        assertThat(simulators.of(Supplier.ALPINE_RAIL).effects().of("OK-GROUP").effects())
                .isEqualTo(2);
    }

    @Test
    void onlyTravellersOfAGroupCanBeNamed() throws IOException {
        assertThat(osdm.offer("OK-GROUP", share("OK-GROUP", "PX-3"), null).status())
                .isEqualTo(400);
        assertThat(osdm.offer("OK-1", share("OK-1", "PX-1"), null).status()).isEqualTo(400);
    }

    @Test
    void releasedTicketsAreRefundedAfterwards() throws IOException {
        assertThat(statuses("PENDING-RELEASED")).containsOnly("RELEASED");
        assertThat(osdm.cancel("PENDING-RELEASED")
                        .json()
                        .path("refundOffer")
                        .path("fulfillments")
                        .findValuesAsText("status"))
                .containsOnly("RELEASED");

        clock.advance(Timing.standard().pending());
        assertThat(statuses("PENDING-RELEASED")).containsOnly("REFUNDED");
    }

    @Test
    void aVoucherIsOfferedBesideMoneyUntilOneIsConfirmed() throws IOException {
        JsonNode offers = offers("OK-VOUCHER", ticket("OK-VOUCHER"));

        assertThat(offers.findValuesAsText("paymentMethod")).containsExactly("ORIGINAL_ACCOUNT", "VOUCHER");
        assertThat(amount(offers.path(1), "refundableAmount"))
                .isGreaterThan(amount(offers.path(0), "refundableAmount"));
        osdm.commit("OK-VOUCHER", offers.path(0).path("id").asText());
        assertThat(booking("OK-VOUCHER").path("refundOffers").findValuesAsText("paymentMethod"))
                .containsExactly("ORIGINAL_ACCOUNT");
        assertThat(osdm.commit("OK-VOUCHER", offers.path(1).path("id").asText()).status())
                .isEqualTo(404);
    }

    @Test
    void anOverruleCodeIsIgnoredWithoutAWord() throws IOException {
        JsonNode answer = osdm.offer(
                        "OK-SILENT", ticket("OK-SILENT").replace("}", ", \"overruleCode\": \"STRIKE\"}"), null)
                .json();

        assertThat(answer.has("problems")).isFalse();
        assertThat(answer.path("refundOffers").path(0).has("appliedOverruleCode"))
                .isFalse();
        assertThat(amount(answer.path("refundOffers").path(0), "refundFee")).isPositive();
    }

    private void confirm(String reference, String body) throws IOException {
        osdm.commit(reference, offers(reference, body).path(0).path("id").asText());
    }

    private JsonNode offers(String reference, String body) throws IOException {
        Answer answer = osdm.offer(reference, body, null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("refundOffers");
    }

    private JsonNode booking(String reference) throws IOException {
        return osdm.look(reference).json().path("booking");
    }

    private Iterable<String> statuses(String reference) throws IOException {
        return booking(reference).path("fulfillments").findValuesAsText("status");
    }

    private int confirmedPrice(String reference) throws IOException {
        return amount(booking(reference), "confirmedPrice");
    }

    private static String ticket(String reference) {
        return "{\"fulfillmentIds\": [\"" + reference + "-T1\"]}";
    }

    private static String share(String reference, String passenger) {
        return "{\"fulfillmentIds\": [\"%1$s-T1\"], \"refundSpecifications\": [{\"fulfillmentId\": \"%1$s-T1\", \"passengerIds\": [\"%2$s\"]}]}"
                .formatted(reference, passenger);
    }

    private static int amount(JsonNode parent, String price) {
        return parent.path(price).path("amount").asInt();
    }
}
