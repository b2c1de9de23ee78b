package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.BOOKING;
import static dev.breakwater.attraction.ScriptedSupplier.CANCEL;
import static dev.breakwater.attraction.ScriptedSupplier.cancel;
import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.CancelResult.Cancelled;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes back for a booking that is gone. */
class RefundTest {
    private static final String JUST_NOW = "2031-03-04T10:00:11Z";
    private static final Unit QUOTED = new Unit(
            Unit.WHOLE,
            List.of(),
            Map.of("mark", "the-mark", "state", "CONFIRMED", "amount", "20.00", "currency", "EUR"));

    private final ScriptedSupplier supplier = new ScriptedSupplier();

    @ParameterizedTest
    @CsvSource({"FULL, AUTOMATIC, 20.00 EUR", "NONE, NONE, 0.00 EUR", "PARTIAL, MANUAL,", "HALF, UNKNOWN,", ", UNKNOWN,"
    })
    void itIsReadFromTheCancellationAndItsAmountFromTheQuote(String word, Refund.Status status, String amount) {
        supplier.on(CANCEL, 200, Json.cancelled(word, "any", JUST_NOW));

        assertThat(refund(QUOTED))
                .isEqualTo(new Refund(
                        status,
                        Optional.ofNullable(amount).map(text -> Money.of(text.substring(0, text.length() - 4), "EUR")),
                        List.of()));
    }

    @Test
    void withoutAQuoteTheAmountIsTheNetPriceOfTheReply() {
        supplier.on(CANCEL, 200, Json.cancelled("FULL", null, JUST_NOW));

        assertThat(refund(Unit.whole(List.of())).amount()).contains(Money.of("25.60", "EUR"));
    }

    @Test
    void withoutAQuoteAndWithoutANetPriceTheAmountIsTheRetailPrice() {
        supplier.on(
                CANCEL,
                200,
                Json.cancelled("FULL", null, JUST_NOW).with("pricing", Json.pricing(3200, null, "EUR", 2)));

        assertThat(refund(Unit.whole(List.of())).amount()).contains(Money.of("32.00", "EUR"));
    }

    @Test
    void aPriceThatIsGoneWithTheBookingIsNotWhatComesBack() {
        supplier.on(CANCEL, 200, Json.cancelled("FULL", null, JUST_NOW).with("pricing", Json.pricing(0, 0, "EUR", 2)));

        assertThat(refund(Unit.whole(List.of())))
                .isEqualTo(new Refund(Refund.Status.AUTOMATIC, Optional.empty(), List.of()));
    }

    @Test
    void aPriceThatTheQuoteDidNotTrustIsNotTrustedAfterwards() {
        Unit quoted = new Unit(Unit.WHOLE, List.of(), Map.of("mark", "the-mark", "state", "CONFIRMED"));
        supplier.on(CANCEL, 200, Json.cancelled("FULL", null, JUST_NOW));

        assertThat(refund(quoted)).isEqualTo(new Refund(Refund.Status.AUTOMATIC, Optional.empty(), List.of()));
    }

    @Test
    void withoutAnyPriceTheAmountIsUnknownButStillComesByItself() {
        supplier.on(CANCEL, 200, Json.cancelled("FULL", null, JUST_NOW).without("pricing"));

        assertThat(refund(Unit.whole(List.of())))
                .isEqualTo(new Refund(Refund.Status.AUTOMATIC, Optional.empty(), List.of()));
    }

    @Test
    void nothingIsExpressedInTheCurrencyOfThePrice() {
        supplier.on(
                CANCEL,
                200,
                Json.cancelled("NONE", null, JUST_NOW).with("pricing", Json.pricing(3200, 2560, "JPY", 0)));

        assertThat(refund(Unit.whole(List.of())).amount()).contains(Money.of("0", "JPY"));
    }

    @Test
    void aCancellationWithoutItsRecordHasToBeClaimed() {
        supplier.on(CANCEL, 200, Json.booking("CANCELLED"));

        assertThat(refund(QUOTED)).isEqualTo(new Refund(Refund.Status.MANUAL, Optional.empty(), List.of()));
    }

    private Refund refund(Unit unit) {
        return ((Cancelled) supplier.lead(octo().cancel(cancel(BOOKING, unit)))).refund();
    }
}
