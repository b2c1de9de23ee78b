package dev.breakwater.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "12.50, EUR, 1250, 12.50",
        "12.5, EUR, 1250, 12.50",
        "12.500, EUR, 1250, 12.50",
        "-0.01, EUR, -1, -0.01",
        "100, JPY, 100, 100",
        "1.234, KWD, 1234, 1.234",
        "0, CHF, 0, 0.00"
    })
    void readsWhatTheCurrencyCanHold(String text, String currency, long minorUnits, String shown) {
        Money money = Money.of(text, currency);

        assertThat(money.minorUnits()).isEqualTo(minorUnits);
        assertThat(money.amount()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "12.505, EUR",
        "0.1, JPY",
        "1e3, EUR",
        "+1, EUR",
        "'1,5', EUR",
        ".5, EUR",
        "'', EUR",
        "NaN, EUR",
        "1.00, EURO",
        "1.00, XAU",
        "99999999999999999999, EUR"
    })
    void refusesWhatIsNotExact(String text, String currency) {
        assertThatThrownBy(() -> Money.of(text, currency)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"13480, 2, CHF, 134.80", "13480, 3, CHF, 13.48", "135, 0, CHF, 135.00", "500, 0, JPY, 500"})
    void readsIntegersWithAScaleOfTheirOwn(long unscaled, int scale, String currency, String shown) {
        assertThat(Money.ofScaled(unscaled, scale, currency).amount()).isEqualTo(shown);
    }

    @Test
    void refusesAScaleThatLosesMoney() {
        assertThatThrownBy(() -> Money.ofScaled(12345, 3, "EUR")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverMixesCurrencies() {
        Money euros = Money.of("1.00", "EUR");
        Money francs = Money.of("1.00", "CHF");

        assertThatThrownBy(() -> euros.plus(francs)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> euros.minus(francs)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> euros.compareTo(francs)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void overflowsLoudly() {
        Money most = new Money(Money.of("1", "EUR").currency(), Long.MAX_VALUE);

        assertThatThrownBy(() -> most.plus(Money.of("0.01", "EUR"))).isInstanceOf(ArithmeticException.class);
    }
}
