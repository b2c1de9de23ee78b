package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An exact amount of money.
 *
 * @param currency an ISO 4217 currency with minor units; codes without (such as XAU) are refused
 * @param minorUnits the amount in the currency's minor unit: cents for EUR, yen for JPY, fils for KWD; may be negative
 */
public record Money(Currency currency, long minorUnits) implements Comparable<Money> {
    public Money {
        requireNonNull(currency, "currency");
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(currency + " is not a currency one can pay in");
        }
    }

    /**
     * Reads a decimal amount such as {@code 12.50}.
     *
     * @throws IllegalArgumentException if the currency is unknown, the text no plain decimal number, or more exact than the
     *     currency allows (trailing zeros do no harm)
     */
    public static Money of(String amount, String currencyCode) {
        if (amount.length() > 24 || !amount.matches("-?[0-9]+(\\.[0-9]+)?")) {
            throw new IllegalArgumentException("not a decimal amount: " + abbreviate(amount));
        }
        return scaled(new BigDecimal(amount), currency(currencyCode));
    }

    /**
     * Reads an integer with its own scale, such as 1250 and 2 for 12.50.
     *
     * @throws IllegalArgumentException if the currency is unknown or the amount more exact than the currency allows
     */
    public static Money ofScaled(long unscaled, int scale, String currencyCode) {
        if (scale < 0 || scale > 9) {
            throw new IllegalArgumentException("not a scale of money: " + scale);
        }
        return scaled(BigDecimal.valueOf(unscaled, scale), currency(currencyCode));
    }

    public static Money zero(Currency currency) {
        return new Money(currency, 0);
    }

    private static Money scaled(BigDecimal amount, Currency currency) {
        try {
            int digits = Math.max(0, currency.getDefaultFractionDigits());
            return new Money(currency, amount.movePointRight(digits).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    amount.toPlainString() + " is too exact or too large for " + currency, e);
        }
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an ISO 4217 currency: " + abbreviate(code), e);
        }
    }

    private static String abbreviate(String text) {
        return text.length() <= 24 ? text : text.substring(0, 24) + "…";
    }

    /** The amount as a plain decimal with the currency's digits, such as {@code 12.50}. */
    public String amount() {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits())
                .toPlainString();
    }

    /**
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if it is more than a {@code long} of minor units can hold
     */
    public Money plus(Money other) {
        return new Money(currency, Math.addExact(minorUnits, same(other).minorUnits));
    }

    /**
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if it is more than a {@code long} of minor units can hold
     */
    public Money minus(Money other) {
        return new Money(currency, Math.subtractExact(minorUnits, same(other).minorUnits));
    }

    public boolean isNegative() {
        return minorUnits < 0;
    }

    /** @throws IllegalArgumentException if the currencies differ */
    @Override
    public int compareTo(Money other) {
        return Long.compare(minorUnits, same(other).minorUnits);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("different currencies: " + currency + " and " + other.currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return amount() + " " + currency;
    }
}
