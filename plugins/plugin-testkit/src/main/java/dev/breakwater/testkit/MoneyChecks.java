package dev.breakwater.testkit;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.QuotedUnit;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.Terms;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a plugin tells amounts as the supplier told them: exact, in the supplier's currency, and always the newest. */
final class MoneyChecks {
    private static final List<Price> PRICES = List.of(
            Price.of("100.00", "12.50", "EUR"),
            Price.of("100.00", "0.00", "EUR"),
            Price.of("49.90", "49.90", "EUR"),
            Price.of("1234567.89", "0.07", "USD"),
            Price.of("10400", "2600", "JPY"),
            Price.of("31.415", "2.718", "KWD"));

    private MoneyChecks() {}

    static void money(Bench bench) {
        for (Price price : PRICES) {
            NastySupplier supplier = bench.supplier(State.ACTIVE).charging(price);
            List<QuotedUnit> units = List.of(new QuotedUnit(bench.unit(), Terms.UNKNOWN));
            if (bench.can(Capability.QUOTE)) {
                Run<QuoteResult> quote = bench.quote(supplier, Mishap.NONE);
                units = bench.quoted(quote).units();
                units.forEach(unit -> told(bench, quote, unit.terms(), price));
            }
            Run<CancelResult> cancel = bench.cancel(supplier, units.get(0).unit(), Mishap.NONE);
            cancel.answer(CancelResult.Cancelled.class).ifPresent(done -> told(bench, cancel, done.refund(), price));
        }
        if (bench.can(Capability.QUOTE)) {
            otherCurrency(bench, "JPY");
            otherCurrency(bench, "QQQ");
        }
    }

    /** The supplier names another currency, or one that does not exist, for what it told in euros. */
    private static void otherCurrency(Bench bench, String code) {
        Mishap mishap = Mishap.garbled(
                "the supplier says " + code + " instead of EUR",
                Mishap.EVERY_TURN,
                reply -> Garbling.replaced(reply, "EUR", code));
        Run<QuoteResult> run = bench.quote(bench.supplier(State.ACTIVE), mishap);
        boolean struck = run.outcome().exchanges().stream()
                .anyMatch(exchange -> exchange.delivery() instanceof Delivery.Answered answered
                        && answered.reply().text().contains(code));
        if (!struck) {
            return;
        }
        run.answer(QuoteResult.Quoted.class).stream()
                .flatMap(quoted -> quoted.units().stream())
                .flatMap(unit -> Stream.of(unit.terms().penalty(), unit.terms().refundable())
                        .flatMap(Optional::stream))
                .filter(amount -> amount.minorUnits() != 0)
                .filter(amount -> amount.currency().getCurrencyCode().equals("EUR"))
                .findFirst()
                .ifPresent(amount -> {
                    throw run.breaks(bench.rule(), "the plugin tells " + amount + ", and the supplier said no euros");
                });
    }

    private static void told(Bench bench, Run<?> run, Terms terms, Price price) {
        terms.penalty().ifPresent(amount -> told(bench, run, amount, price));
        terms.refundable().ifPresent(amount -> told(bench, run, amount, price));
        if (terms.confidence() == Confidence.CONFIRMED && !terms.penalty().equals(Optional.of(price.penalty()))) {
            throw run.breaks(bench.rule(), "the penalty is told as CONFIRMED, and is " + price.penalty());
        }
        if (terms.penalty().isPresent()
                && terms.refundable().isPresent()
                && !terms.penalty().get().plus(terms.refundable().get()).equals(price.paid())) {
            throw run.breaks(bench.rule(), "penalty and refundable do not add up to " + price.paid());
        }
        terms.refundable().ifPresent(amount -> linesAddUp(bench, run, terms.lines(), amount));
    }

    private static void told(Bench bench, Run<?> run, Refund refund, Price price) {
        refund.amount().ifPresent(amount -> {
            told(bench, run, amount, price);
            linesAddUp(bench, run, refund.lines(), amount);
        });
    }

    private static void told(Bench bench, Run<?> run, Money amount, Price price) {
        if (!price.tells(amount)) {
            throw run.breaks(
                    bench.rule(),
                    "the plugin tells " + amount + "; the supplier said paid " + price.paid() + ", penalty "
                            + price.penalty() + ", refundable " + price.refundable());
        }
    }

    private static void linesAddUp(Bench bench, Run<?> run, List<RefundLine> lines, Money refund) {
        List<Money> back = lines.stream()
                .filter(line -> line.kind() != RefundLine.Kind.PENALTY)
                .map(RefundLine::amount)
                .toList();
        if (!back.isEmpty() && !back.stream().reduce(Money::plus).orElseThrow().equals(refund)) {
            throw run.breaks(bench.rule(), "the lines " + back + " do not add up to " + refund);
        }
    }

    static void termsChanged(Bench bench) {
        if (!bench.can(Capability.QUOTE)) {
            return;
        }
        NastySupplier supplier = bench.supplier(State.ACTIVE).charging(PRICES.get(0));
        bench.quote(supplier, Mishap.NONE);
        for (Price changed : List.of(Price.of("100.00", "60.00", "EUR"), Price.of("80.00", "15.00", "EUR"))) {
            supplier.charging(changed);
            QuoteOrder again = bench.quoteOrder(List.of(), Optional.empty(), bench.units());
            Run<QuoteResult> run = bench.quote(supplier, again, Mishap.NONE);
            bench.quoted(run).units().forEach(unit -> told(bench, run, unit.terms(), changed));
        }
    }
}
