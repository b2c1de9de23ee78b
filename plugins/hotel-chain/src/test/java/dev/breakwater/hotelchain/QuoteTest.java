package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.Json.OTHER_ROOM;
import static dev.breakwater.hotelchain.Json.ROOM;
import static dev.breakwater.hotelchain.Json.canceledRoom;
import static dev.breakwater.hotelchain.Json.itinerary;
import static dev.breakwater.hotelchain.Json.link;
import static dev.breakwater.hotelchain.Json.room;
import static dev.breakwater.hotelchain.ScriptedSupplier.BOOKING;
import static dev.breakwater.hotelchain.ScriptedSupplier.KEY;
import static dev.breakwater.hotelchain.ScriptedSupplier.LOOK;
import static dev.breakwater.hotelchain.ScriptedSupplier.NOW;
import static dev.breakwater.hotelchain.ScriptedSupplier.quote;
import static dev.breakwater.hotelchain.ScriptedSupplier.rapid;
import static dev.breakwater.hotelchain.ScriptedSupplier.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.grack.nanojson.JsonArray;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier();

    @Test
    void aQuoteIsOneReadOfTheItinerary() {
        quoted(itinerary(room()));

        assertThat(supplier.lines()).containsExactly(LOOK);
        WireRequest read = supplier.requests().get(0);
        assertThat(read.kind()).isEqualTo(RequestKind.READ);
        assertThat(read.headers())
                .containsOnly(
                        Map.entry("Accept", "application/json"),
                        Map.entry("Accept-Encoding", "gzip"),
                        Map.entry("Customer-Ip", "203.0.113.9"),
                        Map.entry("User-Agent", "HarbourTrips/1.0"));
    }

    @Test
    void eachRoomIsAUnitWithItsOwnLinkAndTerms() {
        Json second = room(OTHER_ROOM)
                .inside(
                        "rate",
                        rate -> rate.with(
                                "cancel_refund", new Json().with("amount", "0").with("currency", "EUR")));

        Quoted quoted = quoted(itinerary(room(), second));

        assertThat(quoted.units()).extracting(one -> one.unit().key()).containsExactly(ROOM, OTHER_ROOM);
        assertThat(quoted.units())
                .extracting(one -> one.unit().scope())
                .containsExactly(
                        List.of(new ScopeItem(ScopeType.ROOM, ROOM)),
                        List.of(new ScopeItem(ScopeType.ROOM, OTHER_ROOM)));
        assertThat(quoted.units())
                .extracting(one -> one.unit().carried().get("link"))
                .containsExactly(
                        "/itineraries/8120045567/rooms/r-aa01?token=TK1",
                        "/itineraries/8120045567/rooms/r-bb02?token=TK1");
        assertThat(quoted.units())
                .extracting(one -> one.terms().penalty())
                .containsExactly(Optional.of(Money.of("103.50", "EUR")), Optional.of(Money.of("414.00", "EUR")));
        assertThat(quoted.waiverApplied()).isFalse();
    }

    @Test
    void anOrderForARoomQuotesThatRoomOnly() {
        supplier.on(LOOK, 200, itinerary(room(), room(OTHER_ROOM)));

        QuoteResult result = supplier.lead(rapid().quote(quote(OTHER_ROOM)));

        assertThat(((Quoted) result).units())
                .extracting(one -> one.unit().key())
                .containsExactly(OTHER_ROOM);
    }

    @Test
    void aRoomThatTheItineraryDoesNotHaveIsNotFound() {
        supplier.on(LOOK, 200, itinerary(room()));

        assertRefused(supplier.lead(rapid().quote(quote(ROOM, "r-zz99"))), RefusalCode.NOT_FOUND);
    }

    @Test
    void aQuoteEndsWithItsLinkOrAtItsGreatestAge() {
        Json expiring = room().inside(
                        "links",
                        links -> links.with(
                                "cancel", link(Json.href(ROOM)).with("expires", "2031-03-04T10:10:00.000Z")));

        assertThat(quoted(itinerary(room())).expiresAt()).contains(NOW.plus(Duration.ofMinutes(15)));
        assertThat(quoted(itinerary(expiring, room(OTHER_ROOM))).expiresAt())
                .contains(Instant.parse("2031-03-04T10:10:00Z"));
        supplier.on(LOOK, 200, itinerary(expiring));
        Quoted shorter =
                (Quoted) supplier.lead(rapid(Map.of("quoteMinutes", "5")).quote(quote()));
        assertThat(shorter.expiresAt()).contains(NOW.plus(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @CsvSource({"2031-04-02, NOT_CANCELLABLE", "2031-03-04, TOO_LATE", "2031-03-01, TOO_LATE"})
    void aRoomWithoutALinkCannotBeCancelled(String checkin, RefusalCode code) {
        supplier.on(LOOK, 200, itinerary(room().without("links").with("checkin", checkin)));

        assertRefused(supplier.lead(rapid().quote(quote())), code);
    }

    @Test
    void aRoomThatCannotBeCancelledLosesAllBesideOneThatCan() {
        Quoted quoted = quoted(itinerary(room(), room(OTHER_ROOM).without("links")));

        assertThat(quoted.units().get(1).terms().penalty()).contains(Money.of("414.00", "EUR"));
        assertThat(quoted.units().get(1).unit().carried())
                .containsEntry("obstacle", "NOT_CANCELLABLE")
                .doesNotContainKey("link");
        assertThat(quoted.word().text()).isEqualTo("r-bb02: NOT_CANCELLABLE");
    }

    @Test
    void aRoomThatWasCancelledBeforeIsNoPartOfTheWholeItinerary() {
        assertThat(quoted(itinerary(canceledRoom(OTHER_ROOM), room())).units())
                .extracting(one -> one.unit().key())
                .containsExactly(ROOM);
    }

    @Test
    void aRoomThatWasQuotedBeforeStaysAUnitThoughItIsGone() {
        supplier.on(LOOK, 200, itinerary(canceledRoom(ROOM), room(OTHER_ROOM)));

        QuoteResult again = supplier.lead(rapid().quote(quote(BOOKING, units(itinerary(room(), room(OTHER_ROOM))))));

        assertThat(((Quoted) again).units())
                .extracting(one -> one.terms().penalty().orElseThrow().amount())
                .containsExactly("0.00", "103.50");
    }

    @Test
    void anItineraryOfWhichAllRoomsAreGoneIsCancelledAlready() {
        supplier.on(LOOK, 200, itinerary(canceledRoom(ROOM), canceledRoom(OTHER_ROOM)));

        assertRefused(supplier.lead(rapid().quote(quote())), RefusalCode.ALREADY_CANCELLED);
        assertRefused(supplier.lead(rapid().quote(quote(ROOM))), RefusalCode.ALREADY_CANCELLED);
    }

    @Test
    void aBookingThatIsNotFinalIsAskedForAgain() {
        supplier.on(LOOK, 200, itinerary(room(), room(OTHER_ROOM).with("status", "pending")));

        assertThat(supplier.lead(rapid().quote(quote()))).isInstanceOf(QuoteResult.Busy.class);
        assertThat(supplier.lead(rapid().quote(quote(ROOM)))).isInstanceOf(Quoted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_show", "", "Checked In"})
    void aWordThatIsNotInTheStandardIsNotUnderstood(String status) {
        supplier.on(LOOK, 200, itinerary(room().with("status", status)));

        assertThat(supplier.lead(rapid().quote(quote()))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void aReplyThatIsNotWholeIsNoQuote() {
        Json whole = itinerary(room());

        assertThat(supplier.on(LOOK, 206, whole).lead(rapid().quote(quote()))).isInstanceOf(QuoteResult.Busy.class);
        assertThat(supplier.on(
                                LOOK,
                                200,
                                itinerary(room())
                                        .with("impacted_fields", new JsonArray(List.of("rooms.rate.cancel_refund"))))
                        .lead(rapid().quote(quote())))
                .isInstanceOf(QuoteResult.Busy.class);
        assertThat(supplier.on(LOOK, 200, itinerary(room()).without("rooms")).lead(rapid().quote(quote())))
                .isInstanceOf(QuoteResult.Busy.class);
    }

    @Test
    void aBookingOfAMomentAgoThatIsNotFoundIsAskedForAgain() {
        supplier.on(LOOK, 404, Json.error("resource_not_found"));

        assertRefused(
                supplier.lead(rapid().quote(quote(bookedAt("2031-03-04T09:44:59Z"), List.of()))),
                RefusalCode.NOT_FOUND);
        assertRefused(supplier.lead(rapid().quote(quote(bookedAt("yesterday"), List.of()))), RefusalCode.NOT_FOUND);
        assertThat(supplier.lead(rapid().quote(quote(bookedAt("2031-03-04T10:46:00+01:00"), List.of()))))
                .isInstanceOf(QuoteResult.Busy.class);
    }

    @Test
    void anotherItineraryThanTheOneAskedForIsNotRead() {
        supplier.on(LOOK, 200, itinerary(room()).with("itinerary_id", "8120045568"));

        assertThat(supplier.lead(rapid().quote(quote()))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "email,  bookings@harbour.example, email=bookings%40harbour.example",
        "token,  'A/b+c=',                 token=A%2Fb%2Bc%3D",
        "email,  nonsense,                 email=ada%40example.org",
    })
    void whatAnOrderTellsOpensTheItinerary(String attribute, String value, String query) {
        String line = "GET /itineraries/" + Json.ITINERARY + "?" + query + "&include=history_v2";
        supplier.on(line, 200, itinerary(room()));

        assertThat(supplier.lead(rapid().quote(quote(with(attribute, value), List.of()))))
                .isInstanceOf(Quoted.class);
    }

    @Test
    void theSettingsOpenItWhereTheOrderTellsNothing() {
        BookingReference bare = BookingReference.of(Json.ITINERARY);
        supplier.on(LOOK, 200, itinerary(room()));

        assertThat(supplier.lead(rapid(Map.of("email", "ada@example.org")).quote(quote(bare, List.of()))))
                .isInstanceOf(Quoted.class);
        assertRefused(supplier.lead(rapid().quote(quote(bare, List.of()))), RefusalCode.MALFORMED_REQUEST);
        assertThat(supplier.requests()).hasSize(1);
    }

    @Test
    void aWaiverCannotBeCarried() {
        supplier.on(LOOK, 200, itinerary(room()));

        assertRefused(supplier.lead(rapid().quote(waived(true))), RefusalCode.WAIVER_REFUSED);
        assertThat(supplier.requests()).isEmpty();
        assertThat(supplier.lead(rapid().quote(waived(false))))
                .asInstanceOf(type(Quoted.class))
                .returns(false, Quoted::waiverApplied);
    }

    @Test
    void onlyRoomsAreParts() {
        QuoteOrder order = new QuoteOrder(
                BOOKING,
                List.of(new ScopeItem(ScopeType.TRAVELLER, "1")),
                CancellationReason.OTHER,
                Optional.empty(),
                List.of(),
                KEY,
                NOW);

        assertRefused(supplier.lead(rapid().quote(order)), RefusalCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v3/itineraries/8120045567/rooms/r-aa01?token=TK1",
                "/v3/itineraries/8120045567/rooms/r-bb02?token=TK1",
                "/v3/itineraries/8120045567?token=TK1"
            })
    void aLinkThatLeadsElsewhereIsNeverFollowed(String href) {
        supplier.on(LOOK, 200, itinerary(room().with("links", new Json().with("cancel", link(href)))));

        assertThat(supplier.lead(rapid().quote(quote())))
                .isEqualTo(new QuoteResult.Unknown(new SupplierWord("booked", "r-aa01: its link leads elsewhere")));
    }

    @Test
    void aLinkToARoomOfAnotherItineraryIsNeverFollowed() {
        String href = Json.href(ROOM).replace(Json.ITINERARY, "8120045568");
        supplier.on(LOOK, 200, itinerary(room().with("links", new Json().with("cancel", link(href)))));

        assertThat(supplier.lead(rapid().quote(quote()))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void aLinkThatDoesNotDeleteIsNeverFollowed() {
        supplier.on(
                LOOK,
                200,
                itinerary(room().with(
                                "links",
                                new Json().with("cancel", link(Json.href(ROOM)).with("method", "POST")))));

        assertThat(supplier.lead(rapid().quote(quote()))).isInstanceOf(QuoteResult.Unknown.class);
    }

    private Quoted quoted(Json itinerary) {
        return (Quoted) supplier.on(LOOK, 200, itinerary).lead(rapid().quote(quote()));
    }

    private static QuoteOrder waived(boolean required) {
        return new QuoteOrder(
                BOOKING,
                List.of(),
                CancellationReason.OTHER,
                Optional.of(new Waiver("HOTEL-OK", required)),
                List.of(),
                KEY,
                NOW);
    }

    private static BookingReference bookedAt(String time) {
        return with("bookedAt", time);
    }

    private static BookingReference with(String attribute, String value) {
        return new BookingReference(
                BOOKING.reference(), BOOKING.ownReference(), BOOKING.traveller(), Map.of(attribute, value));
    }

    private static void assertRefused(QuoteResult result, RefusalCode code) {
        assertThat(result).asInstanceOf(type(QuoteResult.Refused.class)).returns(code, QuoteResult.Refused::code);
    }
}
