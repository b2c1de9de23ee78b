package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.ASK;
import static dev.breakwater.rail.Samples.COMMITTED;
import static dev.breakwater.rail.Samples.CONFIRM;
import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.SEARCH;
import static dev.breakwater.rail.Samples.booking;
import static dev.breakwater.rail.Samples.bookingWith;
import static dev.breakwater.rail.Samples.cancel;
import static dev.breakwater.rail.Samples.confirmed;
import static dev.breakwater.rail.Samples.lookup;
import static dev.breakwater.rail.Samples.offer;
import static dev.breakwater.rail.Samples.offers;
import static dev.breakwater.rail.Samples.problem;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.quote;
import static dev.breakwater.rail.Samples.ticket;
import static dev.breakwater.rail.Samples.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Unit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that contradict themselves, or tell a part only: nothing is concluded from them. */
class ContradictionsTest {
    private static final LookupOrder UNQUOTED = lookup(Unit.whole(List.of()), Optional.empty());
    private static final LookupOrder AFTER_A_COMMIT = lookup(unit(), Optional.of(COMMITTED));
    private static final String NONE_FOUND = "{\"bookingSearchResults\": []}";

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private CancelResult cancelled() {
        return supplier.converse(protocol().cancel(cancel(unit())));
    }

    private LookupResult found(LookupOrder order) {
        return supplier.converse(protocol().lookup(order));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIRMATION_UNKNOWN_ERROR", "SERVICE_UNAVAILABLE"})
    void refusalBesideAFailureIsUnknown(String beside) {
        supplier.on(CONFIRM, 400, "{\"code\": \"VALIDATION_ERROR\", \"problems\": [{\"code\": \"" + beside + "\"}]}");

        assertThat(cancelled()).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void refusalBesideAPartialSuccessIsLookedInto() {
        supplier.on(
                        CONFIRM,
                        400,
                        "{\"code\": \"BOOKING_MODIFICATION_NOT_ALLOWED\","
                                + " \"problems\": [{\"code\": \"CONFIRMATION_PARTIAL_SUCCESS\"}]}")
                .on(READ, 200, booking("REFUNDED REFUNDED", offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED")));

        assertThat(cancelled()).isInstanceOf(CancelResult.Cancelled.class);
    }

    @Test
    void whatWasPartlyDoneWasNotDoneByOthers() {
        supplier.on(CONFIRM, 400, problem("PARTIAL_SUCCESS")).on(READ, 200, booking("REFUNDED REFUNDED"));

        assertThat(cancelled()).isInstanceOf(CancelResult.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"400, PARTIAL_SUCCESS", "400, CONFIRMATION_CHECK_FAILED", "409, ''"})
    void bookingThatIsGoneDoesNotProveThatTheCommitFoundNone(int status, String code) {
        supplier.on(CONFIRM, status, problem(code)).on(READ, 404, problem("RESOURCE_NOT_FOUND"));

        assertThat(cancelled()).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void partialSuccessThatNothingExplainsIsUnknown() {
        supplier.on(
                        CONFIRM,
                        200,
                        "{\"problems\": [{\"code\": \"PARTIAL_SUCCESS\"}], \"refundOffer\": "
                                + offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED") + "}")
                .on(READ, 503);

        assertThat(cancelled()).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void confirmedOfferBesideAFailureIsLookedInto() {
        supplier.on(
                        CONFIRM,
                        200,
                        "{\"problems\": [{\"code\": \"CONFIRMATION_UNKNOWN_ERROR\"}], \"refundOffer\": "
                                + offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED") + "}")
                .on(READ, 200, booking("FULFILLED FULFILLED", offer("RO-55", "PROPOSED", "FULFILLED FULFILLED")));

        assertThat(cancelled()).isInstanceOf(CancelResult.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SETTLED", "PROPOSED"})
    void refundedTicketsBesideOurOwnOfferMayBeOurs(String status) {
        String refunded = booking("REFUNDED REFUNDED", offer("RO-55", status, "REFUNDED REFUNDED"));
        supplier.on(CONFIRM, 409).on(READ, 200, refunded).on(READ, 200, refunded);

        assertThat(cancelled()).isInstanceOf(CancelResult.Unknown.class);
        assertThat(((LookupResult.Cancelled) found(AFTER_A_COMMIT)).author()).isEqualTo(Author.UNKNOWN);
    }

    @Test
    void confirmedOfferThatListsATicketTwiceIsUnknown() {
        String twice = "\"fulfillments\": [" + ticket("FF-1", "REFUNDED") + "," + ticket("FF-2", "REFUNDED") + ","
                + ticket("FF-1", "FULFILLED") + "]";
        supplier.on(CONFIRM, 200, confirmed(Samples.offerWith("RO-55", "CONFIRMED", twice)));

        assertThat(cancelled()).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void serviceThatIsStillBookedIsNotOverlooked() {
        supplier.on(
                READ,
                200,
                bookingWith("\"bookedOffers\": [{\"admissions\": [{\"id\": \"A\", \"status\": \"REFUNDED\"}],"
                        + " \"continuousServices\": [{\"id\": \"T\", \"status\": \"FULFILLED\"}]}]"));

        assertThat(found(UNQUOTED)).isInstanceOf(LookupResult.PartlyCancelled.class);
    }

    @Test
    void voidTicketOfWhichAllPartsAreRefundedIsCancelledWhateverItsFeeWas() {
        supplier.on(
                READ,
                200,
                bookingWith("\"fulfillments\": [{\"id\": \"FF-1\", \"status\": \"CANCELLED\","
                        + " \"bookingParts\": [{\"id\": \"A\"}, {\"id\": \"F\"}]}], \"bookedOffers\": [{\"admissions\":"
                        + " [{\"id\": \"A\", \"status\": \"REFUNDED\"}], \"fees\": [{\"id\": \"F\"}]}]"));

        assertThat(found(UNQUOTED)).isInstanceOf(LookupResult.Cancelled.class);
    }

    @Test
    void bookingOfASupplierThatCouldNotReadItAllProvesNothing() {
        String stale = booking("FULFILLED FULFILLED")
                .replaceFirst("\\{", "{\"problems\": [{\"code\": \"SERVICE_UNAVAILABLE\"}], ");
        supplier.on(READ, 200, stale).on(CONFIRM, 404).on(READ, 200, stale);

        assertThat(found(AFTER_A_COMMIT)).isInstanceOf(LookupResult.Busy.class);
        assertThat(cancelled()).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void searchThatFailedHalfwayDoesNotFindNothing() {
        supplier.on(READ, 404, problem("RESOURCE_NOT_FOUND"))
                .on(SEARCH, 200, "{\"problems\": [{\"code\": \"SERVICE_UNAVAILABLE\"}], \"bookingSearchResults\": []}");

        assertThat(found(UNQUOTED)).isInstanceOf(LookupResult.Busy.class);
    }

    @Test
    void bookingThatNobodyShowsAnyMoreIsNoProofAfterACommit() {
        supplier.on(READ, 404, problem("RESOURCE_NOT_FOUND")).on(SEARCH, 200, NONE_FOUND);
        assertThat(found(AFTER_A_COMMIT)).isInstanceOf(LookupResult.Unknown.class);

        supplier.on(READ, 404, problem("RESOURCE_NOT_FOUND")).on(SEARCH, 200, NONE_FOUND);
        assertThat(found(lookup(unit(), Optional.empty()))).isInstanceOf(LookupResult.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"bookingSearchResults\": [{\"bookingCode\": \"BK-7731\"}]}",
                "200 | {\"bookingSearchResults\": [{\"id\": \"A\"}, {}]}",
                "200 | {\"bookingSearchResults\": \"some\"}",
                "401 | ''",
                "403 | ''"
            })
    void searchThatFindsWhatCannotBeReadOrIsNotAllowedDoesNotFindNothing(int status, String body) {
        supplier.on(READ, 404, problem("RESOURCE_NOT_FOUND")).on(SEARCH, status, body);

        assertThat(found(UNQUOTED)).isInstanceOf(LookupResult.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"fulfillments\": [{\"id\": \"FF-1\", \"status\": \"REFUNDED\"}, {\"status\": \"FULFILLED\"}]",
                "\"fulfillments\": [{\"id\": \"FF-1\", \"status\": \"REFUNDED\"}, null]",
                "\"fulfillments\": [{\"id\": \"FF-1\", \"status\": \"REFUNDED\"}, {\"id\": \"FF-1\", \"status\": \"FULFILLED\"}]",
                "\"fulfillments\": {\"id\": \"FF-1\"}, \"bookedOffers\": [{\"admissions\": [{\"id\": \"A\", \"status\": \"REFUNDED\"}]}]",
                "\"bookedOffers\": [{\"admissions\": [{\"id\": \"A\", \"status\": \"REFUNDED\"}, {\"status\": \"FULFILLED\"}]}]",
                "\"fulfillments\": [{\"id\": \"FF-1\", \"status\": \"CANCELLED\", \"bookingParts\": [{\"id\": \"A\"}, {\"id\": \"B\"}]}],"
                        + " \"bookedOffers\": [{\"admissions\": [{\"id\": \"A\", \"status\": \"REFUNDED\"}]}]"
            })
    void bookingOfWhichOnlyAPartCanBeReadTellsNothing(String fields) {
        supplier.on(READ, 200, bookingWith(fields));

        assertThat(found(UNQUOTED)).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void offerForATicketWithoutAnIdIsNotTaken() {
        String offer = Samples.offerWith(
                "RO-55",
                "PROPOSED",
                "\"fulfillments\": [" + ticket("FF-1", "FULFILLED") + ", {\"status\": \"FULFILLED\"}], "
                        + Samples.amounts(0, 13480));
        supplier.on(READ, 200, booking("FULFILLED FULFILLED")).on(ASK, 200, offers(offer));

        assertThat(supplier.converse(protocol().quote(quote("FF-1")))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void offerOfOthersThatWasConfirmedMeanwhileDoesNotTellWhatBecameOfOurTickets() {
        supplier.on(READ, 200, booking("FULFILLED FULFILLED", offer("RO-9", "PROPOSED", "FULFILLED")))
                .on("DELETE /bookings/BK-7731/refund-offers/RO-9", 409);

        assertThat(supplier.converse(protocol().quote(quote("FF-2")))).isInstanceOf(QuoteResult.Busy.class);
    }

    @Test
    void offerThatIsListedTwiceIsNotPaidTwice() {
        String ours = offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED");
        supplier.on(READ, 200, booking("REFUNDED REFUNDED", ours, ours));

        assertThat(found(AFTER_A_COMMIT)).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void whatIsLostOfAPriceInAnotherCurrencyIsUnknown() {
        String offer = Samples.offerWith(
                "RO-55", "PROPOSED", Samples.amounts(500, 1000).replace("CHF", "EUR"));
        supplier.on(READ, 200, booking("FULFILLED")).on(ASK, 200, offers(offer));

        QuoteResult.Quoted quoted =
                (QuoteResult.Quoted) supplier.converse(protocol().quote(quote()));

        assertThat(quoted.units().get(0).terms().penalty()).isEmpty();
    }

    @Test
    void confirmationOfAnUnreadableOfferIsUnknown() {
        supplier.on(CONFIRM, 200, confirmed("{\"id\": \"RO-55\", \"status\": \"CONFIRMED\", \"fulfillments\": [{}]}"));

        assertThat(cancelled()).isInstanceOf(CancelResult.Unknown.class);
    }
}
