package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.RESHOP;
import static dev.breakwater.airline.Samples.deletion;
import static dev.breakwater.airline.Samples.differential;
import static dev.breakwater.airline.Samples.due;
import static dev.breakwater.airline.Samples.offer;
import static dev.breakwater.airline.Samples.offers;
import static dev.breakwater.airline.Samples.penalty;
import static dev.breakwater.airline.Samples.protocol;
import static dev.breakwater.airline.Samples.quote;
import static dev.breakwater.airline.Samples.refund;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.QuoteResult.Refused;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an offer costs. */
class QuotingMoneyTest {
    private static QuoteResult result(String reply) {
        return new ScriptedSupplier().on(RESHOP, reply).converse(protocol().quote(quote()));
    }

    private static Terms terms(String reply) {
        return ((Quoted) result(reply)).units().get(0).terms();
    }

    private static Terms termsOf(String differential) {
        return terms(offers("", offer("Q1", deletion("I1", "S1", differential))));
    }

    private static Money euro(String amount) {
        return Money.of(amount, "EUR");
    }

    @ParameterizedTest
    @CsvSource({
        // NetInd, penalty, refund, lost
        "<NetInd>true</NetInd>, 120.00, 386.40, 120.00",
        "<NetInd>1</NetInd>, 120.00, 386.40, 120.00",
        "'', 120.00, 386.40, 120.00",
        "<NetInd>true</NetInd>, 120.00, 366.40, 140.00",
        "<NetInd>false</NetInd>, 120.00, 506.40, 120.00",
        "<NetInd>0</NetInd>, 120.00, 496.40, 130.00",
        "'', 120.00, 506.40, 120.00",
        "<NetInd>true</NetInd>, 0, 506.40, 0.00",
        "<NetInd>true</NetInd>, 600.00, 0.00, 600.00"
    })
    void whatIsLostFollowsFromRefundAndPenalties(String netted, String penalty, String back, String lost) {
        Terms terms = terms(offers(penalty(netted, penalty), offer("Q1", deletion("I1", "S1", refund(back)))));

        assertThat(terms.refundable()).contains(euro(back));
        assertThat(terms.penalty()).contains(euro(lost));
    }

    @Test
    void riskFreeOfferReferencesNoPenalty() {
        Terms terms = termsOf(differential("Refund", due("506.40"), ""));

        assertThat(terms.penalty()).contains(euro("0"));
        assertThat(terms.lines()).containsExactly(new RefundLine("I1", RefundLine.Kind.REFUND, euro("506.40")));
    }

    @Test
    void penaltyThatNoOfferRefersToDoesNotCount() {
        Terms terms = terms(offers(
                penalty("<NetInd>false</NetInd>", "120.00"),
                offer("Q1", deletion("I1", "S1", differential("Refund", due("506.40"), "")))));

        assertThat(terms.penalty()).contains(euro("0"));
    }

    @Test
    void penaltiesThatDoNotExplainTheRefundAreTold() {
        Quoted quoted =
                (Quoted) result(offers(penalty("", "120.00"), offer("Q1", deletion("I1", "S1", refund("300.00")))));
        Quoted netted = (Quoted) result(
                offers(penalty("<NetInd>1</NetInd>", "120.00"), offer("Q1", deletion("I1", "S1", refund("300.00")))));
        Quoted clear =
                (Quoted) result(offers(penalty("", "120.00"), offer("Q1", deletion("I1", "S1", refund("386.40")))));

        assertThat(quoted.word().text()).isEqualTo("the penalties do not explain the refund");
        assertThat(quoted.units().get(0).terms().penalty()).contains(euro("206.40"));
        assertThat(netted.word().text()).isEmpty();
        assertThat(clear.word().text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Refund, true, 506.40, REFUND",
        "REFUND, true, 506.40, REFUND",
        "' Void ', true, 506.40, REFUND",
        "Residual, true, 506.40, VOUCHER",
        "Reusable, true, 506.40, VOUCHER",
        "EvenExchange, true, 506.40, REFUND",
        "Void, false, 506.40, REFUND",
        "Residual, false, 0.00, VOUCHER",
        "Reusable, false, 0.00, VOUCHER",
        "EvenExchange, false, 0.00, REFUND"
    })
    void everyTypeOfDifferentialSaysInWhichFormValueComesBack(
            String type, boolean told, String back, RefundLine.Kind kind) {
        Terms terms = termsOf(differential(type, told ? due("506.40") : "", ""));

        assertThat(terms.refundable()).contains(euro(back));
        assertThat(terms.penalty()).contains(euro("506.40").minus(euro(back)));
        assertThat(terms.lines()).containsExactly(new RefundLine("I1", kind, euro(back)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AddCol", "AddColAndRefund", "AddColAndResidual"})
    void offerThatHasToBePaidForIsRefused(String type) {
        assertThat(result(offers("", offer("Q1", deletion("I1", "S1", differential(type, due("1.00"), ""))))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.NOT_CANCELLABLE));
    }

    @Test
    void whatWeOweIsTakenFromTheRefund() {
        String owing = due("386.40") + "<DueToAirlineAmount CurCode=\"EUR\">%s</DueToAirlineAmount>";

        assertThat(termsOf(differential("Refund", owing.formatted("86.40"), "")).refundable())
                .contains(euro("300.00"));
        assertThat(result(offers(
                        "", offer("Q1", deletion("I1", "S1", differential("Refund", owing.formatted("386.41"), ""))))))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bonus", "", "Refund2"})
    void typeThatNobodyKnowsIsNotUnderstood(String type) {
        assertThat(result(offers("", offer("Q1", deletion("I1", "S1", differential(type, due("386.40"), ""))))))
                .isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void fareDetailsAreAddedUpUnlessTheItemHasASum() {
        String details = "<FareDetail><Price>" + due("100.10") + "</Price></FareDetail><FareDetail><Price>"
                + due("200.20") + "</Price></FareDetail>";
        String differential = "<PriceDifferential><DifferentialTypeCode>Refund</DifferentialTypeCode><DiffPrice>"
                + details + "%s</DiffPrice><OldPrice><Price><TotalAmount CurCode=\"EUR\">506.40</TotalAmount></Price>"
                + "</OldPrice></PriceDifferential>";

        assertThat(termsOf(differential.formatted("")).refundable()).contains(euro("300.30"));
        assertThat(termsOf(differential.formatted("<Price>" + due("299.00") + "</Price>"))
                        .refundable())
                .contains(euro("299.00"));
    }

    @Test
    void itemsAreAddedUp() {
        Terms terms = terms(offers(
                penalty("<NetInd>true</NetInd>", "240.00"),
                offer("Q1", deletion("I1", "S1", refund("386.40")), deletion("I2", "S2", refund("386.40")))));

        assertThat(terms.refundable()).contains(euro("772.80"));
        assertThat(terms.penalty()).contains(euro("240.00"));
        assertThat(terms.lines()).hasSize(3);
    }

    @Test
    void whatOneItemOwesIsTakenFromWhatAnotherGivesBack() {
        String owing = differential("Refund", "<DueToAirlineAmount CurCode=\"EUR\">86.40</DueToAirlineAmount>", "");

        Terms terms =
                terms(offers("", offer("Q1", deletion("I1", "S1", refund("386.40")), deletion("I2", "S2", owing))));

        assertThat(terms.refundable()).contains(euro("300.00"));
        assertThat(terms.penalty()).contains(euro("712.80"));
        assertThat(terms.lines()).isEmpty();
    }

    @Test
    void sumIsUnknownIfOneAmountIs() {
        Terms terms = terms(offers(
                penalty("<NetInd>true</NetInd>", "240.00"),
                offer("Q1", deletion("I1", "S1", refund("386.40")), deletion("I2", "S2", refund("386.405")))));

        assertThat(terms.refundable()).isEmpty();
        assertThat(terms.penalty()).isEmpty();
    }

    @Test
    void refundAboveThePricePaidLosesNothing() {
        assertThat(termsOf(differential("Refund", due("600.00"), "")).penalty()).contains(euro("0"));
    }

    @Test
    void priceThatRisesByCancellingIsNoValue() {
        String rising = differential("Refund", due("386.40"), "").replace(">0.00<", ">600.00<");

        assertThat(termsOf(rising).penalty()).isEmpty();
        assertThat(termsOf(rising).refundable()).contains(euro("386.40"));
    }

    @Test
    void chargeThatIsReferredToTwiceIsNotGuessed() {
        Terms terms = terms(offers(
                penalty("<NetInd>false</NetInd>", "120.00"),
                offer("Q1", deletion("I1", "S1", refund("506.40")), deletion("I2", "S2", refund("506.40")))));

        assertThat(terms.penalty()).isEmpty();
        assertThat(terms.confidence()).isEqualTo(Confidence.UNKNOWN);
    }

    @Test
    void whatServicesKeptAreWorthIsNotLost() {
        String part = differential("Refund", due("200.00"), "").replace(">0.00<", ">256.40<");

        assertThat(termsOf(part).penalty()).contains(euro("50.00"));
    }

    @Test
    void withoutAPricePaidThePenaltiesTell() {
        String differential = refund("386.40").replaceAll("<OldPrice>.*</OldPrice>", "");
        String offer = offer("Q1", deletion("I1", "S1", differential));

        assertThat(terms(offers(penalty("<NetInd>true</NetInd>", "120.00"), offer))
                        .penalty())
                .contains(euro("120.00"));
        assertThat(terms(offers(penalty("<NetInd>false</NetInd>", "120.00"), offer))
                        .penalty())
                .contains(euro("120.00"));
        assertThat(terms(offers("", offer)).penalty()).isEmpty();
        assertThat(termsOf(differential.replaceAll("<PenaltyRefID>.*</PenaltyRefID>", ""))
                        .penalty())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "386.4    | 386.40",
                "386.40000| 386.40",
                "+386.40  | 386.40",
                "386      | 386.00",
                "386.     | 386.00",
                "' 386.40 '| 386.40",
                ".4       | 0.40",
                "0        | 0.00"
            })
    void decimalsAreReadAsTheSchemaAllowsThem(String text, String amount) {
        assertThat(termsOf(differential("Refund", due(text), "")).refundable()).contains(euro(amount));
    }

    @ParameterizedTest
    @ValueSource(strings = {"386.405", "-386.40", "386,40", "3.864E2", "", ".", "NaN", "99999999999999999999.00", "٣"})
    void amountThatCannotBeReadIsUnknownNotZero(String text) {
        Terms terms = termsOf(differential("Refund", due(text), ""));

        assertThat(terms.refundable()).isEmpty();
        assertThat(terms.penalty()).isEmpty();
        assertThat(terms.confidence()).isEqualTo(Confidence.UNKNOWN);
        assertThat(terms.lines()).isEmpty();
    }

    @Test
    void missingAmountIsUnknownNotZero() {
        assertThat(termsOf(differential("Refund", "", "")).refundable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"JPY, 38640, 38640", "KWD, 386.400, 386.4", "KWD, 386.4, 386.4"})
    void scaleIsTheCurrencys(String currency, String text, String amount) {
        String differential = differential("Refund", due(text), "").replace("EUR", currency);
        String paid = differential.replace(">506.40<", ">99999<").replace(">0.00<", ">0<");

        assertThat(termsOf(paid).refundable()).contains(Money.of(amount, currency));
    }

    @Test
    void moreFractionThanACurrencyHasIsNotRounded() {
        String yen =
                differential("Refund", due("386.5"), "").replace("EUR", "JPY").replace(">506.40<", ">506<");

        assertThat(termsOf(yen).refundable()).isEmpty();
        assertThat(termsOf(yen.replace("386.5", "386.0")).refundable()).contains(Money.of("386", "JPY"));
    }

    @Test
    void currencyIsInheritedFromThePricePaid() {
        String bare = differential("Refund", "<DueByAirlineAmount>386.40</DueByAirlineAmount>", "");
        String nowhere = bare.replace(" CurCode=\"EUR\"", "");
        String reply = offers("", offer("Q1", deletion("I1", "S1", nowhere)));

        assertThat(termsOf(bare).refundable()).contains(euro("386.40"));
        assertThat(terms(reply).refundable()).isEmpty();
        assertThat(terms(reply.replace(
                                "</OrderVersionNumber>",
                                "</OrderVersionNumber><TotalPrice><TotalAmount CurCode=\"EUR\">506.40</TotalAmount>"
                                        + "</TotalPrice>"))
                        .refundable())
                .contains(euro("386.40"));
    }

    @Test
    void currenciesAreNeverAddedUp() {
        Terms terms = terms(offers(
                "",
                offer(
                        "Q1",
                        deletion("I1", "S1", refund("386.40")),
                        deletion("I2", "S2", refund("386.40").replace("EUR", "USD")))));

        assertThat(terms.refundable()).isEmpty();
        assertThat(terms.penalty()).isEmpty();
    }
}
