package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.RESHOP;
import static dev.breakwater.airline.Samples.RETRIEVE;
import static dev.breakwater.airline.Samples.active;
import static dev.breakwater.airline.Samples.cancelled;
import static dev.breakwater.airline.Samples.error;
import static dev.breakwater.airline.Samples.item;
import static dev.breakwater.airline.Samples.order;
import static dev.breakwater.airline.Samples.protocol;
import static dev.breakwater.airline.Samples.quote;
import static dev.breakwater.airline.Samples.reshopReply;
import static dev.breakwater.airline.Samples.results;
import static dev.breakwater.airline.Samples.usualOffer;
import static dev.breakwater.airline.Samples.viewReply;
import static dev.breakwater.airline.Samples.warning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Busy;
import dev.breakwater.plugin.QuoteResult.Refused;
import dev.breakwater.plugin.QuoteResult.Unknown;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.SupplierWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a quote makes of errors, of nothing, and of words it does not know. */
class QuotingFaultsTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private QuoteResult quoted() {
        return supplier.converse(protocol().quote(quote()));
    }

    private static void assertRefused(QuoteResult result, RefusalCode code) {
        assertThat(result)
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "111, Unknown API Key, UNAUTHORIZED",
        "368, Seller 00990011 not authorised for this order, UNAUTHORIZED",
        "717, Identification failed, UNAUTHORIZED",
        "912, Mandatory element missing, MALFORMED_REQUEST",
        "914, Ordinal must be 1, MALFORMED_REQUEST",
        "914, Invalid OrderItem, NOT_FOUND",
        "129, Retain service ID not expected, MALFORMED_REQUEST",
        "129, No service id match, NOT_FOUND",
        "129, No order id ZZ501KRTWA7, NOT_FOUND",
        "129, no PNR match, NOT_FOUND",
        "496, No offers, NOT_CANCELLABLE"
    })
    void everyErrorOfAReshopIsARefusal(String code, String text, RefusalCode expected) {
        supplier.on(RESHOP, reshopReply(error(code, text, "")));

        QuoteResult result = quoted();

        assertRefused(result, expected);
        assertThat(result.word().code()).isEqualTo(code);
        assertThat(result.word().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "911, '', ''",
        "911, Internal, NotProcessed",
        "368, No, Unknown",
        "4711, Later, Retry",
        "129, No order id, retry"
    })
    void whatTheAirlineCouldNotDoIsTriedAgain(String code, String text, String type) {
        supplier.on(RESHOP, reshopReply(error(code, text, type)));

        assertThat(quoted()).isInstanceOf(Busy.class);
    }

    @ParameterizedTest
    @CsvSource({"4711, Something new", "111, Something new", "129, Something new"})
    void errorThatSaysThatNothingWasDoneIsARefusal(String code, String text) {
        supplier.on(RESHOP, reshopReply(error(code, text, "NotProcessed")));

        assertRefused(quoted(), RefusalCode.NOT_CANCELLABLE);
    }

    @ParameterizedTest
    @CsvSource({"4711, ''", "4711, Odd", "4711, Processed", "368, Processed"})
    void errorThatNobodyKnowsIsNotUnderstood(String code, String type) {
        supplier.on(RESHOP, reshopReply(error(code, "Something new", type)));

        assertThat(quoted()).isInstanceOf(Unknown.class);
    }

    @Test
    void processingStatusMayStandInTheStatusText() {
        supplier.on(RESHOP, reshopReply("<m:Error><Code>4711</Code><StatusText>NotProcessed</StatusText></m:Error>"));

        assertRefused(quoted(), RefusalCode.NOT_CANCELLABLE);
    }

    @Test
    void ofSeveralErrorsTheOneThatLeavesMostOpenCounts() {
        supplier.on(
                RESHOP,
                reshopReply(error("368", "Not authorised", "NotProcessed"), error("911", "Internal", "NotProcessed")));

        QuoteResult result = quoted();

        assertThat(result).isInstanceOf(Busy.class);
        assertThat(result.word().code()).isEqualTo("368 911");
    }

    @Test
    void journeyThatIsNotOpenIsLookedAt() {
        String notOpen = reshopReply(error("129", "Journey not OPEN: service S1", "Unavailable"));
        supplier.on(RESHOP, notOpen).on(RETRIEVE, cancelled());
        assertRefused(quoted(), RefusalCode.ALREADY_CANCELLED);

        supplier.on(RESHOP, notOpen).on(RETRIEVE, viewReply(order("CLOSED", item("1", "CLOSED", "S1:CONFIRMED"))));
        assertRefused(quoted(), RefusalCode.TOO_LATE);

        supplier.on(RESHOP, notOpen).on(RETRIEVE, active());
        QuoteResult still = quoted();
        assertRefused(still, RefusalCode.TOO_LATE);
        assertThat(still.word().text()).isEqualTo("Journey not OPEN: service S1");

        supplier.on(RESHOP, notOpen).on(RETRIEVE, viewReply(order("OPENED", item("1", "ACTIVE", "S1:LIMBO"))));
        assertThat(quoted()).isInstanceOf(Unknown.class);

        supplier.on(RESHOP, notOpen).on(RETRIEVE, viewReply(error("303", "Payment time limit, cancelled", "")));
        assertRefused(quoted(), RefusalCode.ALREADY_CANCELLED);

        supplier.on(RESHOP, notOpen).on(RETRIEVE, 503, "");
        assertThat(quoted()).isInstanceOf(Busy.class);

        supplier.on(RESHOP, notOpen).on(RETRIEVE, viewReply(error("4711", "Odd", "Unavailable")));
        assertThat(quoted()).isInstanceOf(Unknown.class);
    }

    @Test
    void ofAPartThatIsNotOpenOnlyThePartIsLookedAt() {
        String now = viewReply(
                order("OPENED", item("1", "CLOSED", "S1:CANCELLED S2:CANCELLED"), item("2", "ACTIVE", "S3:CONFIRMED")));
        supplier.on(RETRIEVE, Samples.twoItems())
                .on(RESHOP, reshopReply(error("129", "Journey not OPEN", "")))
                .on(RETRIEVE, now);

        assertRefused(supplier.converse(protocol().quote(quote("ZZ501KRTWA7-1"))), RefusalCode.ALREADY_CANCELLED);
    }

    @Test
    void somethingUnavailableOrUnchangedIsLookedAt() {
        String unavailable = reshopReply(error("4711", "Gone", "Unavailable"));
        supplier.on(RESHOP, unavailable).on(RETRIEVE, cancelled());
        assertRefused(quoted(), RefusalCode.ALREADY_CANCELLED);
        supplier.on(RESHOP, unavailable).on(RETRIEVE, active());
        assertRefused(quoted(), RefusalCode.NOT_CANCELLABLE);

        String unchanged = results("<NoChangeInd>1</NoChangeInd>");
        supplier.on(RESHOP, unchanged).on(RETRIEVE, cancelled());
        assertRefused(quoted(), RefusalCode.ALREADY_CANCELLED);
        supplier.on(RESHOP, unchanged).on(RETRIEVE, active());
        assertRefused(quoted(), RefusalCode.NOT_CANCELLABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<RepricedOffer><OfferID>Q1</OfferID></RepricedOffer>", "<ReshopOffers/>", "<Brandnew/>"})
    void withoutAnOfferToCancelItCannotBeCancelled(String results) {
        supplier.on(RESHOP, results(results));

        assertRefused(quoted(), RefusalCode.NOT_CANCELLABLE);
    }

    @Test
    void offerToPriceTheOrderAnewIsToldAsSuch() {
        supplier.on(RESHOP, results("<RepricedOffer/>"));

        assertThat(quoted().word().text()).isEqualTo("the airline only offers to price the order anew");
    }

    @Test
    void responseWithoutResultsIsNotUnderstood() {
        supplier.on(RESHOP, reshopReply("<m:Response/>")).on(RESHOP, reshopReply());

        assertThat(quoted()).isInstanceOf(Unknown.class);
        assertThat(quoted()).isInstanceOf(Unknown.class);
    }

    @Test
    void offerForAnotherOrderIsNotTaken() {
        supplier.on(RESHOP, usualOffer().replace("<OrderID>ZZ501KRTWA7<", "<OrderID>ZZ501KRTWA8<"));

        assertThat(quoted()).isInstanceOf(Unknown.class);
    }

    @Test
    void errorBesideAResponseIsNotUnderstood() {
        supplier.on(RESHOP, usualOffer().replace("<m:Response>", error("368", "No", "NotProcessed") + "<m:Response>"))
                .on(RESHOP, 400, usualOffer());

        assertThat(quoted()).isInstanceOf(Unknown.class);
        assertThat(quoted()).isInstanceOf(Unknown.class);
    }

    @Test
    void remarksBesideAnOfferAreTold() {
        String remark = warning("4711", "Refunds take a month");
        supplier.on(RESHOP, usualOffer().replace("</m:Response>", remark + "</m:Response>"));

        assertThat(quoted().word())
                .isEqualTo(new SupplierWord("Refund", "Refunds take a month https://zephyr.example/form"));
    }

    @Test
    void paymentUnderWayIsWaitedFor() {
        String payment = warning("76H", "Payment is being processed");
        supplier.on(RESHOP, usualOffer().replace("</m:Response>", payment + "</m:Response>"))
                .on(RETRIEVE, active().replace("</m:Response>", payment + "</m:Response>"));

        assertThat(quoted()).isInstanceOf(Busy.class);
        assertThat(supplier.converse(protocol().quote(quote("S1")))).isInstanceOf(Busy.class);
    }

    @Test
    void partOfAnOrderThatCannotBeReadIsNotQuoted() {
        supplier.on(RETRIEVE, viewReply(error("160", "passenger name does not match", "")))
                .on(RETRIEVE, viewReply(error("129", "Not eligible for processing in NDC", "")))
                .on(RETRIEVE, viewReply(order("LIMBO", item("1", "ACTIVE", "S1:CONFIRMED"))))
                .on(RETRIEVE, active().replace(">ZZ501KRTWA7<", ">OTHER<"));

        assertRefused(supplier.converse(protocol().quote(quote("S1"))), RefusalCode.NOT_FOUND);
        assertRefused(supplier.converse(protocol().quote(quote("S1"))), RefusalCode.NOT_CANCELLABLE);
        assertThat(supplier.converse(protocol().quote(quote("S1")))).isInstanceOf(Unknown.class);
        assertThat(supplier.converse(protocol().quote(quote("S1")))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"401, UNAUTHORIZED", "403, UNAUTHORIZED"})
    void statusTellsIfTheBodyDoesNot(int status, RefusalCode expected) {
        supplier.on(RESHOP, status, "<html>Log in</html>");

        assertRefused(quoted(), expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 599})
    void airlineInTroubleIsBusy(int status) {
        supplier.on(RESHOP, status, "oops");

        assertThat(quoted()).isInstanceOf(Busy.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 400, 404, 405, 413})
    void pageInPlaceOfAMessageIsNotUnderstood(int status) {
        supplier.on(RESHOP, status, "<html>Welcome</html>");

        QuoteResult result = quoted();

        assertThat(result).isInstanceOf(Unknown.class);
        assertThat(result.word().code()).isEqualTo("HTTP " + status);
    }

    @Test
    void bodyTellsWhateverTheStatus() {
        supplier.on(RESHOP, 500, reshopReply(error("368", "Not authorised", "NotProcessed")));

        assertRefused(quoted(), RefusalCode.UNAUTHORIZED);
    }
}
