package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.KEY;
import static dev.breakwater.airline.Samples.RESHOP;
import static dev.breakwater.airline.Samples.RETRIEVE;
import static dev.breakwater.airline.Samples.deletion;
import static dev.breakwater.airline.Samples.differential;
import static dev.breakwater.airline.Samples.due;
import static dev.breakwater.airline.Samples.offer;
import static dev.breakwater.airline.Samples.offers;
import static dev.breakwater.airline.Samples.protocol;
import static dev.breakwater.airline.Samples.quote;
import static dev.breakwater.airline.Samples.refund;
import static dev.breakwater.airline.Samples.scope;
import static dev.breakwater.airline.Samples.twoItems;
import static dev.breakwater.airline.Samples.usualOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.QuoteResult.Refused;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Waiver;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waivers, which travel in the quote only. */
class QuotingWaiversTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private QuoteResult quoted(QuoteOrder order) {
        return supplier.converse(protocol().quote(order));
    }

    private static void assertRefused(QuoteResult result, RefusalCode code) {
        assertThat(result)
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(code);
    }

    @Test
    void waiverTravelsInTheQuote() {
        supplier.on(RESHOP, usualOffer());

        supplier.converse(protocol("waiverType", "Ticket").quote(quote(new Waiver(" STORM31 ", false))));

        assertThat(supplier.lastBody())
                .contains("<m:Request><FareWaiver><FareRuleWaiverCode>STORM31</FareRuleWaiverCode>"
                        + "<FareWaiverTypeCode>Ticket</FareWaiverTypeCode></FareWaiver><OrderRefID>");
    }

    @Test
    void waiverTravelsInTheQuoteOfAPartToo() {
        supplier.on(RETRIEVE, twoItems())
                .on(RESHOP, offers("", offer("Q1", deletion("ZZ501KRTWA7-1", "S1 -S2", refund("386.40")))));

        quoted(quote(Samples.BOOKING, scope("S1"), Optional.of(new Waiver("STORM31", false))));

        assertThat(supplier.lastBody())
                .contains("<CorrelationID>" + KEY + "</CorrelationID>")
                .contains("<FareRuleWaiverCode>STORM31</FareRuleWaiverCode>");
    }

    @ParameterizedTest
    @CsvSource({
        "Refund, 506.40, '', true",
        "Void, 506.40, '', true",
        "Refund, 506.40, 0.00, true",
        "Refund, 386.40, 120.00, false",
        "Refund, 386.40, '', false",
        "Refund, 506.40, 120.00, false",
        "Residual, 506.40, '', false"
    })
    void waiverIsAppliedOnlyIfEverythingComesBackInCash(String type, String amount, String penalty, boolean applied) {
        String reference = penalty.isEmpty()
                ? ""
                : "<FareWaiver><FareRuleWaiverCode>STORM31</FareRuleWaiverCode></FareWaiver>"
                        + "<PenaltyRefID>PN-1</PenaltyRefID>";
        String reply = offers(
                penalty.isEmpty() ? "" : Samples.penalty("", penalty),
                offer("Q1", deletion("I1", "S1", differential(type, due(amount), reference))));
        supplier.on(RESHOP, reply).on(RESHOP, reply);

        Quoted optional = (Quoted) quoted(quote(new Waiver("STORM31", false)));
        QuoteResult required = quoted(quote(new Waiver("STORM31", true)));

        assertThat(optional.waiverApplied()).isEqualTo(applied);
        if (applied) {
            assertThat(required).isInstanceOf(Quoted.class);
        } else {
            assertRefused(required, RefusalCode.WAIVER_REFUSED);
        }
    }

    @Test
    void offerThatIsFreeAnywayHasNoWaiverApplied() {
        supplier.on(RESHOP, offers("", offer("Q1", deletion("I1", "S1", differential("Refund", due("506.40"), "")))));

        assertThat(((Quoted) quoted(quote())).waiverApplied()).isFalse();
    }

    @Test
    void waiverIsNotAppliedIfNobodyKnowsWhatWasPaid() {
        String unknown = "<PriceDifferential><DifferentialTypeCode>Refund</DifferentialTypeCode><DiffPrice><Price>"
                + due("506.40") + "</Price></DiffPrice></PriceDifferential>";
        supplier.on(RESHOP, offers("", offer("Q1", deletion("I1", "S1", unknown))))
                .on(RESHOP, offers("", offer("Q1", deletion("I1", "S1", unknown.replace("506.40", "?")))));

        assertRefused(quoted(quote(new Waiver("STORM31", true))), RefusalCode.WAIVER_REFUSED);
        assertRefused(quoted(quote(new Waiver("STORM31", true))), RefusalCode.WAIVER_REFUSED);
    }
}
