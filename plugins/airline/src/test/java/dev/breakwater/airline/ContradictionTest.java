package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.CHANGE;
import static dev.breakwater.airline.Samples.RESHOP;
import static dev.breakwater.airline.Samples.RETRIEVE;
import static dev.breakwater.airline.Samples.active;
import static dev.breakwater.airline.Samples.cancel;
import static dev.breakwater.airline.Samples.cancelled;
import static dev.breakwater.airline.Samples.deletion;
import static dev.breakwater.airline.Samples.differential;
import static dev.breakwater.airline.Samples.due;
import static dev.breakwater.airline.Samples.error;
import static dev.breakwater.airline.Samples.item;
import static dev.breakwater.airline.Samples.lookup;
import static dev.breakwater.airline.Samples.offer;
import static dev.breakwater.airline.Samples.offers;
import static dev.breakwater.airline.Samples.order;
import static dev.breakwater.airline.Samples.protocol;
import static dev.breakwater.airline.Samples.quote;
import static dev.breakwater.airline.Samples.refund;
import static dev.breakwater.airline.Samples.unit;
import static dev.breakwater.airline.Samples.viewReply;
import static dev.breakwater.airline.Samples.warning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that say two things, or less than everything. */
class ContradictionTest {
    private static final String GONE = viewReply(error("913", "Invalid OfferID", "Unavailable"));

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private CancelResult committed(String reply) {
        return committed(unit(), reply);
    }

    private CancelResult committed(Unit unit, String reply) {
        supplier.on(CHANGE, reply);
        return supplier.converse(protocol().cancel(cancel(unit)));
    }

    private LookupResult found(Unit unit, String reply) {
        supplier.on(RETRIEVE, reply);
        LookupOrder usual = lookup(true);
        return supplier.converse(
                protocol().lookup(new LookupOrder(usual.booking(), unit, usual.committed(), usual.now())));
    }

    private static Unit offerFor(String items) {
        Map<String, String> carried = new HashMap<>(unit().carried());
        carried.put("orderItems", items);
        return new Unit(Unit.WHOLE, List.of(), carried);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 409, 302, 500})
    void responseUnderAStatusThatDeniesItLeavesItInDoubt(int status) {
        supplier.on(CHANGE, status, cancelled()).on(RETRIEVE, status, active());

        assertThat(supplier.converse(protocol().cancel(cancel()))).isInstanceOf(CancelResult.Unknown.class);
        assertThat(supplier.converse(protocol().lookup(lookup(true)))).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void responseBesideAnErrorLeavesItInDoubt() {
        String both = viewReply(error("368", "Not authorised", "NotProcessed"), order("CLOSED"));
        supplier.on(CHANGE, 403, both);

        assertThat(supplier.converse(protocol().cancel(cancel()))).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void whatIsToldTwiceIsNotUnderstood() {
        String live = "<StatusCode>CONFIRMED</StatusCode>";
        String gone = "<StatusCode>CANCELLED</StatusCode>";
        String orders =
                cancelled().replace("</Order>", "</Order>" + active().replaceAll(".*(<Order>.*</Order>).*", "$1"));
        String responses = viewReply(
                order("CLOSED", item("1", "CLOSED", "S1:CANCELLED")),
                order("OPENED", item("1", "ACTIVE", "S1:CONFIRMED")));

        for (String reply : List.of(cancelled().replace(gone, gone + live), orders, responses)) {
            assertThat(committed(reply)).isInstanceOf(CancelResult.Unknown.class);
            assertThat(found(unit(), reply)).isInstanceOf(LookupResult.Unknown.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"912, Syntax", "368, Not authorised", "129, No order id"})
    void ofSeveralErrorsTheSequenceDoesNotMatter(String code, String text) {
        String refusal = error(code, text, "NotProcessed");
        String stale = error("4711", "Something new", "Unavailable");
        assertThat(committed(viewReply(stale, refusal))).isInstanceOf(CancelResult.Unknown.class);
        assertThat(committed(viewReply(refusal, stale))).isInstanceOf(CancelResult.Unknown.class);

        supplier.on(RETRIEVE, cancelled());
        assertThat(committed(viewReply(refusal, error("913", "Invalid OfferID", ""))))
                .isInstanceOf(CancelResult.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"NotProcessed, Processed", "Odd, Processed", "NotProcessed, Unknown"})
    void errorWhoseWordsDifferLeavesItInDoubt(String type, String status) {
        String error =
                error("912", "Syntax", type).replace("<TypeCode>", "<StatusText>" + status + "</StatusText><TypeCode>");

        assertThat(committed(viewReply(error))).isInstanceOf(CancelResult.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Order cannot be cancelled", "Not cancelled: payment under way", "Will be cancelled at 18:00"})
    void errorThatOnlySpeaksOfCancellingDoesNotSayCancelled(String text) {
        String error = viewReply(error("303", text, ""));

        assertThat(found(unit(), error)).isInstanceOf(LookupResult.Unknown.class);
        assertThat(committed(error)).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void itemThatTheOfferCancelsAndTheOrderDoesNotShowLeavesItInDoubt() {
        Unit both = offerFor("ZZ501KRTWA7-1\nZZ501KRTWA7-2");

        assertThat(committed(both, cancelled())).isInstanceOf(CancelResult.Unknown.class);
        assertThat(found(both, cancelled())).isInstanceOf(LookupResult.Unknown.class);
        assertThat(found(both, active())).isInstanceOf(LookupResult.Unknown.class);
        supplier.on(RETRIEVE, active());
        assertThat(committed(both, GONE)).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void whatWasCancelledBeforeTheOfferIsNoEffectOfIt() {
        Unit second = offerFor("ZZ501KRTWA7-2");
        String unchanged =
                viewReply(order("OPENED", item("1", "CLOSED", "S1:CANCELLED"), item("2", "ACTIVE", "S2:CONFIRMED")));

        assertThat(committed(second, unchanged)).isInstanceOf(CancelResult.Unknown.class);
        assertThat(found(second, unchanged)).isInstanceOf(LookupResult.Active.class);
        assertThat(found(second, unchanged.replace("ACTIVE", "CLOSED"))).isInstanceOf(LookupResult.Gone.class);
        supplier.on(RETRIEVE, unchanged);
        assertThat(committed(second, GONE)).isInstanceOf(CancelResult.QuoteExpired.class);
    }

    @Test
    void offerThatAlsoSellsSomethingIsNoOfferToCancel() {
        String exchange = offer("Q1", deletion("ZZ501KRTWA7-1", "S1", refund("400.00")))
                .replace("<Offer>", "<Offer><AddOfferItem><OfferItemID>N1</OfferItemID></AddOfferItem>");
        supplier.on(RESHOP, offers(Samples.PENALTY_OF_120, exchange));

        assertThat(supplier.converse(protocol().quote(quote()))).isInstanceOf(QuoteResult.Refused.class);
    }

    @Test
    void refundOfAnUnpaidOrderThatHasToBeClaimedIsNotForgotten() {
        Unit unpaid =
                new Unit("whole", List.of(), Map.of("orderId", "ZZ501KRTWA7", "ownerCode", "ZZ", "unpaid", "true"));
        String claim = cancelled().replace("</m:Response>", warning("785", "Claim it") + "</m:Response>");

        assertThat(committed(unpaid, claim))
                .asInstanceOf(type(CancelResult.Cancelled.class))
                .extracting(done -> done.refund().status())
                .isEqualTo(Refund.Status.MANUAL);
    }

    @Test
    void orderOfAnotherAirlineIsNotOurs() {
        String foreign = "<OwnerCode>YY</OwnerCode><StatusCode>";
        String done = cancelled().replace("<OwnerCode>ZZ</OwnerCode><StatusCode>", foreign);
        String live = active().replace("<OwnerCode>ZZ</OwnerCode><StatusCode>", foreign);
        supplier.on(RESHOP, Samples.usualOffer().replace("</OrderID>", "</OrderID><OwnerCode>YY</OwnerCode>"));

        assertThat(committed(done)).isInstanceOf(CancelResult.Unknown.class);
        assertThat(found(unit(), live)).isInstanceOf(LookupResult.Unknown.class);
        assertThat(supplier.converse(protocol().quote(quote()))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void refundWhoseFormNobodyKnowsIsNotSaidToComeByItself() {
        String odd = viewReply(
                order("CLOSED", item("1", "CLOSED", "S1:CANCELLED", differential("Bonus", due("386.40"), ""))));

        Refund refund = ((CancelResult.Cancelled) committed(odd)).refund();

        assertThat(refund.status()).isEqualTo(Refund.Status.UNKNOWN);
        assertThat(refund.amount()).contains(Money.of("386.40", "EUR"));
    }

    @Test
    void penaltyThatDoesNotExplainWhatIsKeptIsNotTheWholePrice() {
        String unexplained = refund("100.00").replaceAll("<OldPrice>.*</OldPrice>", "");
        String explained = refund("386.40").replaceAll("<OldPrice>.*</OldPrice>", "");

        assertThat(penalty(unexplained)).isEmpty();
        assertThat(penalty(explained)).contains(Money.of("120.00", "EUR"));
    }

    private Optional<Money> penalty(String differential) {
        supplier.on(RESHOP, offers(Samples.PENALTY_OF_120, offer("Q1", deletion("ZZ501KRTWA7-1", "S1", differential))));
        QuoteResult.Quoted quoted =
                (QuoteResult.Quoted) supplier.converse(protocol().quote(quote()));
        return quoted.units().get(0).terms().penalty();
    }

    @Test
    void offerThatHasExpiredIsTheLastChoice() {
        String expired = offer("Q1", deletion("ZZ501KRTWA7-1", "S1", refund("400.00")))
                .replace("2031-03-04T10:45:00Z", "2031-03-04T09:00:00Z");
        String valid = offer("Q2", deletion("ZZ501KRTWA7-1", "S1", refund("386.40")));
        supplier.on(RESHOP, offers(Samples.PENALTY_OF_120, expired, valid));

        QuoteResult.Quoted quoted =
                (QuoteResult.Quoted) supplier.converse(protocol().quote(quote()));

        assertThat(quoted.units().get(0).unit().carried()).containsEntry("offerId", "Q2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "+300000-01-01T00:00:00"})
    void expiryThatNobodyCanKeepIsNotRead(String end) {
        supplier.on(RESHOP, Samples.usualOffer().replace("2031-03-04T10:45:00Z", end));

        assertThat(((QuoteResult.Quoted) supplier.converse(protocol().quote(quote()))).expiresAt())
                .isEmpty();
    }
}
