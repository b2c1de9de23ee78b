package dev.breakwater.gateway.api;

import dev.breakwater.plugin.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/** An exact amount. */
@Schema(name = "Money", description = "An exact amount; numbers are refused because programs round them.")
record MoneyView(
        @Schema(description = "A decimal string with the currency's decimals.", example = "12.50")
        String amount,

        @Schema(description = "ISO 4217.", example = "EUR") String currency) {
    static MoneyView of(Money money) {
        return new MoneyView(money.amount(), money.currency().getCurrencyCode());
    }

    static MoneyView of(Optional<Money> money) {
        return money.map(MoneyView::of).orElse(null);
    }
}
