package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.CONFIRM;
import static dev.breakwater.rail.Samples.KEY;
import static dev.breakwater.rail.Samples.OFFER;
import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.amounts;
import static dev.breakwater.rail.Samples.booking;
import static dev.breakwater.rail.Samples.cancel;
import static dev.breakwater.rail.Samples.confirmed;
import static dev.breakwater.rail.Samples.offer;
import static dev.breakwater.rail.Samples.offerWith;
import static dev.breakwater.rail.Samples.problem;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.ticket;
import static dev.breakwater.rail.Samples.unit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.CancelResult.Busy;
import dev.breakwater.plugin.CancelResult.Cancelled;
import dev.breakwater.plugin.CancelResult.PartlyCancelled;
import dev.breakwater.plugin.CancelResult.Pending;
import dev.breakwater.plugin.CancelResult.QuoteExpired;
import dev.breakwater.plugin.CancelResult.Refused;
import dev.breakwater.plugin.CancelResult.Unknown;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.Unit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CancellingTest {
    private static final String CHECK = "GET " + OFFER + "/confirmation-check";
    private static final String READ_OFFER = "GET " + OFFER;
    private static final String OUR_OFFER_CONFIRMED = offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED");

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private CancelResult cancelled() {
        return supplier.converse(protocol().cancel(cancel(unit())));
    }

    private CancelResult cancelledWithCheck() {
        return supplier.converse(protocol("confirmationCheck", "true").cancel(cancel(unit())));
    }

    private static void assertRefused(CancelResult result, RefusalCode code) {
        assertThat(result)
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(code);
    }

    @Test
    void offerIsConfirmedWithTheKeyOfTheOrder() {
        supplier.on(CONFIRM, 200, confirmed(OUR_OFFER_CONFIRMED));

        Cancelled cancelled = (Cancelled) cancelled();

        assertThat(supplier.lines()).containsExactly(CONFIRM);
        assertThat(supplier.last().kind()).isEqualTo(RequestKind.COMMIT);
        assertThat(supplier.last().headers()).containsEntry("Idempotency-Key", KEY);
        assertThat(supplier.last().body().text(UTF_8)).isEqualTo("{\"status\":\"CONFIRMED\"}");
        assertThat(cancelled.refund().status()).isEqualTo(Refund.Status.AUTOMATIC);
        assertThat(cancelled.refund().amount()).contains(Money.of("124.80", "CHF"));
        assertThat(cancelled.word().code()).isEqualTo("CONFIRMED");
        assertThat(cancelled.aliases()).containsExactly(new BookingKey("HBR7731"));
    }

    @Test
    void sameOrderGivesTheSameFirstRequest() {
        Step<CancelResult> one = protocol().cancel(cancel(unit()));
        Step<CancelResult> other = protocol().cancel(cancel(unit()));

        assertThat(((Step.Ask<CancelResult>) one).request()).isEqualTo(((Step.Ask<CancelResult>) other).request());
    }

    @Test
    void unitThatCarriesNoOfferNeedsANewQuoteAndAsksNothing() {
        assertThat(supplier.converse(protocol().cancel(cancel(Unit.whole(List.of())))))
                .isInstanceOf(QuoteExpired.class);
        Unit climbing = new Unit(
                "whole", List.of(), Map.of("bookingId", "..", "refundOfferId", "1", "fulfillmentIds", "[\"A\"]"));
        assertThat(supplier.converse(protocol().cancel(cancel(climbing)))).isInstanceOf(QuoteExpired.class);
        Unit empty =
                new Unit("whole", List.of(), Map.of("bookingId", "A", "refundOfferId", "1", "fulfillmentIds", "[]"));
        assertThat(supplier.converse(protocol().cancel(cancel(empty)))).isInstanceOf(QuoteExpired.class);
        assertThat(supplier.asked()).isEmpty();
    }

    @Test
    void nothingComesBackIfTheRefundIsZero() {
        supplier.on(
                CONFIRM,
                200,
                confirmed(offerWith(
                        "RO-55",
                        "CONFIRMED",
                        "\"fulfillments\": " + Samples.tickets("REFUNDED REFUNDED") + "," + amounts(13480, 0))));

        assertThat(((Cancelled) cancelled()).refund().status()).isEqualTo(Refund.Status.NONE);
    }

    @Test
    void voucherIsALineOfItsOwnKind() {
        supplier.on(
                CONFIRM,
                200,
                confirmed(offer(
                        "RO-55",
                        "CONFIRMED",
                        "REFUNDED REFUNDED",
                        "\"reimbursementMethod\": {\"paymentMethod\": \"VOUCHER\"}")));

        assertThat(((Cancelled) cancelled()).refund().lines().get(0).kind()).isEqualTo(RefundLine.Kind.VOUCHER);
    }

    @Test
    void moneyThatComesLaterIsStillCancelled() {
        supplier.on(
                CONFIRM,
                200,
                confirmed(offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED", "\"reimbursementStatus\": \"DELAYED\"")));

        assertThat(cancelled()).isInstanceOf(Cancelled.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FULFILLED FULFILLED", "REFUNDED CONFIRMED", "REFUNDED SHINY"})
    void confirmedOfferWhoseTicketsAreNotRefundedYetIsPending(String states) {
        supplier.on(CONFIRM, 200, confirmed(offer("RO-55", "CONFIRMED", states)));

        assertThat(cancelled()).isInstanceOf(Pending.class);
    }

    @Test
    void ticketsThatTheOfferLeftOutRemain() {
        supplier.on(CONFIRM, 200, confirmed(offer("RO-55", "CONFIRMED", "REFUNDED")));

        PartlyCancelled partly = (PartlyCancelled) cancelled();

        assertThat(partly.cancelled()).isEqualTo(Samples.scope("FF-1"));
        assertThat(partly.remaining()).isEqualTo(Samples.scope("FF-2"));
        assertThat(partly.refund().amount()).contains(Money.of("124.80", "CHF"));
    }

    @Test
    void ticketsThatWereIssuedAnewRemainOfAWholeBookingOnly() {
        String offer = offer(
                "RO-55",
                "CONFIRMED",
                "REFUNDED REFUNDED",
                "\"issuedFulfillments\": [" + ticket("FF-3", "FULFILLED") + "]");
        supplier.on(CONFIRM, 200, confirmed(offer)).on(CONFIRM, 200, confirmed(offer));

        assertThat(((PartlyCancelled) cancelled()).remaining()).isEqualTo(Samples.scope("FF-3"));
        assertThat(supplier.converse(protocol().cancel(cancel(unit("FF-1"))))).isInstanceOf(Cancelled.class);
    }

    @Test
    void bookingIsReadIfTheConfirmedOfferTellsNoTickets() {
        String bare = offerWith("RO-55", "CONFIRMED", amounts(1000, 12480));
        supplier.on(CONFIRM, 200, confirmed(bare)).on(READ, 200, booking("REFUNDED REFUNDED", OUR_OFFER_CONFIRMED));
        supplier.on(CONFIRM, 200, confirmed(bare)).on(READ, 503);

        assertThat(cancelled()).isInstanceOf(Cancelled.class);
        assertThat(cancelled()).isInstanceOf(Pending.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Welcome</body></html>",
                "{\"refundOffer\": {\"id\": \"RO-55\", \"status\": \"CONF",
                "{}",
                "{\"refundOffer\": {\"id\": \"RO-55\", \"status\": \"PROPOSED\"}}",
                "{\"refundOffer\": {\"id\": \"RO-99\", \"status\": \"CONFIRMED\"}}",
                "{\"code\": \"BOOKING_MODIFICATION_NOT_ALLOWED\"}"
            })
    void successThatDoesNotShowOurOfferConfirmedIsUnknown(String body) {
        supplier.on(CONFIRM, 200, body);

        assertThat(cancelled()).isInstanceOf(Unknown.class);
    }

    @Test
    void deepGarbageIsUnknown() {
        supplier.on(CONFIRM, 200, "[{\"a\":".repeat(300_000));

        assertThat(cancelled()).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 401, UNAUTHORIZED",
        "UNAUTHORIZED, 401, UNAUTHORIZED",
        "X_NO, 403, UNAUTHORIZED",
        "BOOKING_BOOKING_ALREADY_CANCELLED, 400, ALREADY_CANCELLED",
        "CONFIRMATION_BOOKING_ALREADY_CANCELLED, 400, ALREADY_CANCELLED",
        "BOOKING_MODIFICATION_NOT_ALLOWED, 400, NOT_CANCELLABLE",
        "BOOKING_MODIFICATION_NOT_ALLOWED, 403, NOT_CANCELLABLE",
        "OPERATION_NOT_PERMITTED, 403, NOT_CANCELLABLE",
        "CONFIRMATION_OPERATION_NOT_SUPPORTED, 400, NOT_CANCELLABLE",
        "VALIDATION_ERROR, 400, MALFORMED_REQUEST",
        "MALFORMED_REQUEST, 400, MALFORMED_REQUEST",
        "MISSING_INFORMATION, 400, MALFORMED_REQUEST",
        "INVALID_INPUT, 400, MALFORMED_REQUEST",
        "PARAMETER_NOT_SUPPORTED, 400, MALFORMED_REQUEST",
        "'', 405, MALFORMED_REQUEST",
        "'', 406, MALFORMED_REQUEST",
        "'', 415, MALFORMED_REQUEST",
        "'', 501, MALFORMED_REQUEST"
    })
    void refusalIsCertain(String code, int status, RefusalCode expected) {
        supplier.on(CONFIRM, status, problem(code));

        assertRefused(cancelled(), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_ERROR, 500",
        "CONFIRMATION_UNKNOWN_ERROR, 500",
        "UNKNOWN_ERROR, 400",
        "SERVICE_UNAVAILABLE, 503",
        "BOOKING_MODIFICATION_NOT_ALLOWED, 500",
        "'', 502",
        "'', 504",
        "X_TOO_LATE, 400",
        "SOMETHING_NEW, 422",
        "OVERRULE_CODE_NOT_ACCEPTED, 400",
        "'', 400",
        "'', 408",
        "'', 302",
        "BOOKING_MODIFICATION_NOT_ALLOWED, 302"
    })
    void anythingElseIsUnknown(String code, int status) {
        supplier.on(CONFIRM, status, problem(code));

        assertThat(cancelled()).isInstanceOf(Unknown.class);
    }

    @Test
    void tooManyRequestsIsBusy() {
        supplier.on(CONFIRM, 429, problem("X_SLOW_DOWN"));

        assertThat(cancelled()).isInstanceOf(Busy.class);
    }

    @Test
    void whatTheSupplierSaidIsKept() {
        supplier.on(
                CONFIRM,
                400,
                "{\"code\": \"urn:uic:problem:INVALID_INPUT\", \"title\": \"No\", \"detail\": \"Not so\", \"pointers\": [{\"requestPointer\": \"#/status\"}]}");

        CancelResult result = cancelled();

        assertThat(result.word().code()).isEqualTo("urn:uic:problem:INVALID_INPUT");
        assertThat(result.word().text()).isEqualTo("No; Not so; #/status");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | RESOURCE_NOT_FOUND         | CONFIRMED | REFUNDED REFUNDED   | Cancelled",
                "404 | RESOURCE_NOT_FOUND         | CONFIRMED | FULFILLED FULFILLED | Pending",
                "404 | RESOURCE_NOT_FOUND         | PROPOSED  | FULFILLED FULFILLED | QuoteExpired",
                "404 | RESOURCE_NOT_FOUND         | none      | FULFILLED FULFILLED | QuoteExpired",
                "404 | ''                         | none      | FULFILLED FULFILLED | QuoteExpired",
                "404 | RESOURCE_NOT_FOUND         | none      | REFUNDED REFUNDED   | Refused",
                "409 | ''                         | CONFIRMED | REFUNDED REFUNDED   | Cancelled",
                "409 | X_CONFLICT                 | PROPOSED  | FULFILLED FULFILLED | Busy",
                "400 | CONFIRMATION_CHECK_FAILED  | PROPOSED  | FULFILLED FULFILLED | Busy",
                "400 | CONFIRMATION_CHECK_FAILED  | CONFIRMED | REFUNDED REFUNDED   | Cancelled",
                "400 | CONFIRMATION_CHECK_FAILED  | FANCY     | FULFILLED FULFILLED | Unknown",
                "200 | CONFIRMATION_PARTIAL_SUCCESS | CONFIRMED | REFUNDED REFUNDED | Cancelled",
                "200 | PARTIAL_SUCCESS            | none      | REFUNDED FULFILLED  | PartlyCancelled",
                "400 | PARTIAL_SUCCESS            | CONFIRMED | REFUNDED REFUNDED   | Cancelled",
                "400 | PARTIAL_SUCCESS            | none      | FULFILLED FULFILLED | Unknown"
            })
    void bookingTellsWhatARefusalMeans(int status, String code, String offerStatus, String states, String expected) {
        String[] offers =
                offerStatus.equals("none") ? new String[0] : new String[] {offer("RO-55", offerStatus, states)};
        supplier.on(CONFIRM, status, problem(code)).on(READ, 200, booking(states, offers));

        assertThat(cancelled().getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "409 | ''                        | 404 | ''                  | QuoteExpired",
                "409 | ''                        | 200 | PROPOSED            | Busy",
                "409 | ''                        | 200 | CONFIRMED           | Cancelled",
                "400 | CONFIRMATION_CHECK_FAILED | 404 | ''                  | QuoteExpired",
                "400 | CONFIRMATION_CHECK_FAILED | 200 | PROPOSED            | Busy",
                "409 | ''                        | 503 | ''                  | Unknown"
            })
    void offerItselfIsReadIfTheBookingDoesNotListIt(int status, String code, int read, String state, String expected) {
        supplier.on(CONFIRM, status, problem(code))
                .on(READ, 200, booking("FULFILLED FULFILLED"))
                .on(READ_OFFER, read, state.isEmpty() ? "" : confirmed(offer("RO-55", state, "REFUNDED REFUNDED")));

        assertThat(cancelled().getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void bookingThatIsNotThereEitherIsNotFound() {
        supplier.on(CONFIRM, 404).on(READ, 404, problem("RESOURCE_NOT_FOUND"));

        assertRefused(cancelled(), RefusalCode.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"503, ''", "200, <html>", "401, ''", "200, '{\"booking\": {\"id\": \"BK-1\"}}'"})
    void refusalThatCannotBeLookedIntoIsUnknown(int status, String body) {
        supplier.on(CONFIRM, 404).on(READ, status, body);

        assertThat(cancelled()).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 404, 405, 501})
    void checkThatSaysReadyOrIsMissingIsFollowedByTheCommit(int status) {
        supplier.on(CHECK, status).on(CONFIRM, 200, confirmed(OUR_OFFER_CONFIRMED));

        assertThat(cancelledWithCheck()).isInstanceOf(Cancelled.class);
        assertThat(supplier.asked().get(0).kind()).isEqualTo(RequestKind.READ);
    }

    @ParameterizedTest
    @CsvSource({
        "400, BOOKING_BOOKING_ALREADY_CANCELLED, Refused",
        "400, BOOKING_MODIFICATION_NOT_ALLOWED, Refused",
        "400, VALIDATION_ERROR, Refused",
        "401, '', Refused",
        "429, '', Busy",
        "500, UNKNOWN_ERROR, Busy",
        "503, '', Busy"
    })
    void checkThatFailsIsNotFollowedByACommit(int status, String code, String expected) {
        supplier.on(CHECK, status, problem(code));

        assertThat(cancelledWithCheck().getClass().getSimpleName()).isEqualTo(expected);
        assertThat(supplier.commits()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PROPOSED, Busy", "FANCY, Busy", "none, QuoteExpired", "CONFIRMED, QuoteExpired"})
    void failedCheckIsLookedInto(String offerStatus, String expected) {
        String states = offerStatus.equals("CONFIRMED") ? "REFUNDED REFUNDED" : "FULFILLED FULFILLED";
        String[] offers =
                offerStatus.equals("none") ? new String[0] : new String[] {offer("RO-55", offerStatus, states)};
        supplier.on(CHECK, 400, problem("CONFIRMATION_CHECK_FAILED"))
                .on(READ, 200, booking(states, offers))
                .on(READ_OFFER, 404);

        assertThat(cancelledWithCheck().getClass().getSimpleName()).isEqualTo(expected);
        assertThat(supplier.commits()).isZero();
    }
}
