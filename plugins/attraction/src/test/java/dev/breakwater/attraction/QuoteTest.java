package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.LOOK;
import static dev.breakwater.attraction.ScriptedSupplier.NOW;
import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static dev.breakwater.attraction.ScriptedSupplier.quoteAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.QuoteResult.Refused;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteTest {
    private static final Money PRICE = Money.of("25.60", "EUR");
    private static final Money NOTHING = Money.of("0", "EUR");
    private static final Instant CUTOFF = Instant.parse(Json.CUTOFF);

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    @Test
    void beforeTheCutoffEverythingComesBack() {
        Quoted quoted = quoted(Json.booking(), NOW);

        assertThat(termsOf(quoted))
                .isEqualTo(new Terms(
                        Optional.of(NOTHING),
                        Optional.of(PRICE),
                        List.of(),
                        Confidence.ESTIMATED,
                        List.of(new Deadline(CUTOFF, PRICE))));
        assertThat(quoted.expiresAt()).contains(CUTOFF);
        assertThat(quoted.waiverApplied()).isFalse();
        assertThat(quoted.word().code()).isEqualTo("CONFIRMED");
        assertThat(supplier.lines()).containsExactly(LOOK);
        assertThat(supplier.requests()).allMatch(request -> request.kind() == RequestKind.READ);
    }

    @Test
    void theLastMomentIsStillInTime() {
        assertThat(termsOf(quoted(Json.booking(), CUTOFF)).penalty()).contains(NOTHING);
    }

    @Test
    void aBookingThatIsCancellableAfterTheCutoffCostsItsWholePrice() {
        Quoted quoted = quoted(Json.booking(), CUTOFF.plusMillis(1));

        assertThat(termsOf(quoted))
                .isEqualTo(new Terms(Optional.of(PRICE), Optional.of(NOTHING), List.of(), Confidence.ESTIMATED));
        assertThat(quoted.expiresAt()).isEmpty();
    }

    @Test
    void aBookingThatIsNotCancellableIsRefusedByItsCutoff() {
        Json booking = Json.booking().with("cancellable", false);

        assertThat(refusal(booking, NOW)).isEqualTo(RefusalCode.NOT_CANCELLABLE);
        assertThat(refusal(booking, CUTOFF.plusSeconds(1))).isEqualTo(RefusalCode.TOO_LATE);
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELLED, ALREADY_CANCELLED",
        "canceled, ALREADY_CANCELLED",
        "EXPIRED, ALREADY_CANCELLED",
        "REJECTED, ALREADY_CANCELLED",
        "REDEEMED, TOO_LATE"
    })
    void aStateInWhichNothingIsLeftToCancelIsRefused(String status, RefusalCode code) {
        assertThat(refusal(Json.booking(status), NOW)).isEqualTo(code);
    }

    @Test
    void aBookingThatWasUsedIsTooLateWhateverItsState() {
        Json booking = Json.booking().with("utcRedeemedAt", "2031-03-01T10:00:00Z");

        assertThat(refusal(booking, NOW)).isEqualTo(RefusalCode.TOO_LATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VANISHED", "CONFIRMED?", "true"})
    void aStateThatOctoDoesNotHaveIsNeverGuessed(String status) {
        assertThat(quote(Json.booking(status), NOW)).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void aHoldIsFreeUntilItEnds() {
        Quoted quoted =
                quoted(Json.booking("On Hold").with("utcExpiresAt", "2031-03-04T10:30:00Z"), CUTOFF.plusSeconds(1));

        assertThat(termsOf(quoted).penalty()).contains(NOTHING);
        assertThat(termsOf(quoted).refundable()).contains(NOTHING);
        assertThat(termsOf(quoted).deadlines()).isEmpty();
        assertThat(quoted.expiresAt()).contains(Instant.parse("2031-03-04T10:30:00Z"));
    }

    @Test
    void aBookingThatTheSupplierHasNotConfirmedIsQuotedLikeAConfirmedOne() {
        assertThat(termsOf(quoted(Json.booking("PENDING"), NOW)).refundable()).contains(PRICE);
    }

    @Test
    void withoutAWordWhetherItIsCancellableTheTermsAreUnknown() {
        assertThat(termsOf(quoted(Json.booking().without("cancellable"), NOW))).isEqualTo(Terms.UNKNOWN);
    }

    @Test
    void withoutPricesTheCancellationIsFreeBeforeTheCutoffAndUnknownAfterIt() {
        Json booking = Json.booking().without("pricing");

        assertThat(termsOf(quoted(booking, NOW)))
                .isEqualTo(new Terms(Optional.of(NOTHING), Optional.empty(), List.of(), Confidence.ESTIMATED));
        assertThat(termsOf(quoted(booking, CUTOFF.plusSeconds(1)))).isEqualTo(Terms.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "3200, 2560, EUR, 2, 25.60 EUR",
        "3200, , EUR, 2, 32.00 EUR",
        "3200, 2560, JPY, 0, 2560 JPY",
        "3200, 2560, KWD, 3, 2.560 KWD",
        "3200, 2500, JPY, 2, 25 JPY",
        "3200, 2560.0, eur, 2, 25.60 EUR"
    })
    void pricesAreExactInEveryCurrency(String retail, String net, String currency, int precision, String price) {
        Json booking = Json.booking().with("pricing", Json.pricing(retail, net, currency, precision));

        assertThat(termsOf(quoted(booking, NOW)).refundable().map(Money::toString))
                .contains(price);
    }

    @ParameterizedTest
    @CsvSource({
        "3200, 25.6, EUR, 2",
        "3200, 2560, EUR, 3x",
        "3200, 2561, JPY, 2",
        "3200, 2560, EURO, 2",
        "3200, -2560, EUR, 2",
        "3200, 2560, , 2",
        "3200, 2560, EUR, 77",
        "3200, 99999999999999999999, EUR, 2",
        "3200, 1e999999999, EUR, 2"
    })
    void aPriceThatIsNotExactIsNoPrice(String retail, String net, String currency, String precision) {
        Json booking = Json.booking().with("pricing", Json.pricing(retail, net, currency, precision));

        assertThat(termsOf(quoted(booking, NOW)).refundable()).isEmpty();
    }

    @Test
    void thePriceOfABookingThatLostATicketIsNotTrusted() {
        Json booking = Json.booking().list("unitItems", Json.unitItem(1, "CONFIRMED"), Json.unitItem(2, "CANCELLED"));

        assertThat(termsOf(quoted(booking, NOW)).refundable()).isEmpty();
    }

    @Test
    void aConfirmedBookingOfWhichEveryTicketIsCancelledMakesNoSense() {
        Json booking = Json.booking().list("unitItems", Json.unitItem(1, "CANCELLED"));

        assertThat(quote(booking, NOW)).isInstanceOf(QuoteResult.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_BOOKING_UUID, NOT_FOUND",
        "404, NOT_FOUND, NOT_FOUND",
        "400, BAD_REQUEST, MALFORMED_REQUEST",
        "400, INVALID_PRODUCT_ID, MALFORMED_REQUEST",
        "400, INVALID_OPTION_ID, MALFORMED_REQUEST",
        "400, INVALID_UNIT_ID, MALFORMED_REQUEST",
        "400, INVALID_AVAILABILITY_ID, MALFORMED_REQUEST",
        "400, UNAUTHORIZED, UNAUTHORIZED",
        "401, UNAUTHORIZED, UNAUTHORIZED",
        "400, FORBIDDEN, UNAUTHORIZED",
        "403, FORBIDDEN, UNAUTHORIZED",
        "200, INVALID_BOOKING_UUID, NOT_FOUND"
    })
    void anErrorWordDecidesWhateverTheHttpStatus(int status, String error, RefusalCode code) {
        supplier.on(LOOK, status, Json.error(error));

        assertThat(supplier.lead(octo().quote(quoteAt(NOW))))
                .asInstanceOf(type(Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.word().code()).isEqualTo(error);
                    assertThat(refused.word().text()).isEqualTo("text of " + error);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":\"INTERNAL_SERVER_ERROR\"}'",
        "500, '{\"error\":\"INTERNAL_SERVER_ERROR\"}'",
        "429, ''",
        "503, <html>",
        "500, ''",
        "502, bad gateway",
        "504, '{}'",
        "429, '{\"error\":\"TOO_MANY\"}'"
    })
    void whatFailsNowIsAskedAgainLater(int status, String body) {
        supplier.on(LOOK, status, body);

        assertThat(supplier.lead(octo().quote(quoteAt(NOW)))).isInstanceOf(QuoteResult.Busy.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200, <html>",
        "200, ''",
        "200, '[]'",
        "404, <html>",
        "400, '{\"error\":\"UNPROCESSABLE_ENTITY\"}'",
        "400, '{\"error\":\"NEW_WORD\"}'",
        "302, ''"
    })
    void whatCannotBeUnderstoodIsUnknown(int status, String body) {
        supplier.on(LOOK, status, body);

        assertThat(supplier.lead(octo().quote(quoteAt(NOW)))).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void aReplyAboutAnotherBookingIsNotBelieved() {
        Json other = Json.booking().with("uuid", "00000000-0000-4000-8000-000000000000");

        assertThat(quote(other, NOW)).isInstanceOf(QuoteResult.Unknown.class);
    }

    @Test
    void aRequiredWaiverIsRefusedWithoutAsking() {
        QuoteOrder order = order(List.of(), Optional.of(new Waiver("GOODWILL", true)), List.of());

        assertThat(supplier.lead(octo().quote(order)))
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(RefusalCode.WAIVER_REFUSED);
        assertThat(supplier.requests()).isEmpty();
    }

    @Test
    void aWaiverThatIsNotRequiredIsVisiblyNotApplied() {
        supplier.on(LOOK, 200, Json.booking());

        assertThat(supplier.lead(octo().quote(order(List.of(), Optional.of(new Waiver("GOODWILL", false)), List.of()))))
                .asInstanceOf(type(Quoted.class))
                .extracting(Quoted::waiverApplied)
                .isEqualTo(false);
    }

    @Test
    void aPartOfABookingIsNeverQuotedAsTheWhole() {
        QuoteOrder order = order(List.of(new ScopeItem(ScopeType.TICKET, "1")), Optional.empty(), List.of());

        assertThat(supplier.lead(octo().quote(order)))
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(RefusalCode.NOT_CANCELLABLE);
        assertThat(supplier.requests()).isEmpty();
    }

    @Test
    void theQuoteCarriesWhatTheCommitAndLaterLooksNeed() {
        Unit unit = quoted(Json.booking(), NOW).units().get(0).unit();

        assertThat(unit.key()).isEqualTo(Unit.WHOLE);
        assertThat(unit.carried())
                .isEqualTo(Map.of(
                        "mark", ScriptedSupplier.QUOTE_KEY,
                        "state", "CONFIRMED",
                        "amount", "25.60",
                        "currency", "EUR",
                        "cutoff", Json.CUTOFF,
                        "updatedAt", "2031-01-10T08:01:00Z",
                        "resellerReference", "HT-5511"));
    }

    @Test
    void everyQuoteOfAnOrderKeepsTheMarkOfTheFirst() {
        supplier.on(LOOK, 200, Json.booking());
        Unit earlier = new Unit(Unit.WHOLE, List.of(), Map.of("mark", "first"));

        Quoted quoted = (Quoted) supplier.lead(octo().quote(order(List.of(), Optional.empty(), List.of(earlier))));

        assertThat(quoted.units().get(0).unit().carried()).containsEntry("mark", "first");
    }

    private static QuoteOrder order(List<ScopeItem> scope, Optional<Waiver> waiver, List<Unit> previous) {
        return new QuoteOrder(
                ScriptedSupplier.BOOKING,
                scope,
                CancellationReason.OTHER,
                waiver,
                previous,
                ScriptedSupplier.QUOTE_KEY,
                NOW);
    }

    private QuoteResult quote(Json booking, Instant now) {
        return supplier.on(LOOK, 200, booking).lead(octo().quote(quoteAt(now)));
    }

    private Quoted quoted(Json booking, Instant now) {
        return (Quoted) quote(booking, now);
    }

    private RefusalCode refusal(Json booking, Instant now) {
        return ((Refused) quote(booking, now)).code();
    }

    private static Terms termsOf(Quoted quoted) {
        return quoted.units().get(0).terms();
    }
}
