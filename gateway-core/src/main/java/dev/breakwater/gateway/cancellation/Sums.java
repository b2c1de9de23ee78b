package dev.breakwater.gateway.cancellation;

import dev.breakwater.plugin.Money;
import java.util.List;
import java.util.Optional;

/** Adds up money that may be unknown. */
public final class Sums {
    private Sums() {}

    /** The sum; empty if there is nothing to add, an amount is unknown, the currencies differ, or it is more than money can be. */
    public static Optional<Money> of(List<Optional<Money>> amounts) {
        boolean known = !amounts.isEmpty()
                && amounts.stream().allMatch(Optional::isPresent)
                && amounts.stream()
                                .map(amount -> amount.orElseThrow().currency())
                                .distinct()
                                .count()
                        == 1;
        try {
            return known ? amounts.stream().map(Optional::orElseThrow).reduce(Money::plus) : Optional.empty();
        } catch (ArithmeticException tooMuch) {
            return Optional.empty();
        }
    }
}
