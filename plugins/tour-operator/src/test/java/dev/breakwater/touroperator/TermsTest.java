package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.booking;
import static dev.breakwater.touroperator.Samples.cancelRs;
import static dev.breakwater.touroperator.Samples.invoice;
import static dev.breakwater.touroperator.Samples.ota;
import static dev.breakwater.touroperator.Samples.quoteOrder;
import static dev.breakwater.touroperator.Samples.rule;
import static dev.breakwater.touroperator.Samples.rules;
import static dev.breakwater.touroperator.ScriptedSupplier.READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.Terms;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money of quotes. Now is 2031-03-04 10:00 in the supplier's own zone; 1,650 euros cost the booking and were paid. */
class TermsTest {
    private static Terms terms(String... rules) {
        return termsOf(invoice("1650.00", "1650.00"), rules(rules));
    }

    private static Terms termsOf(String invoice, String content, String... settings) {
        ScriptedSupplier supplier = new ScriptedSupplier()
                .on(READ, booking("Status=\"39\"", "", invoice))
                .on("Initiate", cancelRs("OnHold", content));
        QuoteResult result = supplier.converse(ota(settings).quote(quoteOrder()));
        return ((QuoteResult.Quoted) result).units().get(0).terms();
    }

    private static Money euro(String amount) {
        return Money.of(amount, "EUR");
    }

    private static void assertTerms(Terms terms, String penalty, String refundable) {
        assertThat(terms.penalty()).contains(euro(penalty));
        assertThat(terms.refundable()).contains(euro(refundable));
    }

    @Test
    void chargeWithoutDateHoldsNow() {
        Terms terms = terms(rule("Amount=\"412.50\" CurrencyCode=\"EUR\" Type=\"Charge\""));

        assertTerms(terms, "412.50", "1237.50");
        assertThat(terms.confidence()).isEqualTo(Confidence.CONFIRMED);
        assertThat(terms.lines())
                .containsExactly(
                        new RefundLine("", RefundLine.Kind.REFUND, euro("1237.50")),
                        new RefundLine("", RefundLine.Kind.PENALTY, euro("412.50")));
    }

    @Test
    void ruleWithoutTypeIsAFee() {
        assertTerms(terms(rule("Amount=\"50\"")), "50.00", "1600.00");
    }

    @Test
    void refundRuleIsWhatComesBackAndNoFee() {
        assertTerms(terms(rule("Amount=\"1000.00\" Type=\"Refund\"")), "650.00", "1000.00");
        assertTerms(
                terms(rule("Amount=\"1000.00\" Type=\"refund\""), rule("Amount=\"400.00\" Type=\"Charge\"")),
                "650.00",
                "1000.00");
    }

    @Test
    void chargeAndForfeitureAddUp() {
        assertTerms(
                terms(rule("Amount=\"50.00\" Type=\"Charge\""), rule("Amount=\"200.00\" Type=\"Forfeiture\"")),
                "250.00",
                "1400.00");
    }

    @Test
    void ofRulesWithDatesTheLatestThatHasPassedCounts() {
        Terms terms = terms(
                rule("CancelByDate=\"2031-02-01\" Amount=\"100.00\" Type=\"Charge\""),
                rule("CancelByDate=\"2031-03-03\" Amount=\"300.00\" Type=\"Charge\""),
                rule("Amount=\"20.00\" Type=\"Charge\""),
                rule("CancelByDate=\"2031-03-20\" Percent=\"60\" Type=\"Charge\""));

        assertTerms(terms, "300.00", "1350.00");
        assertThat(terms.deadlines())
                .containsExactly(new Deadline(Instant.parse("2031-03-20T23:00:00Z"), euro("990.00")));
    }

    @Test
    void dayPassesAtItsEndByTheSuppliersCalendar() {
        assertTerms(terms(rule("CancelByDate=\"2031-03-04\" Amount=\"300.00\"")), "0.00", "1650.00");
        assertTerms(terms(rule("CancelByDate=\"2031-03-04T10:00:00\" Amount=\"300.00\"")), "300.00", "1350.00");
        assertTerms(terms(rule("CancelByDate=\"2031-03-04T10:00:01\" Amount=\"300.00\"")), "0.00", "1650.00");
        assertTerms(terms(rule("CancelByDate=\"2031-03-04T09:00:00Z\" Amount=\"300.00\"")), "300.00", "1350.00");
        assertTerms(terms(rule("CancelByDate=\"2031-03-04T09:00:00+00:01\" Amount=\"300.00\"")), "300.00", "1350.00");
        assertTerms(terms(rule("CancelByDate=\"2031-03-04T09:00:00-00:01\" Amount=\"300.00\"")), "0.00", "1650.00");
    }

    @Test
    void percentIsComputedFromThePriceRoundedUpAndMarked() {
        Terms terms = termsOf(invoice("999.99", "500.00"), rules(rule("Percent=\"33.3\"")));

        assertTerms(terms, "333.00", "167.00");
        assertThat(terms.confidence()).isEqualTo(Confidence.ESTIMATED);
    }

    @Test
    void feeAboveWhatWasPaidLeavesNothingToComeBack() {
        Terms terms = termsOf(invoice("1650.00", "300.00"), rules(rule("Amount=\"412.50\"")));

        assertTerms(terms, "412.50", "0.00");
    }

    @Test
    void withoutKnowingWhatWasPaidOnlyTheFeeIsKnown() {
        Terms terms = termsOf("<InvoiceDetail/>", rules(rule("Amount=\"412.50\" Type=\"Charge\"")));

        assertThat(terms.penalty()).contains(euro("412.50"));
        assertThat(terms.refundable()).isEmpty();
        assertThat(termsOf("<InvoiceDetail/>", rules(rule("Amount=\"9\" Type=\"Refund\""))))
                .isEqualTo(Terms.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Amount='8500' DecimalPlaces='2'   | minor | 85.00",
                "Amount='8500' DecimalPlaces='2'   | major | 8500.00",
                "Amount='85.00' DecimalPlaces='2'  | minor | 85.00",
                "Amount='85.5' DecimalPlaces='0'   | minor | 85.50",
                "Amount='85'                       | minor | 85.00",
                "Amount='85' DecimalPlaces='0'     | minor | 85.00",
                "Amount='85.500' CurrencyCode='EUR'| minor | 85.50",
                "Amount=' 85.50 '                  | minor | 85.50"
            })
    void amountsAreExact(String attributes, String integers, String expected) {
        Terms terms = termsOf(
                invoice("9000.00", "9000.00"), rules(rule(attributes.replace('\'', '"'))), "integerAmounts", integers);

        assertThat(terms.penalty()).contains(euro(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Amount='412,50'",
                "Amount='412.505'",
                "Amount='-1.00'",
                "Amount='1e3'",
                "Amount='NaN'",
                "Amount='99999999999999999999'",
                "Amount='1' DecimalPlaces='12'",
                "Amount='1' DecimalPlaces='x'",
                "Amount='1.00' CurrencyCode='XXX'",
                "Amount='1.00' CurrencyCode='gold'",
                "Amount='1.00' Type='Bribe'",
                "Amount='1.00' CancelByDate='soon'",
                "Percent='101'",
                "Percent='-5'",
                "Type='Charge'",
                "Amount='' Percent=''"
            })
    void whatCannotBeReadIsUnknownAndNeverZero(String attributes) {
        assertThat(terms(rule("Amount=\"5.00\""), rule(attributes.replace('\'', '"'))))
                .isEqualTo(Terms.UNKNOWN);
    }

    @Test
    void rulesInTwoCurrenciesAreUnknown() {
        assertThat(terms(rule("Amount=\"5.00\""), rule("Amount=\"5.00\" CurrencyCode=\"CHF\" Type=\"Forfeiture\"")))
                .isEqualTo(Terms.UNKNOWN);
        Terms other = terms(rule("Amount=\"5.00\" CurrencyCode=\"CHF\""));
        assertThat(other.penalty()).contains(Money.of("5.00", "CHF"));
        assertThat(other.refundable()).isEmpty();
    }

    @Test
    void quoteWithoutAmountsIsUnknown() {
        assertThat(termsOf(invoice("1.00", "1.00"), "")).isEqualTo(Terms.UNKNOWN);
        assertThat(termsOf(invoice("1.00", "1.00"), Samples.warning(354))).isEqualTo(Terms.UNKNOWN);
    }

    @Test
    void warningOfAFeeThatIsNotNamedMakesAFreeCancellationDoubtful() {
        String free = rules(rule("Amount=\"0.00\""));

        assertThat(termsOf(invoice("9.00", "9.00"), free).penalty()).contains(euro("0.00"));
        for (int code : new int[] {342, 354, 568}) {
            assertThat(termsOf(invoice("9.00", "9.00"), Samples.warning(code) + free))
                    .isEqualTo(Terms.UNKNOWN);
        }
    }
}
