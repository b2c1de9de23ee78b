package dev.breakwater.rail;

import dev.breakwater.plugin.Money;
import java.util.List;
import java.util.Optional;

/** Sums and comparisons of money that has come from outside: currencies may differ and sums overflow. */
final class Amounts {
    private Amounts() {}

    /** The sum; empty if there is nothing to add up, or it cannot be. */
    static Optional<Money> sum(List<Money> amounts) {
        try {
            return amounts.stream().reduce(Money::plus);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * What is lost of a price: what does not come back of what was paid, or the fee if that is more. If nobody knows what
     * was paid it is the fee, unless neither a fee nor a refund is named: then nothing is known about what is lost. Nor is
     * it if what was paid comes back in another currency.
     */
    static Optional<Money> lost(Optional<Money> paid, Money refundable, Optional<Money> fee) {
        if (paid.isPresent()) {
            return paid.filter(price -> price.currency().equals(refundable.currency()))
                    .map(price -> price.minus(refundable))
                    .map(rest -> rest.isNegative() ? Money.zero(rest.currency()) : rest)
                    .map(rest -> fee.filter(other -> isMore(other, rest)).orElse(rest));
        }
        return fee.filter(other -> other.minorUnits() > 0 || refundable.minorUnits() > 0);
    }

    private static boolean isMore(Money one, Money other) {
        return one.currency().equals(other.currency()) && one.compareTo(other) > 0;
    }
}
