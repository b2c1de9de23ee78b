package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.BOOKING;
import static dev.breakwater.attraction.ScriptedSupplier.CANCEL;
import static dev.breakwater.attraction.ScriptedSupplier.KEY;
import static dev.breakwater.attraction.ScriptedSupplier.KNOWN_BOOKING;
import static dev.breakwater.attraction.ScriptedSupplier.LOOK;
import static dev.breakwater.attraction.ScriptedSupplier.NOW;
import static dev.breakwater.attraction.ScriptedSupplier.PRODUCT;
import static dev.breakwater.attraction.ScriptedSupplier.SEARCH;
import static dev.breakwater.attraction.ScriptedSupplier.cancel;
import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.CancelResult.Cancelled;
import dev.breakwater.plugin.CancelResult.PartlyCancelled;
import dev.breakwater.plugin.CancelResult.Refused;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CancelTest {
    private static final String JUST_NOW = "2031-03-04T10:00:11Z";
    private static final Unit QUOTED = new Unit(
            Unit.WHOLE,
            List.of(),
            Map.of("mark", "the-mark", "state", "CONFIRMED", "amount", "20.00", "currency", "EUR"));

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    @Test
    void theCommitIsTheFirstAndOnlyRequest() {
        supplier.on(CANCEL, 200, Json.cancelled("FULL", "any", JUST_NOW));

        supplier.lead(octo().cancel(cancel()));

        assertThat(supplier.lines()).containsExactly(CANCEL);
        assertThat(supplier.requests().get(0).kind()).isEqualTo(RequestKind.COMMIT);
        assertThat(supplier.requests().get(0).body().text(UTF_8))
                .isEqualTo("{\"reason\":\"Customer request [" + KEY + "]\"}");
    }

    @Test
    void theSameOrderGivesTheSameBytes() {
        supplier.on(CANCEL, 429, "");
        supplier.lead(octo().cancel(cancel(BOOKING, QUOTED)));
        supplier.lead(octo().cancel(cancel(BOOKING, QUOTED)));

        List<WireRequest> requests = supplier.requests();
        assertThat(requests.get(0)).isEqualTo(requests.get(1));
    }

    @Test
    void theReasonBearsTheMarkOfTheQuoteToo() {
        supplier.on(CANCEL, 429, "");
        supplier.lead(octo().cancel(cancel(BOOKING, QUOTED)));

        assertThat(supplier.requests().get(0).body().text(UTF_8)).contains("[" + KEY + " the-mark]");
    }

    @ParameterizedTest
    @EnumSource(CancellationReason.class)
    void everyReasonHasWords(CancellationReason reason) {
        assertThat(Tables.words(reason)).isNotBlank();
    }

    @Test
    void theReplyTeachesTheSuppliersOwnId() {
        supplier.on(CANCEL, 200, Json.cancelled("FULL", null, JUST_NOW));

        assertThat(cancelled(QUOTED).aliases()).containsExactly(new BookingKey("SUP-9001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPIRED", "CANCELLED"})
    void aHoldThatEndsAtOurRequestIsCancelledAndNothingWasPaid(String status) {
        Unit held = new Unit(Unit.WHOLE, List.of(), Map.of("state", "ON_HOLD", "amount", "0.00", "currency", "EUR"));
        supplier.on(CANCEL, 200, Json.cancelled("FULL", null, JUST_NOW).with("status", status));

        assertThat(cancelled(held).refund().amount()).contains(Money.of("0", "EUR"));
    }

    @Test
    void aHoldThatNobodyKnewOfWasEndedByUsIfItChangedNow() {
        supplier.on(CANCEL, 200, Json.booking("EXPIRED").with("utcUpdatedAt", JUST_NOW));

        assertThat(cancelled(Unit.whole(List.of())).refund())
                .isEqualTo(new Refund(Refund.Status.NONE, Optional.of(Money.of("0", "EUR")), List.of()));
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED", "EXPIRED"})
    void aReplyThatRepeatsWhatOthersDidBeforeIsNotOurs(String status) {
        supplier.on(
                CANCEL,
                200,
                Json.cancelled("FULL", "Venue closed", "2031-03-04T08:59:59Z").with("status", status));

        assertThat(refusal(cancel())).isEqualTo(RefusalCode.ALREADY_CANCELLED);
    }

    @ParameterizedTest
    @CsvSource({"Venue closed, 2031-03-04T09:00:00Z", "Customer request [" + KEY + "], 2030-01-01T00:00:00Z", "any, "})
    void aClockThatIsALittleBehindOrAReasonThatBearsOurKeyDoesNotHideOurCommit(String reason, String at) {
        supplier.on(CANCEL, 200, Json.cancelled("FULL", reason, at));

        assertThat(result(cancel())).isInstanceOf(Cancelled.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, PENDING",
        "CONFIRMED, UNKNOWN",
        "ON_HOLD, UNKNOWN",
        "SHREDDED, UNKNOWN",
        "REDEEMED, TOO_LATE",
        "REJECTED, ALREADY_CANCELLED"
    })
    void anAnswerThatIsNotCancelledIsReadByItsState(String status, String outcome) {
        supplier.on(CANCEL, 200, Json.booking(status));

        assertThat(outcome(result(cancel()))).isEqualTo(outcome);
    }

    @Test
    void aBookingOfWhichSomeTicketsAreLeftIsCancelledInPart() {
        supplier.on(
                CANCEL,
                200,
                Json.booking().list("unitItems", Json.unitItem(1, "CANCELLED"), Json.unitItem(2, "REDEEMED")));

        assertThat(result(cancel())).asInstanceOf(type(PartlyCancelled.class)).satisfies(partly -> {
            assertThat(partly.cancelled()).containsExactly(ticket(1));
            assertThat(partly.remaining()).containsExactly(ticket(2));
            assertThat(partly.refund().status()).isEqualTo(Refund.Status.MANUAL);
        });
    }

    @ParameterizedTest
    @CsvSource({"PENDING, CONFIRMED, PENDING", "CONFIRMED, PENDING, UNKNOWN", "CANCELLED, PENDING, UNKNOWN"})
    void aBookingOfWhichTheRestMayFollowIsNotYetCancelledInPart(String status, String rest, String outcome) {
        supplier.on(
                CANCEL,
                200,
                Json.booking(status).list("unitItems", Json.unitItem(1, "CANCELLED"), Json.unitItem(2, rest)));

        assertThat(outcome(result(cancel()))).isEqualTo(outcome);
    }

    @Test
    void aBookingThatHadLostTicketsBeforeAndDidNotChangeIsNotCancelledInPartByUs() {
        Unit quoted =
                new Unit(Unit.WHOLE, List.of(), Map.of("state", "CONFIRMED", "updatedAt", "2031-01-10T08:01:00Z"));
        supplier.on(
                CANCEL,
                200,
                Json.booking().list("unitItems", Json.unitItem(1, "CANCELLED"), Json.unitItem(2, "CONFIRMED")));

        assertThat(outcome(result(cancel(BOOKING, quoted)))).isEqualTo("UNKNOWN");
    }

    @Test
    void ticketsWithoutNamesOrWithUnknownStatesLeaveItInDoubt() {
        supplier.on(
                CANCEL,
                200,
                Json.booking("CANCELLED").list("unitItems", Json.unitItem(1, "CANCELLED"), Json.unitItem(2, "LOST")));

        assertThat(outcome(result(cancel()))).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "400, BAD_REQUEST, MALFORMED_REQUEST",
        "400, INVALID_PRODUCT_ID, MALFORMED_REQUEST",
        "400, INVALID_OPTION_ID, MALFORMED_REQUEST",
        "400, INVALID_UNIT_ID, MALFORMED_REQUEST",
        "400, INVALID_AVAILABILITY_ID, MALFORMED_REQUEST",
        "400, UNAUTHORIZED, UNAUTHORIZED",
        "401, UNAUTHORIZED, UNAUTHORIZED",
        "400, FORBIDDEN, UNAUTHORIZED",
        "403, FORBIDDEN, UNAUTHORIZED",
        "404, NOT_FOUND, NOT_FOUND",
        "400, INTERNAL_SERVER_ERROR, UNKNOWN",
        "500, INTERNAL_SERVER_ERROR, UNKNOWN",
        "429, INTERNAL_SERVER_ERROR, UNKNOWN",
        "400, SOMETHING_NEW, UNKNOWN",
        "429, SOMETHING_NEW, BUSY"
    })
    void anErrorWordDecidesWhateverTheHttpStatus(int status, String error, String outcome) {
        supplier.on(CANCEL, status, Json.error(error));

        CancelResult result = result(cancel());
        assertThat(outcome(result)).isEqualTo(outcome);
        assertThat(result.word().code()).isEqualTo(error);
        assertThat(supplier.lines()).containsExactly(CANCEL);
    }

    @ParameterizedTest
    @CsvSource({
        "429, '', BUSY",
        "429, <html>slow down</html>, BUSY",
        "503, '', UNKNOWN",
        "500, oops, UNKNOWN",
        "502, '{}', UNKNOWN",
        "504, '', UNKNOWN",
        "401, '', UNAUTHORIZED",
        "403, <html>, UNKNOWN",
        "404, <html>, UNKNOWN",
        "302, '', UNKNOWN",
        "204, '', UNKNOWN",
        "200, <html>, UNKNOWN",
        "200, '{\"status\":\"CANCEL', UNKNOWN",
        "200, '{\"status\":\"CANCELLED\",\"error\":\"UNPROCESSABLE_ENTITY\"}', UNKNOWN",
        "200, '{\"error\":{}}', UNKNOWN",
        "500, '{\"status\":\"CANCELLED\"}', UNKNOWN"
    })
    void whereTheBodyTellsNothingTheHttpStatusDecides(int status, String body, String outcome) {
        supplier.on(CANCEL, status, body);

        assertThat(outcome(result(cancel()))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELLED, ALREADY_CANCELLED",
        "EXPIRED, ALREADY_CANCELLED",
        "REJECTED, ALREADY_CANCELLED",
        "REDEEMED, TOO_LATE",
        "CONFIRMED, NOT_CANCELLABLE",
        "PENDING, UNKNOWN",
        "ON_HOLD, NOT_CANCELLABLE",
        "SHREDDED, UNKNOWN"
    })
    void aRefusalWithoutAReasonIsExplainedByALook(String status, String outcome) {
        supplier.on(CANCEL, 400, Json.error("UNPROCESSABLE_ENTITY")).on(LOOK, 200, Json.booking(status));

        CancelResult result = result(cancel());
        assertThat(outcome(result)).isEqualTo(outcome);
        assertThat(result.word().code()).isEqualTo("UNPROCESSABLE_ENTITY");
        assertThat(supplier.lines()).containsExactly(CANCEL, LOOK);
    }

    @Test
    void aBookingThatWasPendingBeforeAndDidNotChangeIsNotBeingCancelled() {
        Unit pending = new Unit(Unit.WHOLE, List.of(), Map.of("state", "PENDING", "updatedAt", "2031-01-10T08:01:00Z"));
        supplier.on(CANCEL, 400, Json.error("UNPROCESSABLE_ENTITY")).on(LOOK, 200, Json.booking("PENDING"));

        assertThat(refusal(cancel(BOOKING, pending))).isEqualTo(RefusalCode.NOT_CANCELLABLE);
    }

    @Test
    void aRefusalAfterTheCutoffIsTooLate() {
        supplier.on(CANCEL, 400, Json.error("UNPROCESSABLE_ENTITY"))
                .on(LOOK, 200, Json.booking().with("option", Json.option(90 * 24, "hour")));

        assertThat(refusal(cancel())).isEqualTo(RefusalCode.TOO_LATE);
    }

    @Test
    void theCutoffOfTheQuoteServesWhereTheBookingTellsNone() {
        Unit quoted = new Unit(Unit.WHOLE, List.of(), Map.of("cutoff", "2031-03-04T09:00:00Z"));
        supplier.on(CANCEL, 400, Json.error("UNPROCESSABLE_ENTITY"))
                .on(LOOK, 200, Json.booking().without("option"));

        assertThat(refusal(cancel(BOOKING, quoted))).isEqualTo(RefusalCode.TOO_LATE);
        assertThat(supplier.lines()).containsExactly(CANCEL, LOOK);
    }

    @Test
    void theCutoffOfTheQuoteServesWhereTheBookingAloneIsNotEnoughToKnowIt() {
        Unit quoted = new Unit(Unit.WHOLE, List.of(), Map.of("cutoff", "2031-03-04T09:00:00Z"));
        supplier.on(CANCEL, 400, Json.error("UNPROCESSABLE_ENTITY"))
                .on(LOOK, 200, Json.booking().with("option", Json.option(1, "day")));

        assertThat(refusal(cancel(BOOKING, quoted))).isEqualTo(RefusalCode.TOO_LATE);
        assertThat(supplier.lines()).containsExactly(CANCEL, LOOK);
    }

    @Test
    void theCutoffOfTheProductServesWhereNothingElseTellsOne() {
        supplier.on(CANCEL, 400, Json.error("UNPROCESSABLE_ENTITY"))
                .on(LOOK, 200, Json.booking().without("option"))
                .on(PRODUCT, 200, Json.product(Json.option(90, "day")));

        assertThat(refusal(cancel())).isEqualTo(RefusalCode.TOO_LATE);
        assertThat(supplier.lines()).containsExactly(CANCEL, LOOK, PRODUCT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Customer request [" + KEY + "]", "Customer request [other THE-MARK]"})
    void aRepeatThatIsRefusedBecauseOurFirstSucceededIsCancelled(String reason) {
        supplier.on(CANCEL, 400, Json.error("UNPROCESSABLE_ENTITY"))
                .on(LOOK, 200, Json.cancelled("FULL", reason, "2031-03-04T09:00:00Z"));

        assertThat(cancelled(QUOTED).refund().amount()).contains(Money.of("20.00", "EUR"));
    }

    @ParameterizedTest
    @CsvSource({"429, ''", "503, ''", "200, <html>", "400, '{\"error\":\"INVALID_BOOKING_UUID\"}'", "401, ''"})
    void aRefusalWithoutAReasonThatNoLookExplainsIsInDoubt(int status, String body) {
        supplier.on(CANCEL, 400, Json.error("UNPROCESSABLE_ENTITY")).on(LOOK, status, body);

        assertThat(outcome(result(cancel()))).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uuid", "id", "resellerReference"})
    void aBookingWhoseNameCannotBeReadIsNotTakenForOurs(String name) {
        String nameless = new Json()
                .with("status", "CANCELLED")
                .with(name, "x".repeat(201))
                .toString();
        supplier.on(CANCEL, 200, nameless);

        assertThat(outcome(result(cancel()))).isEqualTo("UNKNOWN");
    }

    @Test
    void aBookingThatNoLookFindsIsNotFound() {
        supplier.on(CANCEL, 400, Json.error("INVALID_BOOKING_UUID"))
                .on(LOOK, 400, Json.error("INVALID_BOOKING_UUID"))
                .on(SEARCH, 200, "[]");

        assertThat(refusal(cancel(KNOWN_BOOKING, QUOTED))).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(supplier.lines()).containsExactly(CANCEL, LOOK, SEARCH);
    }

    @ParameterizedTest
    @CsvSource({"REDEEMED, TOO_LATE", "CANCELLED, ALREADY_CANCELLED", "CONFIRMED, NOT_CANCELLABLE"})
    void aBookingThatIsOnlyFoundByOurReferenceIsReadByItsState(String status, String outcome) {
        supplier.on(CANCEL, 400, Json.error("INVALID_BOOKING_UUID"))
                .on(LOOK, 400, Json.error("INVALID_BOOKING_UUID"))
                .on(SEARCH, 200, "[" + Json.booking(status) + "]");

        assertThat(outcome(result(cancel(KNOWN_BOOKING, QUOTED)))).isEqualTo(outcome);
    }

    @Test
    void aRequiredWaiverIsRefusedWithoutAsking() {
        assertThat(refusal(order(QUOTED, Optional.of(new Waiver("GOODWILL", true)))))
                .isEqualTo(RefusalCode.WAIVER_REFUSED);
        assertThat(supplier.requests()).isEmpty();
    }

    @Test
    void aPartOfABookingIsNeverCancelledAsTheWhole() {
        Unit part = Unit.whole(List.of(ticket(1)));

        assertThat(refusal(order(part, Optional.empty()))).isEqualTo(RefusalCode.NOT_CANCELLABLE);
        assertThat(supplier.requests()).isEmpty();
    }

    private static UnitOrder order(Unit unit, Optional<Waiver> waiver) {
        return new UnitOrder(BOOKING, unit, CancellationReason.OTHER, waiver, KEY, NOW);
    }

    private static ScopeItem ticket(int number) {
        return new ScopeItem(ScopeType.TICKET, "7d3c1f10-54a5-4f0e-9a71-0c2f6c3b1f0" + number);
    }

    private CancelResult result(UnitOrder order) {
        return supplier.lead(octo().cancel(order));
    }

    private Cancelled cancelled(Unit unit) {
        return (Cancelled) result(cancel(BOOKING, unit));
    }

    private RefusalCode refusal(UnitOrder order) {
        return ((Refused) result(order)).code();
    }

    private static String outcome(CancelResult result) {
        return result instanceof Refused refused
                ? refused.code().name()
                : result.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }
}
