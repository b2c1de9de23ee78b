package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.KEY;
import static dev.breakwater.airline.Samples.PENALTY_OF_120;
import static dev.breakwater.airline.Samples.RESHOP;
import static dev.breakwater.airline.Samples.RETRIEVE;
import static dev.breakwater.airline.Samples.deletion;
import static dev.breakwater.airline.Samples.differential;
import static dev.breakwater.airline.Samples.due;
import static dev.breakwater.airline.Samples.item;
import static dev.breakwater.airline.Samples.offer;
import static dev.breakwater.airline.Samples.offers;
import static dev.breakwater.airline.Samples.order;
import static dev.breakwater.airline.Samples.protocol;
import static dev.breakwater.airline.Samples.quote;
import static dev.breakwater.airline.Samples.refund;
import static dev.breakwater.airline.Samples.scope;
import static dev.breakwater.airline.Samples.twoItems;
import static dev.breakwater.airline.Samples.unpaid;
import static dev.breakwater.airline.Samples.usualOffer;
import static dev.breakwater.airline.Samples.viewReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.QuoteResult.Refused;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotingTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private QuoteResult quoted(QuoteOrder order) {
        return supplier.converse(protocol().quote(order));
    }

    private Quoted quotedBy(String reply) {
        supplier.on(RESHOP, reply);
        return (Quoted) quoted(quote());
    }

    private static Terms terms(Quoted quoted) {
        return quoted.units().get(0).terms();
    }

    private static Unit unit(Quoted quoted) {
        return quoted.units().get(0).unit();
    }

    private static Money euro(String amount) {
        return Money.of(amount, "EUR");
    }

    private static void assertRefused(QuoteResult result, RefusalCode code) {
        assertThat(result)
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(code);
    }

    @Test
    void wholeOrderIsQuotedByOneRequest() {
        Quoted quoted = quotedBy(usualOffer());

        assertThat(supplier.paths()).containsExactly(RESHOP);
        assertThat(supplier.last().kind()).isEqualTo(RequestKind.PREPARE);
        assertThat(supplier.last().contentType()).isEqualTo("application/xml");
        assertThat(supplier.last().headers()).containsEntry("Accept", "application/xml");
        assertThat(supplier.lastBody())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><m:IATA_OrderReshopRQ"
                        + " xmlns:m=\"http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersMessage\""
                        + " xmlns=\"http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersCommonTypes\">"
                        + "<m:DistributionChain><DistributionChainLink><Ordinal>1</Ordinal><OrgRole>Seller</OrgRole>"
                        + "<ParticipatingOrg><OrgID>00990011</OrgID></ParticipatingOrg></DistributionChainLink>"
                        + "</m:DistributionChain><m:PayloadAttributes><CorrelationID>" + KEY
                        + "</CorrelationID></m:PayloadAttributes><m:Request><OrderRefID>ZZ501KRTWA7</OrderRefID>"
                        + "<UpdateOrder><CancelOrderRef><OrderRefID>ZZ501KRTWA7</OrderRefID></CancelOrderRef>"
                        + "</UpdateOrder></m:Request></m:IATA_OrderReshopRQ>");
        assertThat(quoted.expiresAt()).contains(Instant.parse("2031-03-04T10:45:00Z"));
        assertThat(quoted.waiverApplied()).isFalse();
        assertThat(quoted.word().code()).isEqualTo("Refund");
        assertThat(unit(quoted).key()).isEqualTo(Unit.WHOLE);
        assertThat(unit(quoted).scope()).isEmpty();
        assertThat(unit(quoted).carried())
                .containsEntry("orderId", "ZZ501KRTWA7")
                .containsEntry("ownerCode", "ZZ")
                .containsEntry("orderVersion", "3")
                .containsEntry("offerId", "QF-88120")
                .containsEntry("orderItems", "ZZ501KRTWA7-1")
                .containsEntry("refundable", "386.40 EUR")
                .containsEntry("penalty", "120.00 EUR")
                .containsEntry("expiresAt", "2031-03-04T10:45:00Z");
    }

    @Test
    void nettedPenaltyIsInTheRefundAlready() {
        Terms terms = terms(quotedBy(usualOffer()));

        assertThat(terms.refundable()).contains(euro("386.40"));
        assertThat(terms.penalty()).contains(euro("120.00"));
        assertThat(terms.confidence()).isEqualTo(Confidence.CONFIRMED);
        assertThat(terms.lines())
                .containsExactly(
                        new RefundLine("ZZ501KRTWA7-1", RefundLine.Kind.REFUND, euro("386.40")),
                        new RefundLine("", RefundLine.Kind.PENALTY, euro("120.00")));
    }

    @Test
    void sameOrderGivesTheSameFirstRequest() {
        assertThat(((Step.Ask<QuoteResult>) protocol().quote(quote("S1"))).request())
                .isEqualTo(((Step.Ask<QuoteResult>) protocol().quote(quote("S1"))).request());
    }

    @Test
    void sellersNameAndAgreedHeadersAreSent() {
        supplier.on(RESHOP, usualOffer());

        supplier.converse(protocol("sellerName", "Harbour & <Trips>", "headers", "X-Airline: ZZ; Accept: text/xml")
                .quote(quote()));

        assertThat(supplier.lastBody())
                .contains("<ParticipatingOrg><Name>Harbour &amp; &lt;Trips&gt;</Name><OrgID>00990011</OrgID>");
        assertThat(supplier.last().headers()).containsEntry("X-Airline", "ZZ").containsEntry("Accept", "text/xml");
    }

    @Test
    void messagesTravelInSoapIfItIsAgreed() {
        String soap = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Header/><e:Body>"
                + usualOffer() + "</e:Body></e:Envelope>";
        supplier.on("/ndc/reshop?v=21.3", soap);

        QuoteResult result = supplier.converse(
                protocol("envelope", "soap", "reshopPath", "/ndc/reshop?v=21.3").quote(quote()));

        assertThat(result).isInstanceOf(Quoted.class);
        assertThat(supplier.last().contentType()).isEqualTo("text/xml; charset=utf-8");
        assertThat(supplier.lastBody())
                .contains("<s:Body><m:IATA_OrderReshopRQ")
                .endsWith("</s:Body></s:Envelope>");
    }

    @Test
    void itemIsDeletedWholeAndForMoneyBack() {
        supplier.on(RETRIEVE, twoItems())
                .on(RESHOP, offers(PENALTY_OF_120, offer("Q1", deletion("ZZ501KRTWA7-2", "S3 S4", refund("386.40")))));

        Quoted quoted = (Quoted) quoted(quote("ZZ501KRTWA7-2"));

        assertThat(supplier.lastBody())
                .contains("<UpdateOrder><ReshopOrder><ReshopOrderChoice><ServiceOrder><DeleteOrderItem>"
                        + "<OrderItemRefID>ZZ501KRTWA7-2</OrderItemRefID><RespendInd>false</RespendInd>"
                        + "</DeleteOrderItem></ServiceOrder></ReshopOrderChoice></ReshopOrder></UpdateOrder>");
        assertThat(unit(quoted).key()).isEqualTo("ZZ501KRTWA7-2");
        assertThat(unit(quoted).scope()).isEqualTo(scope("ZZ501KRTWA7-2"));
    }

    @Test
    void servicesAreCancelledByRetainingTheOthers() {
        supplier.on(RETRIEVE, twoItems())
                .on(
                        RESHOP,
                        offers(
                                PENALTY_OF_120,
                                offer(
                                        "Q1",
                                        deletion("ZZ501KRTWA7-1", "-S1 S2", refund("100.00")),
                                        deletion("ZZ501KRTWA7-2", "S3 -S4", refund("286.40")))));

        Quoted quoted = (Quoted) quoted(quote("S3", "S2"));

        assertThat(supplier.lastBody())
                .contains("<DeleteOrderItem><OrderItemRefID>ZZ501KRTWA7-1</OrderItemRefID>"
                        + "<RespendInd>false</RespendInd><RetainServiceID>S1</RetainServiceID></DeleteOrderItem>")
                .contains("<DeleteOrderItem><OrderItemRefID>ZZ501KRTWA7-2</OrderItemRefID>"
                        + "<RespendInd>false</RespendInd><RetainServiceID>S4</RetainServiceID></DeleteOrderItem>");
        assertThat(unit(quoted).key()).isEqualTo("S2+S3");
        assertThat(terms(quoted).refundable()).contains(euro("386.40"));
    }

    @Test
    void whatIsCancelledAlreadyIsNotAskedForAgain() {
        supplier.on(
                        RETRIEVE,
                        viewReply(order(
                                "OPENED",
                                item("1", "CLOSED", "S1:CANCELLED"),
                                item("2", "ACTIVE", "S3:CONFIRMED S4:CANCELLED"))))
                .on(RESHOP, offers(PENALTY_OF_120, offer("Q1", deletion("ZZ501KRTWA7-2", "S3", refund("386.40")))));

        assertThat(quoted(quote("ZZ501KRTWA7-1", "ZZ501KRTWA7-2"))).isInstanceOf(Quoted.class);
        assertThat(supplier.lastBody()).doesNotContain("ZZ501KRTWA7-1<");
    }

    @ParameterizedTest
    @CsvSource({
        "ZZ501KRTWA7-1, ZZ501KRTWA7-2, S3 S4",
        "ZZ501KRTWA7-1, ZZ501KRTWA7-1, S1 -S2",
        "ZZ501KRTWA7-1, ZZ501KRTWA7-1, S1",
        "ZZ501KRTWA7-1, ZZ501KRTWA7-1, -S1 -S2",
        "S1, ZZ501KRTWA7-1, S1 S2",
        "S1, ZZ501KRTWA7-1, S2 -S1",
        "S1, ZZ501KRTWA7-1, ''"
    })
    void offerThatCancelsOtherThingsIsNotTaken(String asked, String offered, String services) {
        supplier.on(RETRIEVE, twoItems())
                .on(RESHOP, offers(PENALTY_OF_120, offer("Q1", deletion(offered, services, refund("386.40")))));

        assertRefused(quoted(quote(asked)), RefusalCode.NOT_CANCELLABLE);
    }

    @Test
    void offerThatCancelsMoreThanTheItemIsNotTaken() {
        supplier.on(RETRIEVE, twoItems())
                .on(
                        RESHOP,
                        offers(
                                PENALTY_OF_120,
                                offer(
                                        "Q1",
                                        deletion("ZZ501KRTWA7-1", "S1 S2", refund("386.40")),
                                        deletion("ZZ501KRTWA7-2", "S3 S4", refund("386.40")))));

        assertRefused(quoted(quote("ZZ501KRTWA7-1")), RefusalCode.NOT_CANCELLABLE);
    }

    @Test
    void offerThatCancelsLessThanTheItemsIsNotTaken() {
        supplier.on(RETRIEVE, twoItems())
                .on(RESHOP, offers(PENALTY_OF_120, offer("Q1", deletion("ZZ501KRTWA7-1", "S1 S2", refund("386.40")))));

        assertRefused(quoted(quote("ZZ501KRTWA7-1", "ZZ501KRTWA7-2")), RefusalCode.NOT_CANCELLABLE);
    }

    @Test
    void offerThatKeepsAServiceDoesNotCancelAnOrder() {
        supplier.on(RESHOP, offers(PENALTY_OF_120, offer("Q1", deletion("I1", "S1 -S2", refund("386.40")))));

        assertRefused(quoted(quote()), RefusalCode.NOT_CANCELLABLE);
    }

    @Test
    void ofSeveralOffersTheOneForAllItemsIsTaken() {
        Quoted quoted = quotedBy(offers(
                PENALTY_OF_120,
                offer("Q1", deletion("I1", "S1", refund("500.00"))),
                offer("Q2", deletion("I1", "S1", refund("200.00")), deletion("I2", "S2", refund("186.40")))));

        assertThat(unit(quoted).carried()).containsEntry("offerId", "Q2");
    }

    @ParameterizedTest
    @CsvSource({"Residual, 400.00, Refund, 300.00", "Refund, 200.00, Refund, 300.00", "Odd, 400.00, Refund, 300.00"})
    void cashIsPreferredThenTheHigherRefund(String type, String amount, String betterType, String better) {
        Quoted quoted = quotedBy(offers(
                "",
                offer("Q1", deletion("I1", "S1", differential(type, due(amount), ""))),
                offer("Q2", deletion("I1", "S1", differential(betterType, due(better), "")))));

        assertThat(unit(quoted).carried()).containsEntry("offerId", "Q2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZ501KRTWA7-3", "S9"})
    void itemThatTheOrderDoesNotHaveIsNotFound(String item) {
        supplier.on(RETRIEVE, twoItems());

        assertRefused(quoted(quote(item)), RefusalCode.NOT_FOUND);
        assertThat(supplier.paths()).containsExactly(RETRIEVE);
    }

    @Test
    void nameThatTwoThingsHaveIsNotTakenForEither() {
        supplier.on(RETRIEVE, viewReply(order("OPENED", item("1", "ACTIVE", "S1:CONFIRMED S1:CONFIRMED"))));

        assertRefused(quoted(quote("S1")), RefusalCode.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "CLOSED, CLOSED, S1:CANCELLED S2:CANCELLED, ALREADY_CANCELLED",
        "OPENED, ACTIVE, S1:CANCELLED S2:CANCELLED, ALREADY_CANCELLED",
        "CLOSED, CLOSED, S1:CONFIRMED S2:CONFIRMED, TOO_LATE",
        "OPENED, CLOSED, S1:CONFIRMED S2:CANCELLED, TOO_LATE"
    })
    void itemThatIsOverIsNotAskedFor(String order, String item, String services, RefusalCode expected) {
        supplier.on(RETRIEVE, viewReply(order(order, item("1", item, services))));

        assertRefused(quoted(quote("ZZ501KRTWA7-1")), expected);
    }

    @Test
    void onlyItemsCanBeNamed() {
        for (ScopeType other : List.of(ScopeType.TRAVELLER, ScopeType.SEGMENT, ScopeType.ROOM, ScopeType.TICKET)) {
            QuoteOrder order = quote(Samples.BOOKING, List.of(new ScopeItem(other, "P1")), Optional.empty());

            assertRefused(quoted(order), RefusalCode.MALFORMED_REQUEST);
        }
    }

    @Test
    void charactersThatXmlCannotCarryAreNotSent() {
        BookingReference odd = BookingReference.of("ZZ\u0001");

        assertRefused(quoted(quote(odd, List.of(), Optional.empty())), RefusalCode.MALFORMED_REQUEST);
        assertRefused(quoted(quote("S\u0000")), RefusalCode.MALFORMED_REQUEST);
        assertRefused(quoted(quote(new Waiver("\ud800", true))), RefusalCode.MALFORMED_REQUEST);
        assertThat(supplier.paths()).isEmpty();
    }

    @Test
    void unitKeyNeverGetsTooLong() {
        String item = "x".repeat(201);
        supplier.on(RETRIEVE, twoItems().replace("S1", item))
                .on(RESHOP, offers("", offer("Q1", deletion("ZZ501KRTWA7-1", item + " -S2", refund("386.40")))));

        assertThat(unit((Quoted) quoted(quote(item))).key()).hasSizeBetween(1, 200);
    }

    @Test
    void unpaidOrderNeedsNoOffer() {
        supplier.on(RETRIEVE, Samples.active());

        Quoted quoted = (Quoted) quoted(quote(unpaid("true"), List.of(), Optional.empty()));

        assertThat(terms(quoted).penalty()).contains(euro("0"));
        assertThat(terms(quoted).refundable()).contains(euro("0"));
        assertThat(terms(quoted).confidence()).isEqualTo(Confidence.ESTIMATED);
        assertThat(quoted.word().code()).isEqualTo("OPENED CONFIRMED");
        assertThat(unit(quoted).carried())
                .containsEntry("unpaid", "true")
                .containsEntry("orderVersion", "3")
                .doesNotContainKey("offerId");
        assertThat(supplier.paths()).containsExactly(RETRIEVE);
    }

    @Test
    void unpaidOrderIsQuotedOnlyWholeAndWithoutAWaiver() {
        assertRefused(quoted(quote(unpaid("true"), scope("S1"), Optional.empty())), RefusalCode.NOT_CANCELLABLE);
        supplier.on(RETRIEVE, Samples.active()).on(RETRIEVE, Samples.active()).on(RETRIEVE, Samples.cancelled());
        assertRefused(
                quoted(quote(unpaid("true"), List.of(), Optional.of(new Waiver("W", true)))),
                RefusalCode.WAIVER_REFUSED);
        assertThat(quoted(quote(unpaid("true"), List.of(), Optional.of(new Waiver("W", false)))))
                .isInstanceOf(Quoted.class);
        assertRefused(quoted(quote(unpaid("true"), List.of(), Optional.empty())), RefusalCode.ALREADY_CANCELLED);
    }

    @Test
    void offerWithoutAnOwnerIsTheAirlines() {
        Quoted quoted = quotedBy(usualOffer().replace("<OwnerCode>ZZ</OwnerCode>", ""));

        assertThat(unit(quoted).carried()).containsEntry("ownerCode", "ZZ");
    }

    @Test
    void unitIsNamedOnceByEachItem() {
        supplier.on(RETRIEVE, twoItems())
                .on(RESHOP, offers("", offer("Q1", deletion("ZZ501KRTWA7-1", "S1 -S2", refund("386.40")))));

        assertThat(unit((Quoted) quoted(quote("S1", " S1 "))).key()).isEqualTo("S1");
    }

    @Test
    void offerWithoutAnEndIsQuotedWithoutOne() {
        String offer = offer("Q1", deletion("I1", "S1", refund("386.40")));

        assertThat(quotedBy(offers(PENALTY_OF_120, offer.replaceAll("<OfferExp.*DateTime>", "")))
                        .expiresAt())
                .isEmpty();
        assertThat(quotedBy(offers(PENALTY_OF_120, offer.replace("10:45:00Z", "soon")))
                        .expiresAt())
                .isEmpty();
        assertThat(quotedBy(offers(PENALTY_OF_120, offer.replace("10:45:00Z", "10:45:00")))
                        .expiresAt())
                .contains(Instant.parse("2031-03-04T09:45:00Z"));
        assertThat(quotedBy(offers(PENALTY_OF_120, offer.replace("10:45:00Z", "10:45:00+05:30")))
                        .expiresAt())
                .contains(Instant.parse("2031-03-04T05:15:00Z"));
    }
}
