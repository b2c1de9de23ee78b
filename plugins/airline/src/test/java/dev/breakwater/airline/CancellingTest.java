package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.CHANGE;
import static dev.breakwater.airline.Samples.KEY;
import static dev.breakwater.airline.Samples.RETRIEVE;
import static dev.breakwater.airline.Samples.active;
import static dev.breakwater.airline.Samples.cancel;
import static dev.breakwater.airline.Samples.cancelled;
import static dev.breakwater.airline.Samples.differential;
import static dev.breakwater.airline.Samples.due;
import static dev.breakwater.airline.Samples.error;
import static dev.breakwater.airline.Samples.item;
import static dev.breakwater.airline.Samples.order;
import static dev.breakwater.airline.Samples.protocol;
import static dev.breakwater.airline.Samples.refund;
import static dev.breakwater.airline.Samples.scope;
import static dev.breakwater.airline.Samples.viewReply;
import static dev.breakwater.airline.Samples.warning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.CancelResult.Busy;
import dev.breakwater.plugin.CancelResult.Cancelled;
import dev.breakwater.plugin.CancelResult.PartlyCancelled;
import dev.breakwater.plugin.CancelResult.QuoteExpired;
import dev.breakwater.plugin.CancelResult.Refused;
import dev.breakwater.plugin.CancelResult.Unknown;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CancellingTest {
    private static final String REFUNDED =
            viewReply(order("CLOSED", item("1", "CLOSED", "S1:CANCELLED", refund("386.40"))));

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private CancelResult committed(String reply) {
        supplier.on(CHANGE, reply);
        return supplier.converse(protocol().cancel(cancel()));
    }

    private CancelResult committed(String reply, String... items) {
        supplier.on(CHANGE, reply);
        return supplier.converse(protocol().cancel(cancel(items)));
    }

    private static void assertRefused(CancelResult result, RefusalCode code) {
        assertThat(result)
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(code);
    }

    @Test
    void offerIsAcceptedOnce() {
        Cancelled result = (Cancelled) committed(REFUNDED);

        assertThat(supplier.paths()).containsExactly(CHANGE);
        assertThat(supplier.last().kind()).isEqualTo(RequestKind.COMMIT);
        assertThat(supplier.lastBody())
                .contains("<CorrelationID>" + KEY + "</CorrelationID>")
                .contains("<m:Request><ChangeOrderChoice><AcceptCancelledOffer><OfferID>QF-88120</OfferID>"
                        + "<OwnerCode>ZZ</OwnerCode></AcceptCancelledOffer></ChangeOrderChoice><Order>"
                        + "<OrderID>ZZ501KRTWA7</OrderID><OrderVersionNumber>3</OrderVersionNumber>"
                        + "<OwnerCode>ZZ</OwnerCode></Order></m:Request>");
        assertThat(result.refund())
                .isEqualTo(new Refund(
                        Refund.Status.AUTOMATIC,
                        Optional.of(Money.of("386.40", "EUR")),
                        List.of(new RefundLine("ZZ501KRTWA7-1", RefundLine.Kind.REFUND, Money.of("386.40", "EUR")))));
        assertThat(result.word().code()).isEqualTo("CLOSED CANCELLED");
    }

    @Test
    void versionIsSentOnlyIfTheAirlineSentOne() {
        supplier.on(CHANGE, REFUNDED);
        Map<String, String> carried = Map.of("orderId", "ZZ501KRTWA7", "ownerCode", "ZZ", "offerId", "Q1");

        supplier.converse(protocol().cancel(cancel(new Unit("whole", List.of(), carried))));

        assertThat(supplier.lastBody()).doesNotContain("OrderVersionNumber");
    }

    @Test
    void unitThatCarriesNoOfferNeedsANewQuoteAndAsksNothing() {
        for (Map<String, String> carried : List.of(
                Map.<String, String>of(),
                Map.of("orderId", "A", "ownerCode", "ZZ"),
                Map.of("orderId", "A", "offerId", "Q1"),
                Map.of("ownerCode", "ZZ", "offerId", "Q1"))) {
            assertThat(supplier.converse(protocol().cancel(cancel(new Unit("whole", List.of(), carried)))))
                    .isInstanceOf(QuoteExpired.class);
        }
        assertThat(supplier.paths()).isEmpty();
    }

    @Test
    void warning785MeansThatTheRefundHasToBeClaimed() {
        Cancelled result = (Cancelled) committed(REFUNDED.replace(
                "</m:Response>", warning("785", "Claim 386.40EUR with the manual refund form") + "</m:Response>"));

        assertThat(result.refund().status()).isEqualTo(Refund.Status.MANUAL);
        assertThat(result.refund().amount()).contains(Money.of("386.40", "EUR"));
        assertThat(result.word().code()).isEqualTo("785");
        assertThat(result.word().text())
                .isEqualTo("Claim 386.40EUR with the manual refund form https://zephyr.example/form");
    }

    @Test
    void otherWarningsChangeNothing() {
        Cancelled result = (Cancelled)
                committed(REFUNDED.replace("</m:Response>", warning("42", "Have a nice day") + "</m:Response>"));

        assertThat(result.refund().status()).isEqualTo(Refund.Status.AUTOMATIC);
        assertThat(result.word().code()).isEqualTo("42");
    }

    @ParameterizedTest
    @CsvSource({"Refund, 0, NONE, REFUND", "Refund, 386.40, AUTOMATIC, REFUND", "Residual, 386.40, AUTOMATIC, VOUCHER"})
    void refundIsToldByTheReply(String type, String amount, Refund.Status status, RefundLine.Kind kind) {
        Cancelled result = (Cancelled) committed(viewReply(
                order("CLOSED", item("1", "CLOSED", "S1:CANCELLED", differential(type, due(amount), "")))));

        assertThat(result.refund().status()).isEqualTo(status);
        assertThat(result.refund().amount()).contains(Money.of(amount, "EUR"));
        assertThat(result.refund().lines()).extracting(RefundLine::kind).containsExactly(kind);
    }

    @Test
    void refundThatIsNotToldIsUnknown() {
        String unreadable = viewReply(order("CLOSED", item("1", "CLOSED", "S1:CANCELLED", refund("386.405"))));
        String owing = viewReply(order(
                "CLOSED",
                item(
                        "1",
                        "CLOSED",
                        "S1:CANCELLED",
                        differential("AddCol", "<DueToAirlineAmount CurCode=\"EUR\">5.00</DueToAirlineAmount>", ""))));

        assertThat(((Cancelled) committed(cancelled())).refund()).isEqualTo(Refund.UNKNOWN);
        assertThat(((Cancelled) committed(unreadable)).refund()).isEqualTo(Refund.UNKNOWN);
        assertThat(((Cancelled) committed(owing)).refund()).isEqualTo(Refund.UNKNOWN);
    }

    @Test
    void refundIsUnknownIfOneItemDoesNotTell() {
        Cancelled result = (Cancelled) committed(viewReply(order(
                "CLOSED", item("1", "CLOSED", "S1:CANCELLED", refund("386.40")), item("2", "CLOSED", "S2:CANCELLED"))));

        assertThat(result.refund()).isEqualTo(Refund.UNKNOWN);
    }

    @Test
    void refundIsThatOfTheItemsThatTheOfferChanged() {
        Unit rest = new Unit(
                "whole",
                List.of(),
                Map.of(
                        "orderId", "ZZ501KRTWA7",
                        "ownerCode", "ZZ",
                        "offerId", "Q1",
                        "orderItems", "ZZ501KRTWA7-2\nZZ501KRTWA7-3"));
        supplier.on(
                CHANGE,
                viewReply(order(
                        "CLOSED",
                        item("1", "CLOSED", "S1:CANCELLED"),
                        item("2", "CLOSED", "S2:CANCELLED", refund("386.40")),
                        item("3", "CLOSED", "S3:CANCELLED", refund("100.00")))));

        Cancelled result = (Cancelled) supplier.converse(protocol().cancel(cancel(rest)));

        assertThat(result.refund().amount()).contains(Money.of("486.40", "EUR"));
    }

    @Test
    void whatRemainsIsNamedByItemOrByService() {
        PartlyCancelled result = (PartlyCancelled) committed(viewReply(order(
                "OPENED",
                item("1", "CLOSED", "S1:CANCELLED S2:CANCELLED", refund("386.40")),
                item("2", "ACTIVE", "S3:CONFIRMED S4:CANCELLED", refund("100.00")),
                item("3", "ACTIVE", "S5:CONFIRMED S6:CONFIRMED"))));

        assertThat(result.cancelled()).isEqualTo(scope("ZZ501KRTWA7-1", "S4"));
        assertThat(result.remaining()).isEqualTo(scope("S3", "ZZ501KRTWA7-3"));
        assertThat(result.refund().amount()).contains(Money.of("486.40", "EUR"));
        assertThat(result.remainingReference()).isEmpty();
    }

    @Test
    void onlyTheScopeDecides() {
        String reply = viewReply(order(
                "OPENED",
                item("1", "CLOSED", "S1:CANCELLED", refund("386.40")),
                item("2", "ACTIVE", "S3:CONFIRMED S4:CANCELLED")));

        assertThat(committed(reply, "ZZ501KRTWA7-1")).isInstanceOf(Cancelled.class);
        assertThat(committed(reply, "S1", "S4")).isInstanceOf(Cancelled.class);
        assertThat(committed(reply, "S3")).isInstanceOf(Unknown.class);
        PartlyCancelled partly = (PartlyCancelled) committed(reply, "S3", "S4");
        assertThat(partly.cancelled()).isEqualTo(scope("S4"));
        assertThat(partly.remaining()).isEqualTo(scope("S3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIMBO", "", "CANCELED", "CANCELLED-PENDING"})
    void serviceWithAnotherWordLeavesItInDoubt(String word) {
        assertThat(committed(viewReply(order("CLOSED", item("1", "CLOSED", "S1:CANCELLED S2:" + word)))))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void wordsAreReadWithoutRegardToCaseAndBlanks() {
        assertThat(committed(viewReply(order(" closed ", item("1", "Closed", "S1:\nCancelled\t")))))
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void orderOrItemWithAnotherWordLeavesItInDoubt() {
        assertThat(committed(viewReply(order("LIMBO", item("1", "CLOSED", "S1:CANCELLED")))))
                .isInstanceOf(Unknown.class);
        assertThat(committed(viewReply(order("CLOSED", item("1", "LIMBO", "S1:CANCELLED")))))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void replyThatShowsNothingCancelledLeavesItInDoubt() {
        assertThat(committed(active())).isInstanceOf(Unknown.class);
        assertThat(committed(viewReply(order("CLOSED", item("1", "CLOSED", "S1:CONFIRMED")))))
                .isInstanceOf(Unknown.class);
        assertThat(committed(viewReply(order("CLOSED")))).isInstanceOf(Unknown.class);
        assertThat(committed(viewReply(order("CLOSED", item("1", "CLOSED", "")))))
                .isInstanceOf(Unknown.class);
        assertThat(committed(viewReply("<m:Response/>"))).isInstanceOf(Unknown.class);
        assertThat(committed(cancelled().replace("ZZ501KRTWA7<", "OTHER<"))).isInstanceOf(Unknown.class);
        assertThat(committed(cancelled(), "S9")).isInstanceOf(Unknown.class);
    }

    @Test
    void unknownElementsDoNoHarm() {
        String payment = "<PaymentFunctions><PaymentProcessingSummary><PaymentStatusCode>SUCCESSFUL</PaymentStatusCode>"
                + "</PaymentProcessingSummary></PaymentFunctions><x:New xmlns:x=\"urn:x\" a=\"b\"/><!-- c --><?d e?>";

        assertThat(committed(REFUNDED.replace("</m:Response>", payment + "</m:Response>")))
                .isInstanceOf(Cancelled.class);
    }

    @ParameterizedTest
    @CsvSource({
        "111, Unknown API Key, UNAUTHORIZED",
        "368, Not authorised, UNAUTHORIZED",
        "717, No ticketing authority, UNAUTHORIZED",
        "912, Mandatory element missing, MALFORMED_REQUEST",
        "914, Syntax, MALFORMED_REQUEST",
        "914, Invalid OrderItem, MALFORMED_REQUEST",
        "912, Additional amount to be paid, NOT_CANCELLABLE",
        "727, Wrong role, MALFORMED_REQUEST",
        "129, No order id, NOT_FOUND",
        "129, No PNR match, NOT_FOUND",
        "129, Not eligible for processing in NDC, NOT_CANCELLABLE",
        "303, Payment time limit exceeded: order cancelled, ALREADY_CANCELLED",
        "395, Already ticketed, NOT_CANCELLABLE",
        "76H, Divide not allowed, NOT_CANCELLABLE",
        "76h, Divide not allowed, NOT_CANCELLABLE",
        "708, Payment declined, NOT_CANCELLABLE"
    })
    void everyErrorOfAChangeIsARefusal(String code, String text, RefusalCode expected) {
        assertRefused(committed(viewReply(error(code, text, ""))), expected);
    }

    @ParameterizedTest
    @CsvSource({"4711, Something new", "76H, Something new", "303, Something new"})
    void errorThatSaysThatNothingWasDoneIsARefusal(String code, String text) {
        assertRefused(committed(viewReply(error(code, text, "NotProcessed"))), RefusalCode.NOT_CANCELLABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "911, Internal, NotProcessed",
        "911, Internal, ''",
        "708, Payment timed out, NotProcessed",
        "368, Not authorised, Unknown",
        "368, Not authorised, Retry",
        "368, Not authorised, Processed",
        "4711, Something new, ''",
        "4711, Something new, Odd",
        "4711, Something new, Unavailable",
        "129, Journey not OPEN, Unavailable"
    })
    void errorThatDoesNotSayThatNothingWasDoneLeavesItInDoubt(String code, String text, String type) {
        assertThat(committed(viewReply(error(code, text, type)))).isInstanceOf(Unknown.class);
    }

    @Test
    void offerThatIsGoneIsQuotedAgainOnlyIfTheOrderStandsAsItWas() {
        String gone = viewReply(error("913", "Invalid OfferID", "Unavailable"));
        supplier.on(RETRIEVE, active());
        assertThat(committed(gone)).isInstanceOf(QuoteExpired.class);

        supplier.on(RETRIEVE, cancelled());
        assertThat(committed(gone)).isInstanceOf(Unknown.class);

        supplier.on(RETRIEVE, viewReply(order("OPENED", item("1", "ACTIVE", "S1:CANCELLED S2:CONFIRMED"))));
        assertThat(committed(gone)).isInstanceOf(Unknown.class);

        supplier.on(RETRIEVE, 503, "");
        CancelResult unread = committed(gone);
        assertThat(unread).isInstanceOf(Unknown.class);
        assertThat(unread.word().code()).isEqualTo("913");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 599, 200, 204, 302, 400, 404, 409, 412})
    void replyWithoutAMessageLeavesItInDoubt(int status) {
        supplier.on(CHANGE, status, "<html>oops</html>");

        assertThat(supplier.converse(protocol().cancel(cancel()))).isInstanceOf(Unknown.class);
    }

    @Test
    void statusTellsIfTheBodyDoesNot() {
        supplier.on(CHANGE, 401, "").on(CHANGE, 403, "no").on(CHANGE, 429, "");

        assertRefused(supplier.converse(protocol().cancel(cancel())), RefusalCode.UNAUTHORIZED);
        assertRefused(supplier.converse(protocol().cancel(cancel())), RefusalCode.UNAUTHORIZED);
        assertThat(supplier.converse(protocol().cancel(cancel()))).isInstanceOf(Busy.class);
    }

    @Test
    void serversErrorLeavesItInDoubtWhateverTheBody() {
        supplier.on(CHANGE, 500, viewReply(error("368", "Not authorised", "NotProcessed")));

        assertThat(supplier.converse(protocol().cancel(cancel()))).isInstanceOf(Unknown.class);
    }

    @Test
    void unpaidOrderIsCancelledWithoutAnOffer() {
        Unit unpaid =
                new Unit("whole", List.of(), Map.of("orderId", "ZZ501KRTWA7", "ownerCode", "ZZ", "unpaid", "true"));
        supplier.on(CHANGE, cancelled()).on(CHANGE, REFUNDED);

        Cancelled result = (Cancelled) supplier.converse(protocol().cancel(cancel(unpaid)));
        Cancelled told = (Cancelled) supplier.converse(protocol().cancel(cancel(unpaid)));

        assertThat(supplier.lastBody())
                .contains("<ChangeOrderChoice><CancelUnpaidOrder><OrderRefID>ZZ501KRTWA7</OrderRefID>"
                        + "<OwnerCode>ZZ</OwnerCode></CancelUnpaidOrder></ChangeOrderChoice>");
        assertThat(result.refund().status()).isEqualTo(Refund.Status.NONE);
        assertThat(told.refund().amount()).contains(Money.of("386.40", "EUR"));
    }
}
