package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.BOOKING;
import static dev.breakwater.attraction.ScriptedSupplier.KNOWN_BOOKING;
import static dev.breakwater.attraction.ScriptedSupplier.LOOK;
import static dev.breakwater.attraction.ScriptedSupplier.NOW;
import static dev.breakwater.attraction.ScriptedSupplier.SEARCH;
import static dev.breakwater.attraction.ScriptedSupplier.lookup;
import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Active;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.LookupResult.Cancelled;
import dev.breakwater.plugin.LookupResult.Gone;
import dev.breakwater.plugin.LookupResult.NotFound;
import dev.breakwater.plugin.LookupResult.PartlyCancelled;
import dev.breakwater.plugin.LookupResult.Pending;
import dev.breakwater.plugin.LookupResult.Unknown;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
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

class LookupTest {
    private static final Unit WHOLE = Unit.whole(List.of());
    private static final Unit QUOTED =
            new Unit(Unit.WHOLE, List.of(), Map.of("mark", "the-mark", "amount", "20.00", "currency", "EUR"));

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    @ParameterizedTest
    @ValueSource(strings = {"CONFIRMED", "ON_HOLD", "On Hold", "confirmed"})
    void aBookingThatStandsIsActive(String status) {
        assertThat(look(Json.booking(status), lookup())).isInstanceOf(Active.class);
        assertThat(supplier.lines()).containsExactly(LOOK);
        assertThat(supplier.requests()).allMatch(request -> request.kind() == RequestKind.READ);
    }

    @Test
    void aPendingBookingIsActiveUnlessWeAskedToCancelIt() {
        assertThat(look(Json.booking("PENDING"), lookup(BOOKING, WHOLE, null))).isInstanceOf(Active.class);
        assertThat(look(Json.booking("PENDING"), lookup())).isInstanceOf(Pending.class);
    }

    @Test
    void aBookingThatWasPendingBeforeAndDidNotChangeIsActive() {
        Unit pending = new Unit(Unit.WHOLE, List.of(), Map.of("state", "PENDING", "updatedAt", "2031-01-10T08:01:00Z"));

        assertThat(look(Json.booking("PENDING"), lookup(BOOKING, pending, NOW))).isInstanceOf(Active.class);
        assertThat(look(
                        Json.booking("PENDING").with("utcUpdatedAt", "2031-03-04T10:00:01Z"),
                        lookup(BOOKING, pending, NOW)))
                .isInstanceOf(Pending.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2031-03-04T10:00:00Z, any, US",
        "2031-03-04T10:00:10Z, , US",
        "2031-03-04T09:00:00Z, any, US",
        "2031-03-04T08:59:59Z, any, OTHERS",
        "2031-03-04T12:00:10+02:00, any, US",
        "2031-03-04T10:00:10, any, US",
        ", any, UNKNOWN",
        "yesterday, any, UNKNOWN",
        "2031-03-04T08:00:00Z, Weather [key THE-MARK], US",
        "2031-03-04T05:00:10, Weather [KEY-1], US"
    })
    void whoCancelledIsReadFromTheMarkAndTheTime(String at, String reason, Author author) {
        Cancelled cancelled = (Cancelled) look(Json.cancelled("FULL", reason, at), lookup(BOOKING, QUOTED, NOW));

        assertThat(cancelled.author()).isEqualTo(author);
    }

    @ParameterizedTest
    @CsvSource({"2031-03-04T10:00:10Z", "''"})
    void whatWasCancelledBeforeWeEverAskedWasCancelledByOthers(String at) {
        Cancelled cancelled = (Cancelled) look(Json.cancelled("FULL", "any", at), lookup(BOOKING, WHOLE, null));

        assertThat(cancelled.author()).isEqualTo(Author.OTHERS);
    }

    @ParameterizedTest
    @CsvSource({"FULL, AUTOMATIC, 20.00", "NONE, NONE, 0", "PARTIAL, MANUAL,"})
    void theRefundIsReadLikeThatOfACommit(String word, Refund.Status status, String amount) {
        Cancelled cancelled =
                (Cancelled) look(Json.cancelled(word, null, "2031-03-04T10:00:10Z"), lookup(BOOKING, QUOTED, NOW));

        assertThat(cancelled.refund())
                .isEqualTo(
                        new Refund(status, Optional.ofNullable(amount).map(text -> Money.of(text, "EUR")), List.of()));
    }

    @Test
    void aCancellationWithoutItsRecordIsNobodysAndHasToBeClaimed() {
        Cancelled cancelled = (Cancelled) look(Json.booking("CANCELLED"), lookup());

        assertThat(cancelled.author()).isEqualTo(Author.UNKNOWN);
        assertThat(cancelled.refund().status()).isEqualTo(Refund.Status.MANUAL);
    }

    @Test
    void aHoldThatEndedAfterOurCommitIsCancelledByUs() {
        Cancelled cancelled =
                (Cancelled) look(Json.booking("EXPIRED").with("utcUpdatedAt", "2031-03-04T10:00:01Z"), lookup());

        assertThat(cancelled.author()).isEqualTo(Author.US);
        assertThat(cancelled.refund().status()).isEqualTo(Refund.Status.NONE);
    }

    @ParameterizedTest
    @CsvSource({"EXPIRED, ALREADY_CANCELLED", "REJECTED, ALREADY_CANCELLED", "REDEEMED, TOO_LATE"})
    void whatCannotBeCancelledAnyMoreIsGone(String status, RefusalCode code) {
        assertThat(look(Json.booking(status), lookup()))
                .asInstanceOf(type(Gone.class))
                .extracting(Gone::code)
                .isEqualTo(code);
    }

    @Test
    void aHoldThatEndedWithoutAnyCommitIsGone() {
        assertThat(look(Json.booking("EXPIRED"), lookup(BOOKING, WHOLE, null))).isInstanceOf(Gone.class);
    }

    @Test
    void ticketsInDifferentStatesArePartlyCancelled() {
        Json booking = Json.booking().list("unitItems", Json.unitItem(1, "CONFIRMED"), Json.unitItem(2, "CANCELLED"));

        assertThat(look(booking, lookup())).isInstanceOf(PartlyCancelled.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIRMED", "CANCELLED"})
    void ticketsThatWaitMayFollowThoseThatAreGone(String status) {
        Json booking =
                Json.booking(status).list("unitItems", Json.unitItem(1, "CANCELLED"), Json.unitItem(2, "PENDING"));

        assertThat(look(booking, lookup())).isInstanceOf(Unknown.class);
    }

    @Test
    void ticketsThatWereGoneWhenItWasQuotedAreNotOurs() {
        Unit quoted =
                new Unit(Unit.WHOLE, List.of(), Map.of("state", "CONFIRMED", "updatedAt", "2031-01-10T08:01:00Z"));
        Json booking = Json.booking().list("unitItems", Json.unitItem(1, "CONFIRMED"), Json.unitItem(2, "CANCELLED"));

        assertThat(look(booking, lookup(BOOKING, quoted, NOW)))
                .asInstanceOf(type(PartlyCancelled.class))
                .extracting(PartlyCancelled::author)
                .isEqualTo(Author.OTHERS);
    }

    @Test
    void aConfirmedBookingOfWhichEveryTicketIsCancelledIsNoProofThatNothingHappened() {
        Json booking = Json.booking().list("unitItems", Json.unitItem(1, "CANCELLED"));

        assertThat(look(booking, lookup())).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIRMED", "ON_HOLD", "PENDING"})
    void aBookingThatStandsButBearsItsCancellationIsNoProofThatNothingHappened(String status) {
        Json booking = Json.cancelled("FULL", null, "2031-03-04T10:00:10Z")
                .with("status", status)
                .list("unitItems", Json.unitItem(1, "CONFIRMED"));

        assertThat(look(booking, lookup(BOOKING, WHOLE, null))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":\"INVALID_BOOKING_UUID\"}', NotFound",
        "404, '{\"error\":\"NOT_FOUND\"}', NotFound",
        "400, '{\"error\":\"INTERNAL_SERVER_ERROR\"}', Busy",
        "500, '{\"error\":\"INTERNAL_SERVER_ERROR\"}', Busy",
        "429, '', Busy",
        "503, '', Busy",
        "502, <html>, Busy",
        "400, '{\"error\":\"BAD_REQUEST\"}', Unknown",
        "400, '{\"error\":\"UNPROCESSABLE_ENTITY\"}', Unknown",
        "400, '{\"error\":\"UNAUTHORIZED\"}', Unknown",
        "403, '{\"error\":\"FORBIDDEN\"}', Unknown",
        "404, <html>, Unknown",
        "200, <html>, Unknown",
        "200, '{\"status\":\"SHREDDED\"}', Unknown"
    })
    void whatIsNoBookingIsReadByItsWordOrStatus(int status, String body, String outcome) {
        supplier.on(LOOK, status, body);

        assertThat(supplier.lead(octo().lookup(lookup())).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void aBookingWithoutAnyNameIsTakenForTheOneWeAskedFor() {
        supplier.on(LOOK, 200, "{\"status\":\"CONFIRMED\"}");

        assertThat(supplier.lead(octo().lookup(lookup()))).isInstanceOf(Active.class);
    }

    @ParameterizedTest
    @CsvSource({"400, INVALID_BOOKING_UUID", "404, NOT_FOUND"})
    void aBookingThatIsNotFoundByItsNameIsSoughtByOurReference(int status, String error) {
        supplier.on(LOOK, status, Json.error(error)).on(SEARCH, 200, "[" + Json.booking() + "]");

        assertThat(supplier.lead(octo().lookup(lookup(KNOWN_BOOKING, WHOLE, NOW))))
                .isInstanceOf(Active.class);
        assertThat(supplier.lines()).containsExactly(LOOK, SEARCH);
    }

    @Test
    void theReferenceThatTheQuoteSawServesWhereTheCallerToldNone() {
        Unit quoted = new Unit(Unit.WHOLE, List.of(), Map.of("resellerReference", "HT-5511"));

        assertThat(search("[" + Json.booking() + "]", lookup(BOOKING, quoted, NOW)))
                .isInstanceOf(Active.class);
    }

    @Test
    void anEmptyListMeansNotFound() {
        assertThat(search("[]", lookup(KNOWN_BOOKING, WHOLE, NOW))).isInstanceOf(NotFound.class);
    }

    @Test
    void anotherBookingUnderTheSameReferenceIsNotMistakenForOurs() {
        Json other = Json.cancelled("FULL", null, "2031-03-04T10:00:10Z")
                .with("uuid", "00000000-0000-4000-8000-000000000000");

        assertThat(search("[" + other + "]", lookup(KNOWN_BOOKING, WHOLE, NOW))).isInstanceOf(NotFound.class);
        assertThat(search("[" + other + "," + Json.booking() + "]", lookup(KNOWN_BOOKING, WHOLE, NOW)))
                .isInstanceOf(Active.class);
    }

    @Test
    void aSupplierThatListsEverythingIsReadOnlyWhereOurReferenceStands() {
        BookingReference byVoucher =
                new BookingReference("VOUCHER-1", Optional.of("HT-5511"), Optional.empty(), Map.of());
        String foreign = Json.booking().with("resellerReference", "HT-9").toString();
        supplier.on("GET /bookings/VOUCHER-1", 404, Json.error("NOT_FOUND"));

        assertThat(search("[" + foreign + "," + Json.booking() + "]", lookup(byVoucher, WHOLE, NOW)))
                .isInstanceOf(Active.class);
        assertThat(search("[" + foreign + "]", lookup(byVoucher, WHOLE, NOW))).isInstanceOf(NotFound.class);
        assertThat(search("[" + Json.booking() + "," + Json.booking() + "]", lookup(byVoucher, WHOLE, NOW)))
                .isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "[{\"foo\":1}]", "{}", "<html>", "[null]"})
    void aListThatIsNoListOfBookingsTellsNothing(String body) {
        assertThat(search(body, lookup(KNOWN_BOOKING, WHOLE, NOW))).isInstanceOf(Unknown.class);
    }

    private LookupResult look(Json booking, LookupOrder order) {
        return supplier.on(LOOK, 200, booking).lead(octo().lookup(order));
    }

    private LookupResult search(String list, LookupOrder order) {
        return supplier.on(LOOK, 400, Json.error("INVALID_BOOKING_UUID"))
                .on(SEARCH, 200, list)
                .lead(octo().lookup(order));
    }
}
