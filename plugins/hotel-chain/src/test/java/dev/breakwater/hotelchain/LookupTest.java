package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.Json.OTHER_ROOM;
import static dev.breakwater.hotelchain.Json.ROOM;
import static dev.breakwater.hotelchain.Json.canceled;
import static dev.breakwater.hotelchain.Json.canceledRoom;
import static dev.breakwater.hotelchain.Json.ending;
import static dev.breakwater.hotelchain.Json.error;
import static dev.breakwater.hotelchain.Json.itinerary;
import static dev.breakwater.hotelchain.Json.room;
import static dev.breakwater.hotelchain.ScriptedSupplier.AFTER;
import static dev.breakwater.hotelchain.ScriptedSupplier.BEFORE;
import static dev.breakwater.hotelchain.ScriptedSupplier.BOOKING;
import static dev.breakwater.hotelchain.ScriptedSupplier.LOOK;
import static dev.breakwater.hotelchain.ScriptedSupplier.NOW;
import static dev.breakwater.hotelchain.ScriptedSupplier.SEARCH;
import static dev.breakwater.hotelchain.ScriptedSupplier.lookup;
import static dev.breakwater.hotelchain.ScriptedSupplier.rapid;
import static dev.breakwater.hotelchain.ScriptedSupplier.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.LookupResult.Cancelled;
import dev.breakwater.plugin.LookupResult.PartlyCancelled;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupTest {
    private static final Unit WHOLE = Unit.whole(List.of());

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    @Test
    void aBookedRoomIsActiveAndSoIsAPendingOne() {
        assertThat(look(unit(), itinerary(room()))).isInstanceOf(LookupResult.Active.class);
        assertThat(look(unit(), itinerary(room().with("status", "Pending")))).isInstanceOf(LookupResult.Active.class);
        assertThat(supplier.lines()).containsExactly(LOOK, LOOK);
    }

    @Test
    void aCancelledRoomTellsTheMoneyThatReallyMoved() {
        Cancelled cancelled = (Cancelled) look(unit(), canceled(ending(ROOM, AFTER)));

        assertThat(cancelled.author()).isEqualTo(Author.US);
        assertThat(cancelled.refund().status()).isEqualTo(Refund.Status.AUTOMATIC);
        assertThat(cancelled.refund().amount()).contains(Money.of("310.50", "EUR"));
        assertThat(cancelled.word().code()).isEqualTo("canceled");
        assertThat(cancelled.word().text()).isEqualTo("canceled by rapid_api " + AFTER);
        assertThat(cancelled.aliases()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "canceled, rapid_api, " + AFTER + ", US",
        "canceled, rapid_api, 2031-03-04T09:00:00Z, US",
        "canceled, rapid_api, " + BEFORE + ", OTHERS",
        "canceled, somebody, " + BEFORE + ", OTHERS",
        "canceled, supplier, " + AFTER + ", OTHERS",
        "canceled, other, " + AFTER + ", OTHERS",
        "canceled, voyager_agent, " + AFTER + ", OTHERS",
        "canceled_no_show, supplier, " + AFTER + ", OTHERS",
        "canceled_no_show, rapid_api, " + AFTER + ", OTHERS",
        "canceled, somebody, " + AFTER + ", UNKNOWN",
        "canceled, rapid_api, 04.03.2031, UNKNOWN",
        "modified, rapid_api, " + AFTER + ", UNKNOWN",
    })
    void theHistoryTellsWhoDidIt(String type, String source, String at, Author author) {
        LookupResult result = look(unit(), canceled(ending(ROOM, type, source, at)));

        assertThat(((Cancelled) result).author()).isEqualTo(author);
    }

    @Test
    void withoutACommitOfOursItWasOthers() {
        supplier.on(LOOK, 200, canceled(ending(ROOM, AFTER)));

        LookupResult result = supplier.lead(rapid().lookup(lookup(BOOKING, WHOLE, Optional.empty())));

        assertThat(((Cancelled) result).author()).isEqualTo(Author.OTHERS);
    }

    @Test
    void theLastEndingCounts() {
        Json itinerary = itinerary(canceledRoom(ROOM))
                .with(
                        "room_history",
                        Json.history(
                                ending(ROOM, AFTER),
                                ending(ROOM, "canceled", "supplier", BEFORE),
                                ending(OTHER_ROOM, "canceled", "supplier", AFTER)));

        assertThat(((Cancelled) look(unit(), itinerary)).author()).isEqualTo(Author.US);
    }

    @Test
    void aRoomIsLookedAtWhateverBecomesOfTheOthers() {
        assertThat(look(unit(), itinerary(room(), canceledRoom(OTHER_ROOM)))).isInstanceOf(LookupResult.Active.class);
        assertThat(look(unit(), itinerary(canceledRoom(ROOM), room(OTHER_ROOM))))
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void anItineraryCanBeCancelledInPart() {
        Json mixed =
                itinerary(canceledRoom(ROOM), room(OTHER_ROOM)).with("room_history", Json.history(ending(ROOM, AFTER)));

        PartlyCancelled partly = (PartlyCancelled) look(WHOLE, mixed);

        assertThat(partly.author()).isEqualTo(Author.US);
        assertThat(partly.cancelled()).containsExactly(new ScopeItem(ScopeType.ROOM, ROOM));
        assertThat(partly.remaining()).containsExactly(new ScopeItem(ScopeType.ROOM, OTHER_ROOM));
        assertThat(partly.refund().amount()).contains(Money.of("310.50", "EUR"));
    }

    @Test
    void roomsThatWereCancelledByDifferentPeopleHaveNoAuthorAndOneRefund() {
        Json both = itinerary(canceledRoom(ROOM), canceledRoom(OTHER_ROOM))
                .with(
                        "room_history",
                        Json.history(
                                ending(ROOM, AFTER),
                                ending(OTHER_ROOM, "canceled", "supplier", AFTER)
                                        .with("amount_refunded", Json.charge("414.00", "EUR"))));

        Cancelled cancelled = (Cancelled) look(WHOLE, both);

        assertThat(cancelled.author()).isEqualTo(Author.UNKNOWN);
        assertThat(cancelled.refund().amount()).contains(Money.of("724.50", "EUR"));
    }

    @Test
    void aRoomThatIsNamedTwiceIsPaidBackOnce() {
        ScopeItem room = new ScopeItem(ScopeType.ROOM, ROOM);

        Cancelled cancelled = (Cancelled) look(Unit.whole(List.of(room, room)), canceled(ending(ROOM, AFTER)));

        assertThat(cancelled.refund().amount()).contains(Money.of("310.50", "EUR"));
    }

    @Test
    void aRefundThatIsNotToldOfEveryRoomHasNoAmount() {
        Json both = itinerary(canceledRoom(ROOM), canceledRoom(OTHER_ROOM))
                .with("room_history", Json.history(ending(ROOM, AFTER)));

        Refund refund = ((Cancelled) look(WHOLE, both)).refund();

        assertThat(refund.status()).isEqualTo(Refund.Status.UNKNOWN);
        assertThat(refund.amount()).isEmpty();
    }

    @Test
    void aRoomThatIsMissingOrStrangeIsNotUnderstood() {
        assertThat(look(unit(), itinerary(room(OTHER_ROOM))))
                .isEqualTo(new LookupResult.Unknown(new SupplierWord("", "the itinerary has lost a room")));
        assertThat(look(unit(), itinerary(room().with("status", "moved")))).isInstanceOf(LookupResult.Unknown.class);
        assertThat(look(unit(), itinerary(room(), room()))).isInstanceOf(LookupResult.Unknown.class);
        assertThat(look(unit(), itinerary(room(), room().without("id")))).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void aReplyThatIsNotWholeSettlesNothing() {
        supplier.on(LOOK, 206, canceled(ending(ROOM, AFTER)));

        assertThat(supplier.lead(rapid().lookup(lookup(unit())))).isInstanceOf(LookupResult.Busy.class);
    }

    @Test
    void aBookingIsFoundByOurOwnReferenceToo() {
        supplier.on(LOOK, 404, error("resource_not_found")).on(SEARCH, 200, list(canceled(ending(ROOM, AFTER))));

        assertThat(supplier.lead(rapid().lookup(lookup(unit())))).isInstanceOf(Cancelled.class);
        assertThat(supplier.lines()).containsExactly(LOOK, SEARCH);
    }

    @Test
    void anItineraryUnderOurReferenceThatWasNotQuotedIsAnotherOne() {
        supplier.on(LOOK, 404, error("resource_not_found"))
                .on(SEARCH, 200, list(itinerary(room()).with("itinerary_id", "9")));

        assertThat(supplier.lead(rapid().lookup(lookup(BOOKING, unit(), Optional.empty()))))
                .isInstanceOf(LookupResult.NotFound.class);
    }

    @Test
    void anItineraryThatDoesNotTellWhoseItIsIsNotNothing() {
        supplier.on(LOOK, 404, error("resource_not_found"))
                .on(
                        SEARCH,
                        200,
                        list(itinerary(room()).with("itinerary_id", "9").without("affiliate_reference_id")));
        assertThat(supplier.lead(rapid().lookup(lookup(BOOKING, WHOLE, Optional.empty()))))
                .isInstanceOf(LookupResult.Unknown.class);

        supplier.on(SEARCH, 200, list(itinerary(room()).without("itinerary_id")));
        assertThat(supplier.lead(rapid().lookup(lookup(BOOKING, unit(), Optional.empty()))))
                .isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void whatWasNotQuotedMayHaveAnotherNameAtTheSupplier() {
        supplier.on(LOOK, 404, error("resource_not_found"))
                .on(
                        SEARCH,
                        200,
                        list(
                                canceled(ending(ROOM, AFTER)).with("itinerary_id", "9"),
                                itinerary(room()).with("itinerary_id", "10").with("affiliate_reference_id", "HT-1")));

        LookupResult found = supplier.lead(rapid().lookup(lookup(WHOLE)));

        assertThat(found)
                .asInstanceOf(type(Cancelled.class))
                .satisfies(cancelled -> assertThat(cancelled.aliases()).containsExactly(new BookingKey("9")));
    }

    @Test
    void severalItinerariesUnderOneReferenceAreNotUnderstood() {
        supplier.on(LOOK, 404, error("resource_not_found"))
                .on(
                        SEARCH,
                        200,
                        list(
                                itinerary(room()).with("itinerary_id", "9"),
                                itinerary(room()).with("itinerary_id", "10")));

        assertThat(supplier.lead(rapid().lookup(lookup(WHOLE)))).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void whatNeitherReferenceFindsIsNotFoundUnlessItIsNew() {
        supplier.on(LOOK, 404, error("resource_not_found")).on(SEARCH, 200, "[]");
        BookingReference fresh = new BookingReference(
                BOOKING.reference(),
                BOOKING.ownReference(),
                BOOKING.traveller(),
                Map.of("bookedAt", NOW.minusSeconds(60).toString()));

        assertThat(supplier.lead(rapid().lookup(lookup(BOOKING, unit(), Optional.empty()))))
                .isInstanceOf(LookupResult.NotFound.class);
        assertThat(supplier.lead(rapid().lookup(lookup(fresh, unit(), Optional.of(NOW)))))
                .isInstanceOf(LookupResult.Busy.class);
    }

    @Test
    void afterACommitThatNothingIsFoundProvesNothing() {
        supplier.on(LOOK, 404, error("resource_not_found")).on(SEARCH, 200, "[]");

        assertThat(supplier.lead(rapid().lookup(lookup(unit())))).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void aWrongAddressMeansNotFoundOnlyBeforeACommit() {
        supplier.on(LOOK, 400, error("invalid_input", "email.invalid"));

        assertThat(supplier.lead(rapid().lookup(lookup(BOOKING, WHOLE, Optional.empty()))))
                .isInstanceOf(LookupResult.NotFound.class);
        assertThat(supplier.lead(rapid().lookup(lookup(unit())))).isInstanceOf(LookupResult.Unknown.class);
    }

    @Test
    void anOwnReferenceThatTheSupplierCannotKeepIsNotAskedFor() {
        BookingReference longOwn =
                new BookingReference(BOOKING.reference(), Optional.of("x".repeat(29)), BOOKING.traveller(), Map.of());
        supplier.on(LOOK, 404, error("resource_not_found"));

        assertThat(supplier.lead(rapid().lookup(lookup(longOwn, unit(), Optional.empty()))))
                .isInstanceOf(LookupResult.NotFound.class);
    }

    private LookupResult look(Unit unit, Json itinerary) {
        return supplier.on(LOOK, 200, itinerary).lead(rapid().lookup(lookup(unit)));
    }

    private static String list(Json... itineraries) {
        return List.of(itineraries).toString();
    }
}
