package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.Json.ROOM;
import static dev.breakwater.hotelchain.Json.canceled;
import static dev.breakwater.hotelchain.Json.ending;
import static dev.breakwater.hotelchain.Json.error;
import static dev.breakwater.hotelchain.Json.itinerary;
import static dev.breakwater.hotelchain.Json.link;
import static dev.breakwater.hotelchain.Json.room;
import static dev.breakwater.hotelchain.ScriptedSupplier.AFTER;
import static dev.breakwater.hotelchain.ScriptedSupplier.BEFORE;
import static dev.breakwater.hotelchain.ScriptedSupplier.BOOKING;
import static dev.breakwater.hotelchain.ScriptedSupplier.CANCEL;
import static dev.breakwater.hotelchain.ScriptedSupplier.KEY;
import static dev.breakwater.hotelchain.ScriptedSupplier.LOOK;
import static dev.breakwater.hotelchain.ScriptedSupplier.NOW;
import static dev.breakwater.hotelchain.ScriptedSupplier.cancel;
import static dev.breakwater.hotelchain.ScriptedSupplier.rapid;
import static dev.breakwater.hotelchain.ScriptedSupplier.unit;
import static dev.breakwater.hotelchain.ScriptedSupplier.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.CancelResult.Cancelled;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.Waiver;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CancelTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier();

    @Test
    void theLinkIsFollowedAsReceivedAndThenTheMoneyIsLookedFor() {
        supplier.on(CANCEL, 204, "").on(LOOK, 200, canceled(ending(ROOM, AFTER)));

        CancelResult result = supplier.lead(rapid().cancel(cancel(unit())));

        assertThat(supplier.lines()).containsExactly(CANCEL, LOOK);
        assertThat(supplier.requests().get(0).kind()).isEqualTo(RequestKind.COMMIT);
        assertThat(supplier.requests().get(0).body().isEmpty()).isTrue();
        assertThat(supplier.requests().get(1).kind()).isEqualTo(RequestKind.READ);
        assertThat(((Cancelled) result).refund())
                .isEqualTo(new Refund(
                        Refund.Status.AUTOMATIC,
                        Optional.of(euro("310.50")),
                        List.of(
                                new RefundLine(ROOM, RefundLine.Kind.REFUND, euro("310.50")),
                                new RefundLine(ROOM, RefundLine.Kind.PENALTY, euro("103.50")))));
    }

    @Test
    void anAbsoluteLinkIsFollowedBelowTheBaseUrl() {
        Unit unit = units(itinerary(room().with(
                                "links", new Json().with("cancel", link("https://API.ean.com:443" + Json.href(ROOM))))))
                .get(0);
        supplier.on(CANCEL, 204, "").on(LOOK, 200, canceled(ending(ROOM, AFTER)));

        assertThat(supplier.lead(rapid().cancel(cancel(unit)))).isInstanceOf(Cancelled.class);
    }

    @ParameterizedTest
    @CsvSource({"-200.00, AUTOMATIC, 200.00", "0.00, NONE, 0.00", "200.005, UNKNOWN,"})
    void theRefundIsTheOneThatTheHistoryTells(String told, Refund.Status status, String amount) {
        supplier.on(CANCEL, 204, "")
                .on(LOOK, 200, canceled(ending(ROOM, AFTER).with("amount_refunded", Json.charge(told, "EUR"))));

        Refund refund = cancelled(unit()).refund();

        assertThat(refund.status()).isEqualTo(status);
        assertThat(refund.amount()).isEqualTo(Optional.ofNullable(amount).map(CancelTest::euro));
    }

    @Test
    void doneIsDoneEvenIfTheMoneyCannotBeSeenYet() {
        supplier.on(CANCEL, 204, "");
        for (Object[] look : new Object[][] {
            {503, ""}, {206, canceled(ending(ROOM, AFTER))}, {200, "<html>"}, {200, itinerary(room())}, {404, ""}
        }) {
            supplier.on(LOOK, (int) look[0], look[1]);

            assertThat(cancelled(unit()).refund()).isEqualTo(Refund.UNKNOWN);
        }
    }

    @Test
    void whatTheHotelHasTakenHasToBeClaimed() {
        Unit unit = units(itinerary(room().inside("rate", rate -> rate.with("merchant_of_record", "property"))))
                .get(0);
        supplier.on(CANCEL, 204, "").on(LOOK, 200, canceled(ending(ROOM, "canceled", "rapid_api", AFTER)));

        assertThat(cancelled(unit).refund().status()).isEqualTo(Refund.Status.MANUAL);
        supplier.on(LOOK, 503, "");
        assertThat(cancelled(unit).refund().status()).isEqualTo(Refund.Status.MANUAL);
    }

    @Test
    void doneByOthersIsNotDoneByUs() {
        supplier.on(CANCEL, 204, "").on(LOOK, 200, canceled(ending(ROOM, "canceled", "supplier", AFTER)));

        assertRefused(lead(unit()), RefusalCode.ALREADY_CANCELLED);

        supplier.on(LOOK, 200, canceled(ending(ROOM, BEFORE)));
        assertRefused(lead(unit()), RefusalCode.ALREADY_CANCELLED);
    }

    @Test
    void whatThePropertyNotesOfOurCancellationIsNoCancellationOfItsOwn() {
        Json echoed = itinerary(Json.canceledRoom(ROOM))
                .with(
                        "room_history",
                        Json.history(
                                ending(ROOM, AFTER), ending(ROOM, "canceled", "supplier", "2031-03-04T10:00:15.000Z")));
        supplier.on(CANCEL, 204, "").on(LOOK, 200, echoed);

        assertThat(cancelled(unit()).refund().amount()).contains(euro("310.50"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 206, 302, 400, 403, 404, 409, 418, 500, 502, 503, 504})
    void aStatusThatTellsNothingLeavesItInDoubt(int status) {
        supplier.on(CANCEL, status, "");

        assertThat(lead(unit())).isInstanceOf(CancelResult.Unknown.class);
        assertThat(supplier.lines()).containsExactly(CANCEL);
    }

    @Test
    void aRefusalInAReplyOfAnotherKindIsNotBelieved() {
        supplier.on(CANCEL, 200, error("room_already_cancelled"));
        assertThat(lead(unit())).isInstanceOf(CancelResult.Unknown.class);

        supplier.on(CANCEL, 500, error("request_unauthorized"));
        assertThat(lead(unit())).isInstanceOf(CancelResult.Unknown.class);

        supplier.on(CANCEL, 400, error("unknown_internal_error", "invalid_input"));
        assertThat(lead(unit())).isInstanceOf(CancelResult.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "canceled, rapid_api, " + AFTER + ", Cancelled",
        "canceled, rapid_api, " + BEFORE + ", ALREADY_CANCELLED",
        "canceled, supplier, " + AFTER + ", ALREADY_CANCELLED",
        "canceled, voyager_agent, " + AFTER + ", ALREADY_CANCELLED",
        "canceled_no_show, rapid_api, " + AFTER + ", ALREADY_CANCELLED",
        "canceled, somebody, " + AFTER + ", Unknown",
        "canceled, rapid_api, soon, Unknown",
        "modified, rapid_api, " + AFTER + ", Unknown",
    })
    void aLinkThatIsUsedUpIsExplainedByTheHistory(String type, String source, String at, String outcome) {
        for (Json refusal : List.of(error("invalid_input", "link.invalid"), error("room_already_cancelled"))) {
            supplier.on(CANCEL, 400, refusal).on(LOOK, 200, canceled(ending(ROOM, type, source, at)));

            CancelResult result = lead(unit());

            assertThat(
                            result instanceof CancelResult.Refused refused
                                    ? refused.code().name()
                                    : result.getClass().getSimpleName())
                    .isEqualTo(outcome);
        }
    }

    @Test
    void aLinkThatIsTooOldForARoomThatIsStillBookedNeedsANewQuote() {
        supplier.on(CANCEL, 400, error("invalid_input", "link.invalid")).on(LOOK, 200, itinerary(room()));
        assertThat(lead(unit())).isInstanceOf(CancelResult.QuoteExpired.class);

        supplier.on(LOOK, 200, itinerary(room().with("status", "pending")));
        assertThat(lead(unit())).isInstanceOf(CancelResult.Busy.class);
    }

    @Test
    void aRefusalThatTheItineraryContradictsOrThatNothingExplainsLeavesItInDoubt() {
        supplier.on(CANCEL, 400, error("room_already_cancelled")).on(LOOK, 200, itinerary(room()));
        assertThat(lead(unit())).isInstanceOf(CancelResult.Unknown.class);

        supplier.on(CANCEL, 400, error("invalid_input", "link.invalid"));
        for (Json strange : List.of(itinerary(room(Json.OTHER_ROOM)), itinerary(room().with("status", "odd")))) {
            supplier.on(LOOK, 200, strange);
            assertThat(lead(unit())).isInstanceOf(CancelResult.Unknown.class);
        }
        supplier.on(LOOK, 503, "");
        assertThat(lead(unit())).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void whatIsNotFoundIsLookedFor() {
        supplier.on(CANCEL, 404, error("resource_not_found")).on(LOOK, 404, error("resource_not_found"));
        assertRefused(lead(unit()), RefusalCode.NOT_FOUND);

        supplier.on(LOOK, 200, itinerary(room()));
        assertThat(lead(unit())).isInstanceOf(CancelResult.QuoteExpired.class);

        supplier.on(LOOK, 404, "<html>Not here</html>");
        assertThat(lead(unit())).isInstanceOf(CancelResult.Unknown.class);
    }

    @Test
    void anExpiredLinkIsNotSent() {
        Unit unit = units(itinerary(room().with(
                                "links",
                                new Json()
                                        .with(
                                                "cancel",
                                                link(Json.href(ROOM)).with("expires", "2031-03-04T10:05:00.000Z")))))
                .get(0);

        assertThat(supplier.lead(rapid().cancel(cancel(unit, NOW.plusSeconds(300)))))
                .isInstanceOf(CancelResult.QuoteExpired.class);
        supplier.on(CANCEL, 429, "");
        assertThat(supplier.lead(rapid().cancel(cancel(unit, NOW.plusSeconds(299)))))
                .isInstanceOf(CancelResult.Busy.class);
    }

    @Test
    void whatWasNotQuotedIsNotSent() {
        assertThat(lead(Unit.whole(List.of()))).isInstanceOf(CancelResult.QuoteExpired.class);
        assertThat(supplier.requests()).isEmpty();
    }

    @Test
    void aRoomThatCannotBeCancelledIsRefusedWithoutARequest() {
        List<Unit> units = units(
                itinerary(room(), room(Json.OTHER_ROOM).without("links"), Json.canceledRoom("r-cc03")),
                ROOM,
                Json.OTHER_ROOM,
                "r-cc03");

        assertRefused(lead(units.get(1)), RefusalCode.NOT_CANCELLABLE);
        assertRefused(lead(units.get(2)), RefusalCode.ALREADY_CANCELLED);
        assertThat(supplier.requests()).isEmpty();
    }

    @Test
    void aRequiredWaiverIsRefusedWithoutARequest() {
        UnitOrder order = new UnitOrder(
                BOOKING, unit(), CancellationReason.EPIDEMIC, Optional.of(new Waiver("HOTEL-OK", true)), KEY, NOW);

        assertRefused(supplier.lead(rapid().cancel(order)), RefusalCode.WAIVER_REFUSED);
        assertThat(supplier.requests()).isEmpty();
    }

    private CancelResult lead(Unit unit) {
        return supplier.lead(rapid().cancel(cancel(unit)));
    }

    private Cancelled cancelled(Unit unit) {
        return (Cancelled) lead(unit);
    }

    private static Money euro(String amount) {
        return Money.of(amount, "EUR");
    }

    private static void assertRefused(CancelResult result, RefusalCode code) {
        assertThat(result).asInstanceOf(type(CancelResult.Refused.class)).returns(code, CancelResult.Refused::code);
    }
}
