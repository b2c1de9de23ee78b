package dev.breakwater.touroperator;

import dev.breakwater.plugin.Money;
import java.util.Currency;
import java.util.Optional;

/** Reads amounts of money exactly. What cannot be read is no amount, and never zero. */
final class Amounts {
    private final Currency currency;
    private final boolean majorUnits;

    /** @param currency of amounts that name none */
    Amounts(OtaSettings settings) {
        this.currency = settings.currency();
        this.majorUnits = settings.majorUnits();
    }

    Currency currency() {
        return currency;
    }

    /**
     * The attribute {@code Amount}. With a point it is in major units whatever {@code DecimalPlaces} says; without one it is in
     * units of so many decimals. Its currency is its own, or that of what is around it, or the supplier's.
     */
    Optional<Money> in(Xml xml) {
        String code = xml.inherited("CurrencyCode").orElse(currency.getCurrencyCode());
        String decimals = xml.inherited("DecimalPlaces").orElse("0");
        return xml.attribute("Amount")
                .filter(amount -> amount.matches("[0-9]{1,15}(?:\\.[0-9]{1,9})?") && decimals.matches("[0-9]"))
                .flatMap(amount -> money(amount, Integer.parseInt(decimals), code));
    }

    private Optional<Money> money(String amount, int decimals, String currencyCode) {
        try {
            return Optional.of(
                    amount.contains(".") || majorUnits
                            ? Money.of(amount, currencyCode)
                            : Money.ofScaled(Long.parseLong(amount), decimals, currencyCode));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** What is left of an amount, and nothing if it is not enough; empty if the currencies differ. */
    static Optional<Money> rest(Money whole, Money taken) {
        if (!whole.currency().equals(taken.currency())) {
            return Optional.empty();
        }
        return Optional.of(whole.compareTo(taken) <= 0 ? Money.zero(whole.currency()) : whole.minus(taken));
    }

    /** Empty if the currencies differ. */
    static Optional<Money> sum(Money one, Money other) {
        try {
            return Optional.of(one.plus(other));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
