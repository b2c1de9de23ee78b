package dev.breakwater.airline;

import dev.breakwater.plugin.Money;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Money that has come from outside. */
final class Amounts {
    /** The decimal of XML Schema: a sign, and digits on at least one side of the point. */
    private static final Pattern DECIMAL = Pattern.compile("([+-]?)([0-9]*)(?:\\.([0-9]*))?");

    private Amounts() {}

    /**
     * The amount in an element; empty if there is none.
     *
     * @param currency what it is in, if it does not say
     * @throws IllegalArgumentException if there is one that cannot be understood
     */
    static Optional<Money> in(Xml element, Optional<String> currency) {
        if (!element.exists()) {
            return Optional.empty();
        }
        String code = currencyOf(element)
                .or(() -> currency)
                .orElseThrow(() -> new IllegalArgumentException("an amount without a currency"));
        return Optional.of(Money.of(decimal(element.text().orElse("")), code));
    }

    static Optional<String> currencyOf(Xml element) {
        return element.attribute("CurCode");
    }

    private static String decimal(String text) {
        var parts = DECIMAL.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an amount");
        }
        String whole = parts.group(2);
        String fraction = parts.group(3) == null ? "" : parts.group(3);
        if (whole.isEmpty() && fraction.isEmpty()) {
            throw new IllegalArgumentException("an amount without digits");
        }
        return (parts.group(1).equals("-") ? "-" : "")
                + (whole.isEmpty() ? "0" : whole)
                + (fraction.isEmpty() ? "" : "." + fraction);
    }

    /** The sum; empty if there is nothing to add up, one of them is not known, or they cannot be added up. */
    static Optional<Money> sum(List<Optional<Money>> amounts) {
        if (amounts.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        try {
            return amounts.stream().map(Optional::orElseThrow).reduce(Money::plus);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** What is left of one after the other was taken away; empty if that cannot be told, never negative. */
    static Optional<Money> rest(Money from, Money taken) {
        if (!from.currency().equals(taken.currency())) {
            return Optional.empty();
        }
        Money rest = from.minus(taken);
        return Optional.of(rest.isNegative() ? Money.zero(rest.currency()) : rest);
    }
}
