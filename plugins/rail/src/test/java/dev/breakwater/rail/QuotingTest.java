package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.ASK;
import static dev.breakwater.rail.Samples.KEY;
import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.amounts;
import static dev.breakwater.rail.Samples.booking;
import static dev.breakwater.rail.Samples.bookingWith;
import static dev.breakwater.rail.Samples.offer;
import static dev.breakwater.rail.Samples.offerWith;
import static dev.breakwater.rail.Samples.offers;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.quote;
import static dev.breakwater.rail.Samples.quoteAfter;
import static dev.breakwater.rail.Samples.unit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Busy;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.QuoteResult.Refused;
import dev.breakwater.plugin.QuoteResult.Unknown;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which offers are asked for and taken, and their terms. */
class QuotingTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private QuoteResult quoted(QuoteOrder order) {
        return supplier.converse(protocol().quote(order));
    }

    private Quoted quotedWith(QuoteOrder order, String booking, String reply) {
        supplier.on(READ, 200, booking).on(ASK, 200, reply);
        return (Quoted) quoted(order);
    }

    private static Terms terms(Quoted quoted) {
        return quoted.units().get(0).terms();
    }

    private static Unit unitOf(Quoted quoted) {
        return quoted.units().get(0).unit();
    }

    private static void assertRefused(QuoteResult result, RefusalCode code) {
        assertThat(result)
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(code);
    }

    @Test
    void wholeBookingIsOneUnitWithTheTermsOfTheOffer() {
        Quoted quoted = quotedWith(
                quote(), booking("FULFILLED CONFIRMED"), offers(offer("RO-55", "PROPOSED", "FULFILLED CONFIRMED")));

        assertThat(terms(quoted).penalty()).contains(Money.of("10.00", "CHF"));
        assertThat(terms(quoted).refundable()).contains(Money.of("124.80", "CHF"));
        assertThat(terms(quoted).confidence()).isEqualTo(Confidence.CONFIRMED);
        assertThat(quoted.expiresAt()).contains(Instant.parse("2031-03-04T09:20:00Z"));
        assertThat(unitOf(quoted).key()).isEqualTo("whole");
        assertThat(unitOf(quoted).scope()).isEmpty();
        assertThat(unitOf(quoted).carried())
                .containsEntry("bookingId", "BK-7731")
                .containsEntry("refundOfferId", "RO-55")
                .containsEntry("fulfillmentIds", "[\"FF-1\",\"FF-2\"]")
                .containsEntry("validUntil", "2031-03-04T09:20:00Z")
                .containsEntry("refundable", "124.80 CHF")
                .containsEntry("penalty", "10.00 CHF");
    }

    @Test
    void offersAreAskedForAsAPreparationWithTheKeyOfTheOrder() {
        quotedWith(quote(), booking("FULFILLED"), offers(offer("RO-55", "PROPOSED", "FULFILLED")));

        assertThat(supplier.asked())
                .extracting(request -> request.kind())
                .containsExactly(RequestKind.READ, RequestKind.PREPARE);
        assertThat(supplier.last().headers()).containsEntry("Idempotency-Key", KEY);
        assertThat(supplier.last().body()).hasToString("27 bytes");
    }

    @Test
    void sameOrderGivesTheSameFirstRequest() {
        Step<QuoteResult> one = protocol().quote(quote());
        Step<QuoteResult> other = protocol().quote(quote());

        assertThat(((Step.Ask<QuoteResult>) one).request()).isEqualTo(((Step.Ask<QuoteResult>) other).request());
    }

    @Test
    void requestorIsSentIfItIsConfigured() {
        supplier.on(READ, 404);
        supplier.on(Samples.SEARCH, 404);

        supplier.converse(protocol("requestor", "harbour-trips-web").quote(quote()));

        assertThat(supplier.asked())
                .allMatch(
                        request -> "harbour-trips-web".equals(request.headers().get("Requestor")));
    }

    @Test
    void scopeOfTicketsAsksForTheseTicketsOnlyAndNamesTheUnitAfterThem() {
        Quoted quoted = quotedWith(
                quote("FF-2"),
                booking("FULFILLED FULFILLED"),
                offers(offerWith(
                        "RO-55",
                        "PROPOSED",
                        "\"fulfillments\": [" + Samples.ticket("FF-2", "FULFILLED") + "]," + amounts(700, 6000))));

        assertThat(supplier.last().body().text(UTF_8)).isEqualTo("{\"fulfillmentIds\":[\"FF-2\"]}");
        assertThat(unitOf(quoted).key()).isEqualTo("FF-2");
        assertThat(unitOf(quoted).scope()).containsExactly(new ScopeItem(ScopeType.TICKET, "FF-2"));
        assertThat(terms(quoted).penalty())
                .as("the fee, as nobody knows the ticket's price")
                .contains(Money.of("7.00", "CHF"));
    }

    @Test
    void penaltyOfSomeTicketsIsWhatTheirPartsCostMinusWhatComesBack() {
        String fields = """
                "fulfillments": [{"id": "FF-1", "status": "FULFILLED", "bookingParts": [{"id": "A"}]},
                                 {"id": "FF-2", "status": "FULFILLED", "bookingParts": [{"id": "B"}, {"id": "C"}]}],
                "bookedOffers": [{"admissions": [{"id": "A", "price": {"currency": "CHF", "amount": 5000}},
                                                 {"id": "B", "price": {"currency": "CHF", "amount": 8000}}],
                                  "reservations": [{"id": "C", "price": {"currency": "CHF", "amount": 480}}]}]""";

        Quoted quoted = quotedWith(
                quote("FF-2"), bookingWith(fields), offers(offerWith("RO-55", "PROPOSED", amounts(100, 6000))));

        assertThat(terms(quoted).penalty()).contains(Money.of("24.80", "CHF"));
    }

    @Test
    void feeThatWasPaidForATicketIsLostWithIt() {
        String fields = """
                "fulfillments": [{"id": "FF-1", "status": "FULFILLED", "bookingParts": [{"id": "A"}, {"id": "F"}]},
                                 {"id": "FF-2", "status": "FULFILLED", "bookingParts": [{"id": "B"}]}],
                "bookedOffers": [{"admissions": [{"id": "A", "price": {"currency": "CHF", "amount": 5000}},
                                                 {"id": "B", "price": {"currency": "CHF", "amount": 8000}}],
                                  "fees": [{"id": "F", "price": {"currency": "CHF", "amount": 480}}]}]""";

        Quoted quoted = quotedWith(
                quote("FF-1"), bookingWith(fields), offers(offerWith("RO-55", "PROPOSED", amounts(100, 4000))));

        assertThat(terms(quoted).penalty()).contains(Money.of("14.80", "CHF"));
    }

    @Test
    void offerThatHasExpiredIsNotPreferred() {
        String expired = offerWith("RO-1", "PROPOSED", amounts(0, 13480)).replace("T09:20:00Z", "T09:00:00Z");

        Quoted quoted = quotedWith(
                quote(), booking("FULFILLED"), offers(expired, offerWith("RO-2", "PROPOSED", amounts(1000, 12480))));

        assertThat(unitOf(quoted).carried()).containsEntry("refundOfferId", "RO-2");
    }

    @Test
    void notRefundableIsAQuoteOfTheWholePrice() {
        Quoted quoted =
                quotedWith(quote(), booking("FULFILLED"), offers(offerWith("RO-55", "PROPOSED", amounts(0, 0))));

        assertThat(terms(quoted).penalty()).contains(Money.of("134.80", "CHF"));
        assertThat(terms(quoted).refundable()).contains(Money.of("0.00", "CHF"));
    }

    @Test
    void feeCountsIfItIsMoreThanWhatTheBookingSaysWasPaid() {
        Quoted quoted = quotedWith(
                quote(),
                booking("FULFILLED").replace("13480", "0"),
                offers(offerWith("RO-55", "PROPOSED", amounts(6740, 0))));

        assertThat(terms(quoted).penalty()).contains(Money.of("67.40", "CHF"));
    }

    @Test
    void termsAreUnknownIfNeitherPriceNorFeeNorRefundTellAnything() {
        Quoted quoted = quotedWith(
                quote("FF-1"), booking("FULFILLED FULFILLED"), offers(offerWith("RO-55", "PROPOSED", amounts(0, 0))));

        assertThat(terms(quoted).penalty()).isEmpty();
        assertThat(terms(quoted).confidence()).isEqualTo(Confidence.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"currency\": \"CHF\", \"amount\": 12480}                      | 124.80 CHF",
                "{\"currency\": \"CHF\", \"amount\": 12480, \"scale\": null}     | 124.80 CHF",
                "{\"currency\": \"CHF\", \"amount\": 125, \"scale\": 0}          | 125.00 CHF",
                "{\"currency\": \"CHF\", \"amount\": \"124800\", \"scale\": \"3\"} | 124.80 CHF",
                "{\"currency\": \"JPY\", \"amount\": 124800, \"scale\": 2}       | 1248 JPY",
                "{\"currency\": \"CHF\", \"amount\": -1}                         | none",
                "{\"currency\": \"CHF\", \"amount\": 1.5}                        | none",
                "{\"currency\": \"CHF\", \"amount\": 1e400}                      | none",
                "{\"currency\": \"CHF\", \"amount\": 12345678901234567890}        | none",
                "{\"currency\": \"XXX\", \"amount\": 1}                          | none",
                "{\"currency\": \"CHF\", \"amount\": 1, \"scale\": 99999999999}  | none",
                "{\"currency\": \"CHF\", \"amount\": 12481, \"scale\": 3}        | none",
                "\"free\"                                                        | none"
            })
    void moneyIsExactByItsOwnScale(String price, String expected) {
        Quoted quoted = quotedWith(
                quote(),
                booking("FULFILLED"),
                offers(offerWith("RO-55", "PROPOSED", "\"refundableAmount\": " + price)));

        assertThat(terms(quoted).refundable().map(Money::toString).orElse("none"))
                .isEqualTo(expected);
    }

    @Test
    void moneyIsPreferredToAVoucherAndMoreToLess() {
        String voucher = offerWith(
                "RO-1", "PROPOSED", amounts(0, 13480) + ", \"reimbursementMethod\": {\"paymentMethod\": \"VOUCHER\"}");
        String little = offerWith(
                "RO-2",
                "PROPOSED",
                amounts(9000, 4480) + ", \"reimbursementMethod\": {\"paymentMethod\": \"ORIGINAL_ACCOUNT\"}");
        String much = offerWith(
                "RO-3",
                "PROPOSED",
                amounts(1000, 12480) + ", \"reimbursementMethod\": {\"paymentMethod\": \"ORIGINAL_ACCOUNT\"}");

        Quoted quoted = quotedWith(quote(), booking("FULFILLED"), offers(voucher, little, much));

        assertThat(unitOf(quoted).carried()).containsEntry("refundOfferId", "RO-3");
        assertThat(terms(quoted).lines())
                .extracting(RefundLine::kind)
                .containsExactly(RefundLine.Kind.REFUND, RefundLine.Kind.PENALTY);
    }

    @Test
    void offerForAllTicketsIsPreferredAndOfEqualRefundsTheLowerFee() {
        String some = offer("RO-1", "PROPOSED", "FULFILLED");
        String dear = offerWith("RO-2", "PROPOSED", amounts(2000, 10000));
        String cheap = offerWith("RO-3", "PROPOSED", amounts(1000, 10000));

        Quoted quoted = quotedWith(quote(), booking("FULFILLED FULFILLED"), offers(some, dear, cheap));

        assertThat(unitOf(quoted).carried()).containsEntry("refundOfferId", "RO-3");
    }

    @Test
    void voucherIsTakenIfNothingElseIsOfferedAndItsLineSaysSo() {
        String voucher = offerWith(
                "RO-1", "PROPOSED", amounts(0, 13480) + ", \"reimbursementMethod\": {\"paymentMethod\": \"VOUCHER\"}");

        Quoted quoted = quotedWith(quote(), booking("FULFILLED"), offers(voucher));

        assertThat(terms(quoted).lines().get(0).kind()).isEqualTo(RefundLine.Kind.VOUCHER);
    }

    @Test
    void offerThatWouldRefundOtherTicketsTooIsNeverTaken() {
        supplier.on(READ, 200, booking("FULFILLED FULFILLED"))
                .on(ASK, 200, offers(offer("RO-55", "PROPOSED", "FULFILLED FULFILLED")));

        assertRefused(quoted(quote("FF-1")), RefusalCode.NOT_CANCELLABLE);
    }

    @Test
    void ticketsThatTheOfferLeavesOutAreNamedAndStayInTheUnit() {
        Quoted quoted =
                quotedWith(quote(), booking("FULFILLED FULFILLED"), offers(offer("RO-55", "PROPOSED", "FULFILLED")));

        assertThat(quoted.word().text()).contains("not refundable: FF-2");
        assertThat(unitOf(quoted).carried()).containsEntry("fulfillmentIds", "[\"FF-1\",\"FF-2\"]");
    }

    @Test
    void refundedTicketsAreNotAskedForAgain() {
        Quoted quoted = quotedWith(
                quote(), booking("REFUNDED FULFILLED RELEASED"), offers(offerWith("RO-55", "PROPOSED", amounts(0, 1))));

        assertThat(supplier.last().body().text(UTF_8)).contains("[\"FF-2\",\"FF-3\"]");
        assertThat(unitOf(quoted).carried()).containsEntry("fulfillmentIds", "[\"FF-2\",\"FF-3\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "REFUNDED REFUNDED, ALREADY_CANCELLED",
        "REFUNDED EXCHANGED, ALREADY_CANCELLED",
        "EXPIRED EXPIRED, TOO_LATE",
        "REFUNDED EXPIRED, TOO_LATE",
        "EXCHANGED EXCHANGED, NOT_CANCELLABLE"
    })
    void bookingWithoutAnOpenTicketIsRefusedWithoutAskingForOffers(String states, RefusalCode code) {
        supplier.on(READ, 200, booking(states));

        assertRefused(quoted(quote()), code);
    }

    @Test
    void ticketThatIsNotInTheBookingIsNotFound() {
        supplier.on(READ, 200, booking("FULFILLED"));

        assertRefused(quoted(quote("FF-9")), RefusalCode.NOT_FOUND);
    }

    @Test
    void ticketsOfADeferredRefundAreAlreadyCancelled() {
        supplier.on(READ, 200, booking("FULFILLED", offer("RO-1", "CONFIRMED", "FULFILLED")));

        assertRefused(quoted(quote()), RefusalCode.ALREADY_CANCELLED);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUNDED, ALREADY_CANCELLED",
        "CANCELLED, ALREADY_CANCELLED",
        "CONFIRMED, NOT_CANCELLABLE",
        "EXCHANGED, NOT_CANCELLABLE"
    })
    void bookingPartsDecideIfThereAreNoTickets(String state, RefusalCode code) {
        supplier.on(
                READ,
                200,
                bookingWith("\"bookedOffers\": [{\"admissions\": [{\"id\": \"A\", \"status\": \"" + state + "\"}]}]"));

        assertRefused(quoted(quote()), code);
    }

    @Test
    void exchangeUnderWayIsBusyAndABrokenPartIsUnknown() {
        String parts = "\"bookedOffers\": [{\"ancillaries\": [{\"id\": \"A\", \"status\": \"%s\"}]}]";
        supplier.on(READ, 200, bookingWith(parts.formatted("EXCHANGE_ONGOING")));
        supplier.on(READ, 200, bookingWith(parts.formatted("ERROR")));

        assertThat(quoted(quote())).isInstanceOf(Busy.class);
        assertThat(quoted(quote())).isInstanceOf(Unknown.class);
    }

    @Test
    void ownPreviousOfferIsDeletedFirst() {
        supplier.on("DELETE " + Samples.OFFER, 204);
        Quoted quoted =
                quotedWith(quoteAfter(unit()), booking("FULFILLED"), offers(offer("RO-56", "PROPOSED", "FULFILLED")));

        assertThat(supplier.lines()).containsExactly(READ, "DELETE " + Samples.OFFER, ASK);
        assertThat(supplier.asked().get(1).kind()).isEqualTo(RequestKind.PREPARE);
        assertThat(supplier.last().headers()).containsEntry("Idempotency-Key", KEY);
        assertThat(unitOf(quoted).carried()).containsEntry("refundOfferId", "RO-56");
    }

    @Test
    void openOfferThatNobodyExpectedIsDeletedAndItsKeyNotUsedAgain() {
        supplier.on("DELETE " + Samples.OFFER, 204);
        quotedWith(
                quote(),
                booking("FULFILLED", offer("RO-55", "PROPOSED", "FULFILLED")),
                offers(offer("RO-56", "PROPOSED", "FULFILLED")));

        assertThat(supplier.last().headers().get("Idempotency-Key"))
                .isNotEqualTo(KEY)
                .hasSize(36);
    }

    @ParameterizedTest
    @CsvSource({"404, true", "405, true", "400, true", "429, false", "503, false"})
    void deletingMayFailUnlessTheSupplierIsBusy(int status, boolean goesOn) {
        supplier.on(READ, 200, booking("FULFILLED"))
                .on("DELETE " + Samples.OFFER, status)
                .on(ASK, 200, offers(offer("RO-56", "PROPOSED", "FULFILLED")));

        assertThat(quoted(quoteAfter(unit()))).isInstanceOf(goesOn ? Quoted.class : Busy.class);
    }

    @Test
    void previousOfferThatHasBeenConfirmedMeanwhileMeansAlreadyCancelled() {
        supplier.on(READ, 200, booking("FULFILLED")).on("DELETE " + Samples.OFFER, 409);

        assertRefused(quoted(quoteAfter(unit())), RefusalCode.ALREADY_CANCELLED);
    }
}
