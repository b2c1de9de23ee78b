package dev.breakwater.hotelchain;

import dev.breakwater.plugin.Money;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads amounts of money, and reckons with those that may be of different currencies. */
final class Amounts {
    private Amounts() {}

    /** An amount as it is written; empty unless it is exact. */
    static Optional<Money> signed(JsonView object, String amount) {
        return object.text(amount).flatMap(number -> object.text("currency").flatMap(code -> money(number, code)));
    }

    /** An amount that is never negative; empty if it is. */
    static Optional<Money> positive(JsonView object, String amount) {
        return signed(object, amount).filter(money -> !money.isNegative());
    }

    /** What comes back, which some suppliers write as a negative amount: a credit. */
    static Optional<Money> credit(JsonView object, String amount) {
        return signed(object, amount)
                .filter(money -> money.minorUnits() != Long.MIN_VALUE)
                .map(money -> new Money(money.currency(), Math.abs(money.minorUnits())));
    }

    /** The side of a charge that settles; the other one is for display. */
    static Optional<JsonView> billable(JsonView object, String charge) {
        return object.object(charge).flatMap(both -> both.object("billable_currency"));
    }

    /** What is left; empty if the currencies differ or less than nothing would be left. */
    static Optional<Money> minus(Money all, Money part) {
        return Optional.of(all)
                .filter(money -> money.currency().equals(part.currency()) && money.compareTo(part) >= 0)
                .map(money -> money.minus(part));
    }

    /** Empty if there is nothing to add, the currencies differ or the sum is too large. */
    static Optional<Money> sum(List<Money> amounts) {
        try {
            return amounts.stream().reduce(Money::plus);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Money> money(String number, String currency) {
        try {
            return Optional.of(Money.of(number, currency.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
