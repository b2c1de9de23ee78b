package dev.breakwater.airline;

import dev.breakwater.plugin.Money;
import java.util.Optional;

/**
 * A penalty that an offer refers to.
 *
 * @param netted whether it is subtracted from the refund already; empty if not told
 * @param amount empty if not told, or not readable
 */
record Penalty(Optional<Boolean> netted, Optional<Money> amount) {
    static Penalty of(Xml element, Optional<String> currency) {
        return new Penalty(
                element.text("NetInd").flatMap(Penalty::truth), amount(element.at("Price", "TotalAmount"), currency));
    }

    private static Optional<Money> amount(Xml element, Optional<String> currency) {
        try {
            return Amounts.in(element, currency).filter(money -> !money.isNegative());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Whether it is charged in addition. What is not told is netted, which is the normal case. */
    boolean isExtra() {
        return netted.filter(yes -> !yes).isPresent();
    }

    boolean isZero() {
        return amount.filter(money -> money.minorUnits() == 0).isPresent();
    }
}
