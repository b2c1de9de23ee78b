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
import static dev.breakwater.rail.Samples.problem;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.quote;
import static dev.breakwater.rail.Samples.tickets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Busy;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.QuoteResult.Refused;
import dev.breakwater.plugin.QuoteResult.Unknown;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Terms;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What errors, garbage and unknown bookings come to. */
class QuotingFaultsTest {
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

    private static void assertRefused(QuoteResult result, RefusalCode code) {
        assertThat(result)
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(code);
    }

    private static QuoteOrder quoteOf(String reference) {
        return new QuoteOrder(
                BookingReference.of(reference),
                List.of(),
                CancellationReason.OTHER,
                Optional.empty(),
                List.of(),
                KEY,
                Samples.NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, 401, UNAUTHORIZED",
        "X_WHATEVER, 403, UNAUTHORIZED",
        "RESOURCE_NOT_FOUND, 404, NOT_FOUND",
        "BOOKING_BOOKING_ALREADY_CANCELLED, 400, ALREADY_CANCELLED",
        "CONFIRMATION_BOOKING_ALREADY_CANCELLED, 400, ALREADY_CANCELLED",
        "BOOKING_MODIFICATION_NOT_ALLOWED, 400, NOT_CANCELLABLE",
        "OPERATION_NOT_PERMITTED, 403, NOT_CANCELLABLE",
        "CONFIRMATION_OPERATION_NOT_SUPPORTED, 400, NOT_CANCELLABLE",
        "CONFIRMATION_CHECK_FAILED, 400, NOT_CANCELLABLE",
        "VALIDATION_ERROR, 400, MALFORMED_REQUEST",
        "MALFORMED_REQUEST, 400, MALFORMED_REQUEST",
        "MISSING_INFORMATION, 400, MALFORMED_REQUEST",
        "INVALID_INPUT, 400, MALFORMED_REQUEST",
        "PARAMETER_NOT_SUPPORTED, 400, MALFORMED_REQUEST",
        "'', 405, MALFORMED_REQUEST",
        "'', 406, MALFORMED_REQUEST",
        "'', 415, MALFORMED_REQUEST",
        "'', 501, MALFORMED_REQUEST",
        "X_TOO_LATE, 400, NOT_CANCELLABLE",
        "SOMETHING_NEW, 422, NOT_CANCELLABLE"
    })
    void errorRefusesAQuote(String code, int status, RefusalCode expected) {
        supplier.on(READ, 200, booking("FULFILLED")).on(ASK, status, problem(code));

        assertRefused(quoted(quote()), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_ERROR, 500",
        "CONFIRMATION_UNKNOWN_ERROR, 500",
        "SERVICE_UNAVAILABLE, 503",
        "X_OUT_OF_ORDER, 500",
        "'', 502",
        "'', 429",
        "'', 409"
    })
    void temporaryErrorMakesAQuoteBusy(String code, int status) {
        supplier.on(READ, 200, booking("FULFILLED")).on(ASK, status, problem(code));

        assertThat(quoted(quote())).isInstanceOf(Busy.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\": \"urn:uic:problem:BOOKING_BOOKING_ALREADY_CANCELLED\"}",
                "{\"code\": \"BOOKING_BOOKING_ALREADY_CANCELLED\"}",
                "{\"code\": \" booking_booking_already_cancelled \"}",
                "{\"title\": \"BOOKING_BOOKING_ALREADY_CANCELLED\"}",
                "{\"type\": \"https://rail.example/errors/booking-booking-already-cancelled\"}",
                "{\"type\": \"urn:uic:problem:BOOKING_BOOKING_ALREADY_CANCELLED\", \"title\": \"Too bad\"}",
                "{\"code\": \"400\", \"title\": \"BOOKING_BOOKING_ALREADY_CANCELLED\"}",
                "{\"problems\": [{\"code\": \"BOOKING_BOOKING_ALREADY_CANCELLED\"}]}",
                "{\"warnings\": {\"warnings\": [{\"code\": \"BOOKING_BOOKING_ALREADY_CANCELLED\"}]}}"
            })
    void codeIsFoundWhereverTheSupplierHidesIt(String body) {
        supplier.on(READ, 200, booking("FULFILLED")).on(ASK, 400, body);

        assertRefused(quoted(quote()), RefusalCode.ALREADY_CANCELLED);
    }

    @Test
    void codeOfTheProviderStandsBesideATitleThatSoundsLikeTheStandard() {
        supplier.on(READ, 200, booking("FULFILLED"))
                .on(ASK, 400, "{\"code\": \"X_17\", \"title\": \"BOOKING_BOOKING_ALREADY_CANCELLED\"}");

        QuoteResult result = quoted(quote());

        assertRefused(result, RefusalCode.NOT_CANCELLABLE);
        assertThat(result.word().code()).isEqualTo("X_17");
        assertThat(result.word().text()).isEqualTo("BOOKING_BOOKING_ALREADY_CANCELLED");
    }

    @Test
    void successWithoutAnOfferIsARefusalIfItSaysSo() {
        supplier.on(READ, 200, booking("FULFILLED")).on(ASK, 200, "{\"refundOffers\": []}");
        assertRefused(quoted(quote()), RefusalCode.NOT_CANCELLABLE);

        supplier.on(READ, 200, booking("FULFILLED"))
                .on(ASK, 200, "{\"problems\": [{\"code\": \"X_NO\", \"title\": \"After-sales closed\"}]}");
        assertRefused(quoted(quote()), RefusalCode.NOT_CANCELLABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "{}",
                "<html>",
                "[]",
                "{\"refundOffers\": [{\"id\": \"..\", \"status\": \"PROPOSED\"}]}x",
                "{\"refundOffers\": [{\"id\": \"RO-1\", \"status\": \"FANCY\"}]}"
            })
    void successThatCannotBeUnderstoodIsUnknown(String body) {
        supplier.on(READ, 200, booking("FULFILLED")).on(ASK, 200, body);

        assertThat(quoted(quote())).isInstanceOf(Unknown.class);
    }

    @Test
    void deepOrHugeGarbageIsUnknown() {
        supplier.on(READ, 200, "{\"booking\":".repeat(200_000)).on(READ, 200, "[".repeat(3_000_000));
        supplier.on(READ, 200, "{\"a\":\"" + "x".repeat(5_000_000) + "\"}").on(READ, 500, "[".repeat(3_000_000));

        assertThat(quoted(quote())).isInstanceOf(Unknown.class);
        assertThat(quoted(quote())).isInstanceOf(Unknown.class);
        assertThat(quoted(quote())).isInstanceOf(Unknown.class);
        assertThat(quoted(quote())).isInstanceOf(Busy.class);
    }

    @Test
    void bookingIsFoundByItsCodeIfTheReferenceIsNotItsId() {
        supplier.on("GET /bookings/HBR7731?embed=ALL", 404)
                .on(Samples.SEARCH, 200, "{\"bookingSearchResults\": [{\"id\": \"BK-7731\"}]}");
        supplier.on(READ, 200, booking("FULFILLED")).on(ASK, 200, offers(offer("RO-55", "PROPOSED", "FULFILLED")));

        assertThat(quoted(quoteOf("HBR7731"))).isInstanceOf(Quoted.class);
    }

    @Test
    void bookingThatTheSupplierFindsByItsCodeAtOnceIsTaken() {
        supplier.on("GET /bookings/hbr7731?embed=ALL", 200, booking("FULFILLED"))
                .on(ASK, 200, offers(offer("RO-55", "PROPOSED", "FULFILLED")));

        assertThat(quoted(quoteOf("hbr7731"))).isInstanceOf(Quoted.class);
    }

    @Test
    void bookingThatIsAnotherOneThanWasAskedForIsNeverTaken() {
        supplier.on(READ, 200, booking("FULFILLED").replace("BK-7731", "BK-1").replace("HBR7731", "HBR1"));

        assertThat(quoted(quote())).isInstanceOf(Unknown.class);
    }

    @Test
    void unknownBookingIsNotFound() {
        supplier.on(READ, 404, problem("RESOURCE_NOT_FOUND")).on(Samples.SEARCH, 200, "{\"bookingSearchResults\": []}");

        assertRefused(quoted(quote()), RefusalCode.NOT_FOUND);
    }

    @Test
    void unknownFieldsAndWordsDoNoHarm() {
        Quoted quoted = quotedWith(
                quote(),
                bookingWith("\"colour\": {\"a\": [1]}, \"fulfillments\": " + tickets("SHINY")),
                offers(offerWith("RO-55", "proposed", amounts(1000, 12480) + ", \"sparkle\": true")));

        assertThat(terms(quoted).penalty()).contains(Money.of("10.00", "CHF"));
    }

    @Test
    void scopeOtherThanTicketsIsRefusedWithoutAskingAnything() {
        QuoteOrder order = new QuoteOrder(
                Samples.BOOKING,
                List.of(new ScopeItem(ScopeType.ROOM, "1")),
                CancellationReason.OTHER,
                Optional.empty(),
                List.of(),
                KEY,
                Samples.NOW);

        assertRefused(quoted(order), RefusalCode.MALFORMED_REQUEST);
        assertThat(supplier.asked()).isEmpty();
    }
}
