package dev.breakwater.attraction;

import dev.breakwater.plugin.Money;
import java.util.Locale;
import java.util.Optional;

/** Reads what a booking costs us. */
final class Prices {
    private Prices() {}

    /** The net price, or the retail price if there is no net price; empty unless it is exact and not negative. */
    static Optional<Money> read(JsonView pricing) {
        return pricing.integer(pricing.has("net") ? "net" : "retail")
                .flatMap(amount -> pricing.integer("currencyPrecision")
                        .filter(precision -> precision >= 0 && precision <= 9)
                        .flatMap(precision -> pricing.text("currency")
                                .flatMap(currency -> money(amount, precision.intValue(), currency))));
    }

    private static Optional<Money> money(long amount, int precision, String currency) {
        try {
            return Optional.of(Money.ofScaled(amount, precision, currency.toUpperCase(Locale.ROOT)))
                    .filter(money -> !money.isNegative());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
