package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.Json.array;
import static dev.breakwater.hotelchain.Json.penalty;
import static dev.breakwater.hotelchain.Json.room;
import static dev.breakwater.hotelchain.ScriptedSupplier.LOOK;
import static dev.breakwater.hotelchain.ScriptedSupplier.quote;
import static dev.breakwater.hotelchain.ScriptedSupplier.rapid;
import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
    private static final String EARLIER = "2031-03-01T00:00:00.000+01:00";
    private static final String LATER = "2031-04-01T18:00:00.000+02:00";
    private static final String END = "2031-04-05T23:59:59.000+02:00";

    @ParameterizedTest
    @ValueSource(strings = {"-310.50", "310.50", "310.5", "-310.5000"})
    void theRefundIsReadWhateverItsSign(String amount) {
        Terms terms = terms(rate -> rate.with("cancel_refund", money(amount, "EUR")));

        assertThat(terms.refundable()).contains(euro("310.50"));
        assertThat(terms.penalty()).contains(euro("103.50"));
        assertThat(terms.confidence()).isEqualTo(Confidence.CONFIRMED);
    }

    @Test
    void anAmountThatIsANumberIsReadExactly() {
        assertThat(terms(rate -> rate.with("cancel_refund", money(new BigDecimal("-310.10"), "EUR")))
                        .refundable())
                .contains(euro("310.10"));
    }

    @ParameterizedTest
    @CsvSource({
        "310.505, EUR",
        "1e2, EUR",
        "'1,00', EUR",
        "'', EUR",
        "10, XXX",
        "10, euro",
        "NaN, EUR",
        "-10.00, USD",
        "500, EUR"
    })
    void aRefundThatCannotBeReadOrTakenFromThePriceLeavesThePenaltyUnknown(String amount, String currency) {
        Terms terms = terms(rate -> rate.with("cancel_refund", money(amount, currency)));

        assertThat(terms.penalty()).isEmpty();
    }

    @Test
    void aRefundWithoutAPriceIsStillTold() {
        Terms terms = terms(rate -> rate.without("pricing"));

        assertThat(terms.penalty()).isEmpty();
        assertThat(terms.refundable()).contains(euro("310.50"));
    }

    @Test
    void yenHaveNoDecimals() {
        Terms terms = terms(rate ->
                rate.with("cancel_refund", money("-31000", "jpy")).with("pricing", Json.pricing("41400", "JPY")));

        assertThat(terms.penalty()).contains(Money.of("10400", "JPY"));
    }

    @Test
    void aRateWithoutRefundLosesAllWhateverElseItSays() {
        Terms terms = terms(rate -> rate.with("refundable", false));

        assertThat(terms.penalty()).contains(euro("414.00"));
        assertThat(terms.refundable()).contains(euro("0.00"));
    }

    @ParameterizedTest
    @CsvSource({"2031-03-04, 414.00", "2031-03-05, 103.50", "2031-03-03, 103.50"})
    void onADayWithoutRefundAllIsLost(String day, String penalty) {
        assertThat(terms(rate -> rate.with(
                                "nonrefundable_date_ranges",
                                array(new Json().with("start", day).with("end", day))))
                        .penalty())
                .contains(euro(penalty));
    }

    @Test
    void theDayIsThatOfThePropertyAsItsPenaltiesTellIt() {
        Terms terms = terms(rate -> rate.with(
                        "cancel_penalties",
                        array(penalty("2031-03-01T00:00:00.000+14:00", "2031-04-01T18:00:00.000+14:00")
                                .with("percent", "25%")))
                .with(
                        "nonrefundable_date_ranges",
                        array(new Json().with("start", "2031-03-05").with("end", "2031-03-05"))));

        assertThat(terms.penalty()).contains(euro("414.00"));
    }

    @Test
    void daysThatCannotBeReadLeaveTheTermsUnknown() {
        assertThat(terms(rate -> rate.with("nonrefundable_date_ranges", array(new Json().with("start", "March")))))
                .isEqualTo(Terms.UNKNOWN);
        assertThat(terms(rate -> rate.with(
                        "nonrefundable_date_ranges",
                        array(new Json().with("start", "2031-03-05").with("end", "2031-03-03")))))
                .isEqualTo(Terms.UNKNOWN);
    }

    @Test
    void whetherAnythingComesBackIsNotGuessed() {
        assertThat(terms(rate -> rate.with("refundable", "partly"))).isEqualTo(Terms.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "percent, 25%, 103.50",
        "percent, 33.333, 138.00",
        "percent, 100%, 414.00",
        "amount, 50.00, 50.00",
        "amount, 900.00, 414.00",
        "nights, 3, 414.00",
        "nights, 9, 414.00",
        "nights, 2, 294.00",
        "nights, 0, 0.00",
    })
    void withoutARefundTheWindowOfNowTells(String kind, String value, String penalty) {
        Terms terms = terms(rate -> rate.without("cancel_refund")
                .with("cancel_penalties", array(penalty(EARLIER, LATER).with(kind, value)))
                .inside("pricing", pricing -> pricing.with("nightly", nightly("120.00", "144.00", "150.00"))));

        assertThat(terms.penalty()).contains(euro(penalty));
        assertThat(terms.refundable()).contains(euro("414.00").minus(euro(penalty)));
        assertThat(terms.confidence()).isEqualTo(Confidence.ESTIMATED);
    }

    @Test
    void nightsWithoutPricesAreNotGuessed() {
        assertThat(terms(rate -> rate.without("cancel_refund")
                        .with("cancel_penalties", array(penalty(EARLIER, LATER).with("nights", "1")))))
                .isEqualTo(Terms.UNKNOWN);
    }

    @Test
    void beforeTheFirstWindowNothingIsLostAndAfterTheLastNobodyKnows() {
        assertThat(terms(rate -> rate.without("cancel_refund")
                                .with(
                                        "cancel_penalties",
                                        array(penalty(LATER, END).with("percent", "100%"))))
                        .penalty())
                .contains(euro("0.00"));
        assertThat(terms(rate -> rate.without("cancel_refund")
                        .with(
                                "cancel_penalties",
                                array(penalty(EARLIER, "2031-03-02T00:00:00.000+01:00")
                                        .with("percent", "10%")))))
                .isEqualTo(Terms.UNKNOWN);
        assertThat(terms(rate -> rate.without("cancel_refund").without("cancel_penalties")))
                .isEqualTo(Terms.UNKNOWN);
    }

    @Test
    void aWindowThatCannotBeReadLeavesAllUnknown() {
        for (Json broken : List.of(
                penalty(EARLIER, LATER),
                penalty(EARLIER, LATER).with("percent", "a quarter"),
                penalty("2031-03-01T00:00:00", LATER).with("percent", "25%"),
                penalty(LATER, EARLIER).with("percent", "25%"))) {
            assertThat(terms(rate -> rate.without("cancel_refund").with("cancel_penalties", array(broken))))
                    .isEqualTo(Terms.UNKNOWN);
        }
    }

    @Test
    void ofSeveralPenaltiesOfOneWindowTheDearestIsAssumed() {
        assertThat(terms(rate -> rate.without("cancel_refund")
                                .with(
                                        "cancel_penalties",
                                        array(penalty(EARLIER, LATER)
                                                .with("amount", "10.00")
                                                .with("percent", "50%"))))
                        .penalty())
                .contains(euro("207.00"));
        assertThat(terms(rate -> rate.without("cancel_refund")
                        .with(
                                "cancel_penalties",
                                array(penalty(EARLIER, LATER)
                                        .with("amount", "10.005")
                                        .with("percent", "1%")))))
                .isEqualTo(Terms.UNKNOWN);
    }

    @Test
    void aPenaltyInAnotherCurrencyIsNotTakenFromThePrice() {
        Terms terms = terms(rate -> rate.without("cancel_refund")
                .with(
                        "cancel_penalties",
                        array(penalty(EARLIER, LATER).with("amount", "40.00").with("currency", "USD"))));

        assertThat(terms.penalty()).contains(Money.of("40.00", "USD"));
        assertThat(terms.refundable()).isEmpty();
    }

    @Test
    void whatTheHotelHasTakenDoesNotComeBackThroughTheSupplier() {
        Terms terms = terms(rate -> rate.with("merchant_of_record", "property"));

        assertThat(terms.penalty()).contains(euro("103.50"));
        assertThat(terms.refundable()).isEmpty();
        assertThat(terms.confidence()).isEqualTo(Confidence.ESTIMATED);
    }

    @Test
    void thePenaltyRisesWhenTheNextWindowsAndDaysWithoutRefundBegin() {
        Terms terms = terms(rate -> rate.with(
                        "cancel_penalties",
                        array(
                                penalty(EARLIER, LATER).with("percent", "25%"),
                                penalty("2031-03-20T00:00:00.000+01:00", LATER).with("percent", "10%"),
                                penalty(LATER, END).with("percent", "50%")))
                .with(
                        "nonrefundable_date_ranges",
                        array(new Json().with("start", "2031-04-04").with("end", "2031-04-05"))));

        assertThat(terms.deadlines())
                .containsExactly(
                        new Deadline(Instant.parse("2031-04-01T16:00:00Z"), euro("207.00")),
                        new Deadline(Instant.parse("2031-04-03T23:00:00Z"), euro("414.00")));
    }

    private static Terms terms(UnaryOperator<Json> change) {
        QuoteResult result = new ScriptedSupplier()
                .on(LOOK, 200, Json.itinerary(room().inside("rate", change)))
                .lead(rapid().quote(quote()));
        return ((QuoteResult.Quoted) result).units().get(0).terms();
    }

    private static JsonArray nightly(String... prices) {
        return new JsonArray(Stream.of(prices)
                .map(price -> array(new Json()
                        .with("type", "base_rate")
                        .with("value", price)
                        .with("currency", "EUR")))
                .toList());
    }

    private static Json money(Object amount, String currency) {
        return new Json().with("amount", amount).with("currency", currency);
    }

    private static Money euro(String amount) {
        return Money.of(amount, "EUR");
    }
}
