package dev.breakwater.testkit;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.Money;
import java.util.List;

/**
 * The money of the example booking, or of each of its units if it has several.
 *
 * @param paid what the booking costs
 * @param penalty what is lost by cancelling it, at most {@code paid}
 */
public record Price(Money paid, Money penalty) {
    public Price {
        requireNonNull(paid, "paid");
        requireNonNull(penalty, "penalty");
        if (penalty.isNegative() || penalty.compareTo(paid) > 0) {
            throw new IllegalArgumentException("a penalty is between nothing and what was paid");
        }
    }

    static Price of(String paid, String penalty, String currency) {
        return new Price(Money.of(paid, currency), Money.of(penalty, currency));
    }

    /** What comes back. */
    public Money refundable() {
        return paid.minus(penalty);
    }

    /** Every amount that someone who read this price may tell. */
    boolean tells(Money amount) {
        return amount.minorUnits() == 0 || List.of(paid, penalty, refundable()).contains(amount);
    }
}
