package dev.breakwater.touroperator;

import dev.breakwater.plugin.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A rule of a supplier about what cancelling costs.
 *
 * @param type what sort of money it is about
 * @param from since when it applies: the penalty can be avoided by cancelling before; the beginning of time if there is no date
 * @param amount what it comes to; empty if the supplier does not tell it so that it can be understood
 * @param percent the same as a part of the booking's price, if there is no amount, or only a zero that fills the field
 */
record CancelRule(Type type, Instant from, Optional<Money> amount, Optional<BigDecimal> percent) {
    /** What sort of money a rule is about. */
    enum Type {
        /** To be paid. */
        CHARGE,
        /** Lost from what was paid. */
        FORFEITURE,
        /** The amount that comes back. */
        REFUND
    }

    private static final WordTable<Type> TYPES = new WordTable<>("rule-types.properties", Type::valueOf);

    /** Empty if it cannot be told what sort of money it is about or when it applies. */
    static Optional<CancelRule> of(Xml xml, Amounts amounts, ZoneId zone) {
        Optional<Type> type = xml.attribute("Type").map(TYPES::meaning).orElse(Optional.of(Type.CHARGE));
        Optional<Instant> from = xml.attribute("CancelByDate")
                .map(text -> Moments.after(text, zone))
                .orElse(Optional.of(Instant.MIN));
        Optional<Money> amount = amounts.in(xml);
        boolean isFiller = amount.filter(money -> money.minorUnits() == 0).isPresent()
                && percentIn(xml).filter(part -> part.signum() > 0).isPresent();
        boolean isAmount = xml.attribute("Amount").isPresent() && !isFiller;
        return type.isPresent() && from.isPresent()
                ? Optional.of(new CancelRule(
                        type.get(),
                        from.get(),
                        amount.filter(money -> isAmount),
                        isAmount ? Optional.empty() : percentIn(xml)))
                : Optional.empty();
    }

    boolean isFee() {
        return type != Type.REFUND;
    }

    boolean appliesAt(Instant moment) {
        return !from.isAfter(moment);
    }

    /**
     * What it comes to, a part of the price rounded up.
     *
     * @param price the booking's, if it is known
     */
    Optional<Money> value(Optional<Money> price) {
        return amount.isPresent() || !isFee() ? amount : percent.flatMap(part -> price.map(whole -> part(part, whole)));
    }

    private static Money part(BigDecimal percent, Money whole) {
        BigDecimal minorUnits =
                percent.multiply(BigDecimal.valueOf(whole.minorUnits())).movePointLeft(2);
        return new Money(
                whole.currency(), minorUnits.setScale(0, RoundingMode.CEILING).longValueExact());
    }

    private static Optional<BigDecimal> percentIn(Xml xml) {
        return xml.attribute("Percent")
                .filter(text -> text.matches("[0-9]{1,3}(?:\\.[0-9]{1,9})?"))
                .map(BigDecimal::new)
                .filter(percent -> percent.compareTo(BigDecimal.valueOf(100)) <= 0);
    }
}
