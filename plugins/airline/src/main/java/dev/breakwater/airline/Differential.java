package dev.breakwater.airline;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.RefundLine;
import java.util.List;
import java.util.Optional;

/**
 * The difference in price of one order item ({@code PriceDifferential}).
 *
 * @param item the order item
 * @param word the airline's word for its type, empty if it gave none
 * @param refundable what comes back, after what we would have to pay; empty if not told, or not readable
 * @param value what is given up: the old price less the new one; empty if not told, or not readable
 * @param gross the same as the difference itself tells it; empty if not told, or not readable
 */
record Differential(
        String item, String word, Optional<Money> refundable, Optional<Money> value, Optional<Money> gross) {
    /** In which form a value comes back. */
    enum Form {
        CASH,
        /** Cash, and all of it. */
        FULL,
        KEPT,
        NOTHING,
        PAYMENT,
        UNKNOWN;

        private static final WordTable<Form> WORDS = new WordTable<>("differentials.properties", Form.class);
    }

    /** @param otherwise the currency of amounts without one, if the old price has none either */
    static Differential of(String item, Xml element, Optional<String> otherwise) {
        String word = element.text("DifferentialTypeCode").orElse("");
        try {
            Optional<String> currency = Amounts.currencyOf(element.at("OldPrice", "Price", "TotalAmount"))
                    .or(() -> otherwise);
            Optional<Money> value = value(element, currency);
            Optional<Money> due = due(element.at("DiffPrice"), currency).or(() -> implied(formOf(word), value));
            return new Differential(item, word, due, value, gross(element.at("DiffPrice"), currency));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Differential(item, word, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private static Optional<Money> value(Xml element, Optional<String> currency) {
        Optional<Money> before = Amounts.in(element.at("OldPrice", "Price", "TotalAmount"), currency);
        Optional<Money> after = Amounts.in(element.at("NewPrice", "Price", "TotalAmount"), currency);
        return before.map(old -> after.map(old::minus).orElse(old)).filter(value -> !value.isNegative());
    }

    private static Optional<Money> due(Xml difference, Optional<String> currency) {
        Xml price = difference.at("Price");
        if (isDue(price)) {
            return Optional.of(dueIn(price, currency));
        }
        return difference.all("FareDetail").stream()
                .map(detail -> detail.at("Price"))
                .filter(Differential::isDue)
                .map(detail -> dueIn(detail, currency))
                .reduce(Money::plus);
    }

    /** Differences are the new price less the old one, so that what is given up is negative. */
    private static Optional<Money> gross(Xml difference, Optional<String> currency) {
        Xml total = difference.at("Price", "TotalAmount");
        List<Xml> totals = total.exists()
                ? List.of(total)
                : difference.all("FareDetail").stream()
                        .map(detail -> detail.at("Price", "TotalAmount"))
                        .filter(Xml::exists)
                        .toList();
        try {
            return totals.stream()
                    .flatMap(amount -> Amounts.in(amount, currency).stream())
                    .reduce(Money::plus)
                    .filter(Money::isNegative)
                    .map(sum -> Money.zero(sum.currency()).minus(sum));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static boolean isDue(Xml price) {
        return price.at("DueByAirlineAmount").exists()
                || price.at("DueToAirlineAmount").exists();
    }

    private static Money dueIn(Xml price, Optional<String> currency) {
        Optional<Money> back = Amounts.in(price.at("DueByAirlineAmount"), currency);
        Optional<Money> paid = Amounts.in(price.at("DueToAirlineAmount"), currency);
        if (back.filter(Money::isNegative).isPresent()
                || paid.filter(Money::isNegative).isPresent()) {
            throw new IllegalArgumentException("amounts due are positive");
        }
        Money zero = Money.zero(back.or(() -> paid).orElseThrow().currency());
        return back.orElse(zero).minus(paid.orElse(zero));
    }

    private static Optional<Money> implied(Form form, Optional<Money> value) {
        return switch (form) {
            case FULL -> value;
            case KEPT, NOTHING -> value.map(money -> Money.zero(money.currency()));
            case CASH, PAYMENT, UNKNOWN -> Optional.empty();
        };
    }

    Form form() {
        return formOf(word);
    }

    private static Form formOf(String word) {
        return Form.WORDS.meaning(word).orElse(Form.UNKNOWN);
    }

    boolean isCash() {
        return form() == Form.CASH || form() == Form.FULL;
    }

    /** What comes back, as lines of the items; none if any is not known. */
    static List<RefundLine> lines(List<Differential> differentials) {
        boolean isClear = differentials.stream()
                .allMatch(one ->
                        one.refundable.filter(money -> !money.isNegative()).isPresent()
                                && one.form() != Form.PAYMENT
                                && one.form() != Form.UNKNOWN);
        return isClear
                ? differentials.stream()
                        .map(one -> new RefundLine(
                                one.item,
                                one.form() == Form.KEPT ? RefundLine.Kind.VOUCHER : RefundLine.Kind.REFUND,
                                one.refundable.orElseThrow()))
                        .toList()
                : List.of();
    }
}
