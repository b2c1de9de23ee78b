package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.LOOK;
import static dev.breakwater.attraction.ScriptedSupplier.NOW;
import static dev.breakwater.attraction.ScriptedSupplier.PRODUCT;
import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static dev.breakwater.attraction.ScriptedSupplier.quoteAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.Terms;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Until when a booking can be cancelled. */
class CutoffTest {
    private static final Instant CUTOFF = Instant.parse(Json.CUTOFF);

    private final ScriptedSupplier supplier = new ScriptedSupplier().on(PRODUCT, 200, Json.product());

    @ParameterizedTest
    @CsvSource({
        "90, minute, 2031-04-02T15:30:00Z",
        "0, hour, 2031-04-02T17:00:00Z",
        "48, hour, 2031-03-31T17:00:00Z",
        // Clocks go forward in Paris on 30 March 2031: four days before is 19:00 winter time, 96 hours before is 18:00.
        "4, day, 2031-03-29T18:00:00Z",
        "96, hour, 2031-03-29T17:00:00Z",
        "2, DAYS, 2031-03-31T17:00:00Z"
    })
    void theCutoffIsCountedBackFromTheStart(int amount, String unit, Instant cutoff) {
        assertThat(expiry(Json.booking().with("option", Json.option(amount, unit))))
                .isEqualTo(cutoff);
    }

    @ParameterizedTest
    @CsvSource({"0, day", "48, hour", "90, minute"})
    void hoursBeforeAMomentAreTheSameEverywhere(int amount, String unit) {
        quote(Json.booking().with("option", Json.option(amount, unit)));

        assertThat(supplier.lines()).containsExactly(LOOK);
    }

    @ParameterizedTest
    @CsvSource({
        // Only in Paris the clocks go forward between the two.
        "Europe/Paris, 2031-03-29T18:00:00Z",
        "Africa/Johannesburg, 2031-03-29T17:00:00Z",
        // No zone at all: that of the supplier, which is Paris.
        "Mars/Olympus, 2031-03-29T18:00:00Z"
    })
    void daysAreThoseOfTheProductsZone(String zone, Instant cutoff) {
        supplier.on(PRODUCT, 200, Json.product().with("timeZone", zone));

        assertThat(expiry(Json.booking().with("option", Json.option(4, "day")))).isEqualTo(cutoff);
        assertThat(supplier.lines()).containsExactly(LOOK, PRODUCT);
    }

    @ParameterizedTest
    @CsvSource({
        // 02:30 comes twice in Paris on 26 October 2031, and not at all on 30 March: the earlier reading is the safe
        // one.
        "2031-10-27T02:30:00+01:00, 2031-10-26T00:30:00Z",
        "2031-10-26T02:30:00, 2031-10-25T00:30:00Z",
        "2031-03-31T02:30:00+02:00, 2031-03-30T00:30:00Z",
        "2031-03-30T02:30:00, 2031-03-29T00:30:00Z"
    })
    void aTimeThatComesTwiceOrNeverIsReadAsTheEarlierOne(String start, Instant cutoff) {
        Json booking = Json.booking()
                .with("option", Json.option(1, "day"))
                .with("availability", Json.availability().with("localDateTimeStart", start));

        assertThat(expiry(booking)).isEqualTo(cutoff);
    }

    @Test
    void theOffsetOfTheStartOutranksAZoneThatHasAnother() {
        Json booking = Json.booking()
                .with("option", Json.option(4, "day"))
                .with("availability", Json.availability().with("localDateTimeStart", "2031-04-02T19:00:00+09:00"));

        assertThat(expiry(booking)).isEqualTo(Instant.parse("2031-03-29T10:00:00Z"));
    }

    @Test
    void aStartWithoutOffsetIsMeantAtTheVenue() {
        Json booking = Json.booking()
                .with("availability", Json.availability().with("localDateTimeStart", "2031-04-02T19:00:00"));

        assertThat(expiry(booking)).isEqualTo(CUTOFF);
        supplier.on(PRODUCT, 200, Json.product().with("timeZone", "Asia/Tokyo"));
        assertThat(expiry(booking)).isEqualTo(Instant.parse("2031-04-01T10:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"400, '{\"error\":\"INVALID_PRODUCT_ID\"}'", "200, <html>"})
    void whereNobodyTellsTheZoneItIsTheSuppliers(int status, String product) {
        supplier.on(PRODUCT, status, product);

        assertThat(expiry(Json.booking().with("option", Json.option(4, "day"))))
                .isEqualTo(Instant.parse("2031-03-29T18:00:00Z"));
    }

    @Test
    void aClosingTimeIsMeantAtTheVenue() {
        Json booking = Json.booking()
                .with(
                        "availability",
                        Json.availability()
                                // Its clocks go forward on this day, after midnight and before the venue closes.
                                .with("localDateTimeStart", "2031-03-09T00:00:00-05:00")
                                .with("allDay", true)
                                .list("openingHours", hours("09:00", "17:30")));
        supplier.on(PRODUCT, 200, Json.product().with("timeZone", "America/New_York"));

        assertThat(expiry(booking)).isEqualTo(Instant.parse("2031-03-08T21:30:00Z"));
    }

    @Test
    void theCutoffOfABookingForADayIsCountedFromTheClosingTime() {
        Json booking = Json.booking()
                .with(
                        "availability",
                        Json.availability()
                                .with("localDateTimeStart", "2031-04-02T00:00:00+02:00")
                                .with("allDay", true)
                                .list("openingHours", hours("14:00", "17:30"), hours("09:00", "12:00")));

        assertThat(expiry(booking)).isEqualTo(Instant.parse("2031-04-01T15:30:00Z"));
    }

    @Test
    void aVenueThatClosesAfterMidnightClosesOnTheNextDay() {
        Json booking = Json.booking()
                .with(
                        "availability",
                        Json.availability().with("allDay", true).list("openingHours", hours("18:00", "02:00")));

        assertThat(expiry(booking)).isEqualTo(Instant.parse("2031-04-02T00:00:00Z"));
    }

    @Test
    void conditionsThatTheBookingDoesNotHoldAreReadFromItsProduct() {
        supplier.on(PRODUCT, 200, Json.product(Json.option(1, "hour").with("id", "morning"), Json.option(48, "hour")));

        assertThat(expiry(Json.booking().without("option"))).isEqualTo(Instant.parse("2031-03-31T17:00:00Z"));
        assertThat(supplier.lines()).containsExactly(LOOK, PRODUCT);
    }

    @Test
    void aProductInsideTheBookingIsNotAskedForAgain() {
        Json product = Json.product(Json.option(4, "day")).with("timeZone", "Africa/Cairo");
        Json booking = Json.booking().without("option").with("product", product);

        assertThat(expiry(booking)).isEqualTo(Instant.parse("2031-03-29T17:00:00Z"));
        assertThat(supplier.lines()).containsExactly(LOOK);
    }

    @Test
    void aProductInsideTheBookingThatDoesNotTellItsZoneIsCompleted() {
        Json product = Json.product(Json.option(4, "day"));
        Json booking = Json.booking().without("option").with("product", product.without("timeZone"));
        supplier.on(PRODUCT, 200, Json.product().with("timeZone", "Africa/Johannesburg"));

        assertThat(expiry(booking)).isEqualTo(Instant.parse("2031-03-29T17:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"200, '{\"id\":\"glass-tower\"}'", "400, '{\"error\":\"INVALID_PRODUCT_ID\"}'", "200, <html>"})
    void aPolicyThatNobodyTellsIsUnknownAndNotFree(int status, String product) {
        supplier.on(PRODUCT, status, product);

        assertThat(terms(Json.booking().without("option"))).isEqualTo(Terms.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"429, later", "503, ''", "400, '{\"error\":\"INTERNAL_SERVER_ERROR\"}'"})
    void aProductThatCannotBeReadNowIsAskedForLater(int status, String product) {
        supplier.on(PRODUCT, status, product);

        assertThat(quote(Json.booking().without("option"))).isInstanceOf(QuoteResult.Busy.class);
        assertThat(quote(Json.booking().with("option", Json.option(4, "day")))).isInstanceOf(QuoteResult.Busy.class);
    }

    @Test
    void anOpenDateHasNoCutoffAndThereforeNoKnownTerms() {
        Json booking =
                Json.booking().without("option").with("availability", null).with("availabilityId", null);

        assertThat(terms(booking)).isEqualTo(Terms.UNKNOWN);
        assertThat(supplier.lines()).containsExactly(LOOK);
    }

    @ParameterizedTest
    @CsvSource({"-1, hour", "24, fortnight", "soon, hour", "99999999999, day", "1e9, day", "1.5, hour"})
    void conditionsThatMakeNoSenseAreUnknown(String amount, String unit) {
        supplier.on(PRODUCT, 400, Json.error("INVALID_PRODUCT_ID"));

        assertThat(terms(Json.booking().with("option", Json.option(amount, unit))))
                .isEqualTo(Terms.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:00:00Z", "-999999999-01-01T00:00:00Z", "2031-04-02", "at noon"})
    void aStartThatMakesNoSenseIsUnknown(String start) {
        Json availability = Json.availability()
                .with("localDateTimeStart", start)
                .with("allDay", true)
                .list("openingHours", hours("18:00", "02:00"));

        assertThat(terms(Json.booking().with("availability", availability))).isEqualTo(Terms.UNKNOWN);
    }

    private static Json hours(String from, String to) {
        return new Json().with("from", from).with("to", to);
    }

    private QuoteResult quote(Json booking) {
        return supplier.on(LOOK, 200, booking).lead(octo().quote(quoteAt(NOW)));
    }

    private Instant expiry(Json booking) {
        return ((Quoted) quote(booking)).expiresAt().orElseThrow();
    }

    private Terms terms(Json booking) {
        return ((Quoted) quote(booking)).units().get(0).terms();
    }
}
