package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.ASK;
import static dev.breakwater.rail.Samples.CONFIRM;
import static dev.breakwater.rail.Samples.OFFER;
import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.SEARCH;
import static dev.breakwater.rail.Samples.booking;
import static dev.breakwater.rail.Samples.cancel;
import static dev.breakwater.rail.Samples.confirmed;
import static dev.breakwater.rail.Samples.event;
import static dev.breakwater.rail.Samples.offer;
import static dev.breakwater.rail.Samples.offers;
import static dev.breakwater.rail.Samples.problem;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.quote;
import static dev.breakwater.rail.Samples.quoteAfter;
import static dev.breakwater.rail.Samples.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireRequest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All requests follow the official OpenAPI file, and so do the replies that the other tests are made of. */
class StandardTest {
    private OsdmSpecification standard;

    @BeforeEach
    void needTheStandard() {
        assumeTrue(
                OsdmSpecification.ifAtHand().isPresent(),
                "skipped: name the folder of the official files with -Dbreakwater.specs or BREAKWATER_SPECS");
        standard = OsdmSpecification.ifAtHand().orElseThrow();
    }

    @Test
    void everyKindOfRequestFollowsTheStandard() {
        ScriptedSupplier supplier = new ScriptedSupplier()
                .on(READ, 200, booking("FULFILLED"))
                .on("DELETE " + OFFER, 204)
                .on(ASK, 200, offers(offer("RO-56", "PROPOSED", "FULFILLED")))
                .on(READ, 200, booking("FULFILLED"))
                .on(ASK, 200, offers(offer("RO-57", "PROPOSED", "FULFILLED")))
                .on("GET " + OFFER + "/confirmation-check", 204)
                .on(CONFIRM, 409)
                .on(READ, 200, booking("FULFILLED"))
                .on("GET " + OFFER, 404)
                .on(READ, 404)
                .on(SEARCH, 404);

        supplier.converse(protocol("requestor", "harbour-trips-web").quote(quoteAfter(unit())));
        supplier.converse(protocol().quote(quote(new Waiver("STRIKE", false))));
        supplier.converse(protocol("confirmationCheck", "true").cancel(cancel(unit())));
        supplier.converse(protocol().quote(quote()));

        assertThat(supplier.asked()).hasSize(11).allSatisfy(standard::check);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT   | /bookings/BK-1/refund-offers/RO-1 | {\"status\": \"CONFIRMED\"}",
                "PATCH | /bookings/BK-1/refund-offer/RO-1  | {\"status\": \"CONFIRMED\"}",
                "PATCH | /bookings/BK-1/refund-offers/RO-1 | {\"status\": \"DONE\"}",
                "PATCH | /bookings/BK-1/refund-offers/RO-1 | {\"status\": \"CONFIRMED\", \"more\": 1}",
                "POST  | /bookings/BK-1/refund-offers      | {\"fulfillmentIds\": []}",
                "POST  | /bookings/BK-1/refund-offers?x=1  | {\"fulfillmentIds\": [\"A\"]}"
            })
    void whatDoesNotFollowTheStandardIsNoticed(String method, String path, String body) {
        WireRequest request = WireRequest.json(RequestKind.PREPARE, method, path, Map.of(), body);

        assertThatThrownBy(() -> standard.check(request)).isInstanceOf(AssertionError.class);
    }

    @Test
    void headerThatDoesNotFollowTheStandardIsNoticed() {
        WireRequest unknown = WireRequest.get("/bookings/BK-1?embed=ALL", Map.of("X-Mine", "1"));

        assertThatThrownBy(() -> standard.check(unknown)).isInstanceOf(AssertionError.class);
    }

    @Test
    void repliesOfTheTestsFollowTheStandard() {
        String path = "/bookings/{bookingId}/refund-offers";
        String one = offer("RO-55", "CONFIRMED", "REFUNDED FULFILLED", Samples.confirmedOn("2031-03-04T09:04:11Z"));

        assertThat(standard.violations("GET", "/bookings/{bookingId}", "200", booking("FULFILLED REFUNDED", one)))
                .isEmpty();
        assertThat(standard.violations("POST", path, "200", offers(one))).isEmpty();
        assertThat(standard.violations("PATCH", path + "/{refundOfferId}", "200", confirmed(one)))
                .isEmpty();
        assertThat(standard.violations("POST", path, "400", problem("INVALID_INPUT")))
                .isEmpty();
        assertThat(standard.violationsOfEvent(event())).isEmpty();
        assertThat(standard.violationsOfEvent(event().replace("r12\", \"timestamp", "r12\", \"time")))
                .hasSize(1);
    }
}
