package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.ASK;
import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.bookingWith;
import static dev.breakwater.rail.Samples.offer;
import static dev.breakwater.rail.Samples.offers;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.quote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteResult.Quoted;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the penalty of a quote rises. It is 10.00 now, at nine in the morning. */
class QuotingDeadlinesTest {
    private static final String NOON = "2031-03-04T12:00:00Z";
    private static final String EVENING = "2031-03-04T20:00:00Z";
    private static final String CHEAP = refund(null, NOON, 1000);
    private static final String DEAR = refund(NOON, EVENING, 5000);

    @Test
    void risesWithTheFeesAndEndsWithTheWholePrice() {
        assertThat(deadlines(part("A-1", CHEAP, DEAR))).containsExactly(rise(NOON, "50.00"), rise(EVENING, "134.80"));
    }

    @Test
    void timesCloserThanAMicrosecondAreOne() {
        String first = "2031-03-04T12:00:00.0000001Z";
        String second = "2031-03-04T12:00:00.0000002Z";

        assertThat(deadlines(part(
                        "A-1", refund(null, first, 1000), refund(first, second, 2000), refund(second, null, 3000))))
                .containsExactly(rise(NOON, "30.00"));
    }

    @Test
    void sumsUpTheParts() {
        assertThat(deadlines(part("A-1", CHEAP, DEAR), part("A-2", refund(null, null, 700))))
                .containsExactly(rise(NOON, "57.00"), rise(EVENING, "141.80"));
    }

    @Test
    void whatIsPastOrGetsCheaperIsNoDeadline() {
        assertThat(deadlines(part("A-1", refund("2031-03-04T08:00:00Z", NOON, 5000), refund(NOON, null, 500))))
                .isEmpty();
    }

    @Test
    void conditionsOfAnExchangeAreNoneOfARefund() {
        assertThat(deadlines(part("A-1", CHEAP, DEAR.replace("REFUND", "EXCHANGE"))))
                .containsExactly(rise(NOON, "134.80"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"condition\": \"REFUND\", \"validUntil\": \"2031-03-04T12:00:00Z\"}",
                "{\"condition\": \"REFUND\", \"validFrom\": \"noon\","
                        + " \"afterSaleFee\": {\"currency\": \"CHF\", \"amount\": 9000}}",
                "{\"condition\": \"REFUND\", \"validFrom\": \"2031-03-04T12:00:00Z\","
                        + " \"afterSaleFee\": {\"currency\": \"EUR\", \"amount\": 9000}}"
            })
    void whatCannotBeReadIsNotGuessed(String condition) {
        assertThat(deadlines(part("A-1", CHEAP, condition))).isEmpty();
    }

    @Test
    void aPartThatTellsNothingLeavesTheSumUnknown() {
        assertThat(deadlines(part("A-1", CHEAP, DEAR), part("A-2"))).isEmpty();
    }

    @Test
    void theEndOfAnOfferIsNoDeadline() {
        assertThat(deadlines(part("A-1"))).isEmpty();
    }

    private static Deadline rise(String at, String penalty) {
        return new Deadline(Instant.parse(at), Money.of(penalty, "CHF"));
    }

    private static List<Deadline> deadlines(String... parts) {
        String names = parts.length == 1 ? "{\"id\": \"A-1\"}" : "{\"id\": \"A-1\"}, {\"id\": \"A-2\"}";
        String booking = bookingWith("\"fulfillments\": [{\"id\": \"FF-1\", \"status\": \"FULFILLED\","
                + " \"bookingParts\": [" + names + "]}], \"bookedOffers\": [{\"offerId\": \"O-1\", \"admissions\": ["
                + String.join(",", parts) + "]}]");
        ScriptedSupplier supplier = new ScriptedSupplier()
                .on(READ, 200, booking)
                .on(ASK, 200, offers(offer("RO-55", "PROPOSED", "FULFILLED")));
        Quoted quoted = (Quoted) supplier.converse(protocol().quote(quote()));
        return quoted.units().get(0).terms().deadlines();
    }

    private static String part(String id, String... conditions) {
        return """
                {"id": "%s", "status": "FULFILLED", "price": {"currency": "CHF", "amount": 13480},
                 "afterSaleConditions": [%s]}""".formatted(id, String.join(",", conditions));
    }

    private static String refund(String from, String until, int fee) {
        return """
                {"condition": "REFUND", "validFrom": %s, "validUntil": %s,
                 "afterSaleFee": {"currency": "CHF", "amount": %d}}""".formatted(quoted(from), quoted(until), fee);
    }

    private static String quoted(String time) {
        return time == null ? null : '"' + time + '"';
    }
}
