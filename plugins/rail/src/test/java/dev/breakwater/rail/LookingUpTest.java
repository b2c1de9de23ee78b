package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.COMMITTED;
import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.SEARCH;
import static dev.breakwater.rail.Samples.booking;
import static dev.breakwater.rail.Samples.bookingWith;
import static dev.breakwater.rail.Samples.confirmedOn;
import static dev.breakwater.rail.Samples.lookup;
import static dev.breakwater.rail.Samples.offer;
import static dev.breakwater.rail.Samples.problem;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.unit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Active;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.LookupResult.Cancelled;
import dev.breakwater.plugin.LookupResult.Gone;
import dev.breakwater.plugin.LookupResult.PartlyCancelled;
import dev.breakwater.plugin.LookupResult.Pending;
import dev.breakwater.plugin.LookupResult.Unknown;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookingUpTest {
    private static final Unit UNQUOTED = Unit.whole(List.of());

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private LookupResult found(LookupOrder order) {
        return supplier.converse(protocol().lookup(order));
    }

    private LookupResult found(String booking) {
        supplier.on(READ, 200, booking);
        return found(lookup(unit(), Optional.of(COMMITTED)));
    }

    private LookupResult foundUnquoted(String booking) {
        supplier.on(READ, 200, booking);
        return found(lookup(UNQUOTED, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "AVAILABLE, Active",
        "ON_HOLD, Active",
        "CONFIRMED, Active",
        "FULFILLED, Active",
        "CHECKEDIN, Active",
        "CHECKED_IN, Active",
        "fulfilled, Active",
        "REFUNDED, Cancelled",
        "RELEASED, Cancelled",
        "CANCELLED, Active",
        "EXCHANGED, Gone",
        "EXPIRED, Gone",
        "SHINY, Unknown",
        "'', Unknown"
    })
    void statusOfTheTicketDecides(String state, String expected) {
        String ticket = "\"fulfillments\": [" + Samples.ticket("FF-1", state) + "]";
        LookupResult result = foundUnquoted(bookingWith(ticket));

        assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(result.word().code()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "PREBOOKED, Active",
        "ON_HOLD, Active",
        "CONFIRMED, Active",
        "FULFILLED, Active",
        "CANCELLED, Cancelled",
        "REFUNDED, Cancelled",
        "RELEASED, Cancelled",
        "EXCHANGE_ONGOING, Busy",
        "EXCHANGED, Gone",
        "ERROR, Unknown",
        "SHINY, Unknown"
    })
    void statusOfTheBookingPartDecidesIfThereAreNoTicketsOrTheirDocumentIsVoid(String state, String expected) {
        String parts = "\"bookedOffers\": [{\"reservations\": [{\"id\": \"A\", \"status\": \"" + state + "\"}]}]";

        assertThat(foundUnquoted(bookingWith(parts)).getClass().getSimpleName()).isEqualTo(expected);
        assertThat(foundUnquoted(bookingWith("\"fulfillments\": " + Samples.tickets("CANCELLED") + "," + parts))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void bookingWithoutTicketsAndPartsIsUnknown() {
        assertThat(foundUnquoted(bookingWith("\"fulfillments\": []"))).isInstanceOf(Unknown.class);
    }

    @Test
    void releasedTicketsNeedAClaimForTheirMoney() {
        Cancelled released = (Cancelled) foundUnquoted(booking("RELEASED REFUNDED"));

        assertThat(released.refund().status()).isEqualTo(Refund.Status.MANUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED EXPIRED, TOO_LATE",
        "EXCHANGED EXCHANGED, NOT_CANCELLABLE",
        "EXPIRED EXCHANGED, NOT_CANCELLABLE"
    })
    void whatCannotBeCancelledAnyMoreIsGone(String states, RefusalCode code) {
        supplier.on(READ, 200, booking(states));

        assertThat(((Gone) found(lookup(unit(), Optional.of(COMMITTED)))).code())
                .isEqualTo(code);
    }

    @Test
    void ourConfirmedOfferIsOurMark() {
        Cancelled cancelled =
                (Cancelled) found(booking("REFUNDED REFUNDED", offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED")));

        assertThat(cancelled.author()).isEqualTo(Author.US);
        assertThat(cancelled.refund().amount()).contains(Money.of("124.80", "CHF"));
        assertThat(cancelled.refund().status()).isEqualTo(Refund.Status.AUTOMATIC);
        assertThat(cancelled.aliases()).containsExactly(new BookingKey("HBR7731"));
    }

    @Test
    void confirmedOfferWhoseTicketsAreNotRefundedYetIsPending() {
        assertThat(found(booking("FULFILLED REFUNDED", offer("RO-55", "CONFIRMED", "FULFILLED REFUNDED"))))
                .isInstanceOf(Pending.class);
    }

    @Test
    void proposedOfferDoesNotCancelAnything() {
        assertThat(found(booking("FULFILLED FULFILLED", offer("RO-55", "PROPOSED", "FULFILLED FULFILLED"))))
                .isInstanceOf(Active.class);
    }

    @ParameterizedTest
    @CsvSource({
        "none, OTHERS",
        "2031-03-04T08:04:10Z, OTHERS",
        "2031-03-04T09:04:10+01:00, OTHERS",
        "2031-03-04T09:04:10, OTHERS",
        "2031-03-04T08:04:11Z, UNKNOWN",
        "2031-03-04T09:05:00Z, UNKNOWN",
        "someday, UNKNOWN"
    })
    void refundThatDoesNotBearOurMarkIsJudgedByItsTime(String confirmedOn, Author author) {
        String[] offers = confirmedOn.equals("none")
                ? new String[0]
                : new String[] {offer("RO-1", "CONFIRMED", "REFUNDED REFUNDED", confirmedOn(confirmedOn))};

        assertThat(((Cancelled) found(booking("REFUNDED REFUNDED", offers))).author())
                .isEqualTo(author);
    }

    @Test
    void othersCancelledWhatWeNeverCommitted() {
        supplier.on(READ, 200, booking("REFUNDED REFUNDED", offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED")));

        assertThat(((Cancelled) found(lookup(unit(), Optional.empty()))).author())
                .isEqualTo(Author.OTHERS);
    }

    @Test
    void onlyTheTicketsOfTheUnitCount() {
        supplier.on(READ, 200, booking("FULFILLED REFUNDED", offer("RO-55", "CONFIRMED", "")));
        supplier.on(READ, 200, booking("FULFILLED REFUNDED"));

        assertThat(found(lookup(unit("FF-2"), Optional.of(COMMITTED)))).isInstanceOf(Cancelled.class);
        assertThat(found(lookup(unit("FF-1"), Optional.of(COMMITTED)))).isInstanceOf(Active.class);
    }

    @Test
    void someTicketsRefundedIsPartly() {
        PartlyCancelled partly =
                (PartlyCancelled) found(booking("REFUNDED FULFILLED", offer("RO-55", "CONFIRMED", "REFUNDED")));

        assertThat(partly.cancelled()).isEqualTo(Samples.scope("FF-1"));
        assertThat(partly.remaining()).isEqualTo(Samples.scope("FF-2"));
        assertThat(partly.refund().amount()).contains(Money.of("124.80", "CHF"));
    }

    @Test
    void ticketsIssuedByOurRefundOfTheWholeBookingRemain() {
        String offer = offer(
                "RO-55",
                "CONFIRMED",
                "REFUNDED REFUNDED",
                "\"issuedFulfillments\": [" + Samples.ticket("FF-3", "FULFILLED") + "]");

        assertThat(((PartlyCancelled) found(booking("REFUNDED REFUNDED FULFILLED", offer))).remaining())
                .isEqualTo(Samples.scope("FF-3"));
    }

    @Test
    void ticketThatTheBookingDoesNotListIsUnknownUnlessOurOfferTells() {
        assertThat(found(booking("REFUNDED"))).isInstanceOf(Unknown.class);
        assertThat(found(booking("REFUNDED", offer("RO-55", "CONFIRMED", "REFUNDED REFUNDED"))))
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void refundsOfSeveralOffersAreAddedUnlessTheyCoverOtherTicketsToo() {
        String first = offer("RO-1", "CONFIRMED", "REFUNDED");
        String second = offer("RO-2", "CONFIRMED", "REFUNDED").replace("FF-1", "FF-2");
        Cancelled both = (Cancelled) foundUnquoted(booking("REFUNDED REFUNDED", first, second));
        supplier.on(READ, 200, booking("REFUNDED REFUNDED", offer("RO-1", "CONFIRMED", "REFUNDED REFUNDED")));
        Cancelled one = (Cancelled) found(lookup(unit("FF-1"), Optional.of(COMMITTED)));

        assertThat(both.refund().amount()).contains(Money.of("249.60", "CHF"));
        assertThat(one.refund()).isEqualTo(Refund.UNKNOWN);
    }

    @Test
    void lookupOnlyReads() {
        supplier.on(READ, 404).on(SEARCH, 200, "{}").on(SEARCH, 200, "{}");

        found(lookupWithOwnReference("BK-7731", "TRIP-9"));

        assertThat(supplier.asked()).hasSize(3).allMatch(request -> request.kind() == RequestKind.READ);
    }

    @Test
    void sameOrderGivesTheSameFirstRequest() {
        Step<LookupResult> one = protocol().lookup(lookup(unit(), Optional.of(Instant.EPOCH)));
        Step<LookupResult> other = protocol().lookup(lookup(unit(), Optional.of(COMMITTED)));

        assertThat(((Step.Ask<LookupResult>) one).request()).isEqualTo(((Step.Ask<LookupResult>) other).request());
    }

    @Test
    void bookingIsFoundByTheReferenceItWasMadeUnder() {
        supplier.on("GET /bookings/LOST-1?embed=ALL", 404)
                .on(SEARCH, 200, "{\"bookingSearchResults\": []}")
                .on(SEARCH, 200, "{\"bookingSearchResults\": [{\"id\": \"BK-7731\"}]}")
                .on(READ, 200, booking("FULFILLED"));

        assertThat(found(lookupWithOwnReference("LOST-1", "trip-9"))).isInstanceOf(Active.class);
        assertThat(supplier.asked().get(1).body().text(UTF_8)).isEqualTo("{\"bookingCode\":\"LOST-1\"}");
        assertThat(supplier.asked().get(2).body().text(UTF_8)).isEqualTo("{\"externalRef\":\"trip-9\"}");
    }

    @Test
    void bookingOfAnotherReferenceThanWasSearchedForIsNotTaken() {
        supplier.on("GET /bookings/LOST-1?embed=ALL", 404)
                .on(SEARCH, 200, "{}")
                .on(SEARCH, 200, "{\"bookingSearchResults\": [{\"id\": \"BK-7731\"}]}")
                .on(READ, 200, booking("FULFILLED"));

        assertThat(found(lookupWithOwnReference("LOST-1", "TRIP-10"))).isInstanceOf(Unknown.class);
    }

    @Test
    void severalFoundBookingsAreUnknown() {
        supplier.on(READ, 404).on(SEARCH, 200, "{\"bookingSearchResults\": [{\"id\": \"A\"}, {\"id\": \"B\"}]}");

        assertThat(found(lookup(UNQUOTED, Optional.empty()))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "404, '', NotFound",
        "405, '', NotFound",
        "200, '{\"bookingSearchResults\": []}', NotFound",
        "429, '', Busy",
        "503, '', Busy",
        "200, <html>, Unknown"
    })
    void searchThatFindsNothingTellsWhatItCan(int status, String body, String expected) {
        supplier.on(READ, 404, problem("RESOURCE_NOT_FOUND")).on(SEARCH, status, body);

        assertThat(found(lookup(UNQUOTED, Optional.empty())).getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, 401, Unknown",
        "'', 403, Unknown",
        "'', 429, Busy",
        "UNKNOWN_ERROR, 500, Busy",
        "SERVICE_UNAVAILABLE, 503, Busy",
        "X_ANYTHING, 500, Busy",
        "X_ANYTHING, 400, Unknown",
        "BOOKING_BOOKING_ALREADY_CANCELLED, 400, Unknown",
        "VALIDATION_ERROR, 400, Unknown",
        "'', 405, Unknown",
        "'', 302, Unknown"
    })
    void errorNeverTellsThatNothingIsCancelled(String code, int status, String expected) {
        supplier.on(READ, status, problem(code));

        assertThat(found(lookup(unit(), Optional.of(COMMITTED))).getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"booking\": {\"id\": \"BK-1\"}}", "{\"booking\": []}", "null"})
    void replyThatIsNotTheBookingIsUnknown(String body) {
        supplier.on(READ, 200, body);

        assertThat(found(lookup(unit(), Optional.of(COMMITTED)))).isInstanceOf(Unknown.class);
    }

    private static LookupOrder lookupWithOwnReference(String reference, String own) {
        BookingReference booking = new BookingReference(reference, Optional.of(own), Optional.empty(), Map.of());
        return new LookupOrder(booking, UNQUOTED, Optional.empty(), COMMITTED);
    }
}
