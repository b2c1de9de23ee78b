package dev.breakwater.airline;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an offer costs.
 *
 * @param differentials one for each order item that it deletes
 * @param penalties each that it refers to, once
 * @param isRepeated whether it refers to one of them more than once: whether that is charged once or each time is open
 */
record Cost(List<Differential> differentials, List<Penalty> penalties, boolean isRepeated) {
    Cost {
        differentials = List.copyOf(differentials);
        penalties = List.copyOf(penalties);
    }

    Optional<Money> refundable() {
        return Amounts.sum(differentials.stream().map(Differential::refundable).toList());
    }

    private Optional<Money> value() {
        return Amounts.sum(differentials.stream().map(Differential::value).toList());
    }

    /**
     * What is lost: what does not come back of the value that is given up, or the netted penalties if that is more, and the
     * penalties that are charged in addition. Without that value it is what the penalties say, if there are any.
     */
    Optional<Money> lost() {
        Optional<Money> back = refundable();
        List<Penalty> extra = penalties.stream().filter(Penalty::isExtra).toList();
        boolean isOpen = isRepeated && (value().isEmpty() || !extra.isEmpty());
        if (back.isEmpty() || isOpen) {
            return Optional.empty();
        }
        List<Optional<Money>> parts = new ArrayList<>();
        if (value().isPresent()) {
            parts.add(Amounts.rest(value().get(), back.get()).map(this::atLeastThePenalties));
        } else if (extra.size() < penalties.size()) {
            parts.add(netted());
        }
        extra.forEach(penalty -> parts.add(penalty.amount()));
        Optional<Money> told = Amounts.sum(parts);
        return value().isPresent() ? told : told.filter(penalty -> explains(penalty, back.get()));
    }

    /** Whether a penalty is at least what the differences themselves, as far as they tell, say that does not come back. */
    private boolean explains(Money penalty, Money back) {
        return Amounts.sum(differentials.stream().map(Differential::gross).toList())
                .flatMap(given -> Amounts.rest(given, back))
                .filter(kept -> !kept.currency().equals(penalty.currency()) || kept.compareTo(penalty) > 0)
                .isEmpty();
    }

    private Money atLeastThePenalties(Money rest) {
        return netted().filter(fee -> fee.currency().equals(rest.currency()) && fee.compareTo(rest) > 0)
                .orElse(rest);
    }

    private Optional<Money> netted() {
        return Amounts.sum(penalties.stream()
                .filter(penalty -> !penalty.isExtra())
                .map(Penalty::amount)
                .toList());
    }

    /** Whether penalties of which nobody says that they are netted do not explain what is lost. */
    boolean isOdd() {
        boolean isUntold =
                penalties.stream().anyMatch(penalty -> penalty.netted().isEmpty());
        Optional<Money> explained = value().flatMap(paid -> netted().flatMap(fee -> Amounts.rest(paid, fee)));
        return isUntold && explained.isPresent() && !explained.equals(refundable());
    }

    /** Whether everything comes back in cash and no penalty is left. An echo of a waiver's code alone proves nothing. */
    boolean isFree() {
        return !differentials.isEmpty()
                && differentials.stream().allMatch(Differential::isCash)
                && penalties.stream().allMatch(Penalty::isZero)
                && value().isPresent()
                && value().equals(refundable());
    }

    /** Whether we would have to pay. */
    boolean wantsPayment() {
        return differentials.stream().anyMatch(one -> one.form() == Differential.Form.PAYMENT)
                || refundable().filter(Money::isNegative).isPresent();
    }

    boolean isUnderstood() {
        return differentials.stream().noneMatch(one -> one.form() == Differential.Form.UNKNOWN);
    }

    Terms terms() {
        Optional<Money> lost = lost();
        Stream<RefundLine> kept = penalties.stream()
                .flatMap(penalty -> penalty.amount().stream())
                .map(amount -> new RefundLine("", RefundLine.Kind.PENALTY, amount));
        return new Terms(
                lost,
                refundable(),
                Stream.concat(Differential.lines(differentials).stream(), kept).toList(),
                lost.isPresent() ? Confidence.CONFIRMED : Confidence.UNKNOWN);
    }
}
