package dev.breakwater.touroperator;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All rules of a reply. Of those of one type that apply, the ones with the latest date count; a charge and a forfeiture add up.
 *
 * @param rules what the supplier named
 * @param complete whether every rule it named is among them
 * @param price the booking's price, if it is known
 * @param received what was paid for it, if that is known
 */
record CancelRules(List<CancelRule> rules, boolean complete, Optional<Money> price, Optional<Money> received) {
    private static final int MOST_DEADLINES = 20;

    CancelRules {
        rules = List.copyOf(rules);
    }

    /** What cancelling costs now; unknown if the rules cannot be understood as a whole. */
    Terms termsAt(Instant now) {
        Optional<Money> penalty = penaltyAt(now);
        if (penalty.isEmpty()) {
            return Terms.UNKNOWN;
        }
        Optional<Money> refundable = refundableAt(now);
        return new Terms(
                        penalty,
                        refundable,
                        RefundPractice.lines(refundable, penalty),
                        isComputedAt(now) ? Confidence.ESTIMATED : Confidence.CONFIRMED)
                .until(rises(now, penalty.get()));
    }

    /** The fee, or what does not come back of what was paid, whichever is more. */
    Optional<Money> penaltyAt(Instant moment) {
        if (!complete || rules.isEmpty()) {
            return Optional.empty();
        }
        boolean namesRefund =
                applicable(CancelRule.Type.REFUND, moment).findAny().isPresent();
        if (namesRefund && refundAt(moment).isEmpty()) {
            return Optional.empty();
        }
        boolean namesFees = rules.stream().anyMatch(CancelRule::isFee);
        Optional<Money> fee = feeAt(moment);
        Optional<Money> kept = refundAt(moment).flatMap(back -> received.flatMap(paid -> Amounts.rest(paid, back)));
        if (namesFees) {
            return fee.map(amount -> kept.filter(more -> isMore(more, amount)).orElse(amount));
        }
        return kept;
    }

    /** What comes back; nothing if the fee is more than what was paid. */
    Optional<Money> refundableAt(Instant moment) {
        boolean namesRefund =
                applicable(CancelRule.Type.REFUND, moment).findAny().isPresent();
        return namesRefund
                ? refundAt(moment)
                : penaltyAt(moment).flatMap(fee -> received.flatMap(paid -> Amounts.rest(paid, fee)));
    }

    private Optional<Money> feeAt(Instant moment) {
        Optional<Money> charge = sumAt(CancelRule.Type.CHARGE, moment);
        Optional<Money> forfeiture = sumAt(CancelRule.Type.FORFEITURE, moment);
        return charge.flatMap(one -> forfeiture.flatMap(other -> Amounts.sum(one, other)));
    }

    private Optional<Money> refundAt(Instant moment) {
        return applicable(CancelRule.Type.REFUND, moment).findAny().isEmpty()
                ? Optional.empty()
                : sumAt(CancelRule.Type.REFUND, moment);
    }

    private Optional<Money> sumAt(CancelRule.Type type, Instant moment) {
        Optional<Instant> latest =
                applicable(type, moment).map(CancelRule::from).max(Instant::compareTo);
        Optional<Money> sum = none();
        for (CancelRule rule : rules) {
            if (rule.type() == type && latest.filter(rule.from()::equals).isPresent()) {
                Optional<Money> so = sum;
                Optional<Money> value = rule.value(price);
                sum = value.flatMap(more -> so.flatMap(far -> Amounts.sum(far, more)));
            }
        }
        return sum;
    }

    /** Nothing, in the currency that all the rules share. */
    private Optional<Money> none() {
        return rules.stream()
                .flatMap(rule -> rule.value(price).stream())
                .map(Money::currency)
                .findFirst()
                .map(Money::zero);
    }

    private Stream<CancelRule> applicable(CancelRule.Type type, Instant moment) {
        return rules.stream().filter(rule -> rule.type() == type && rule.appliesAt(moment));
    }

    private boolean isComputedAt(Instant now) {
        return rules.stream()
                .anyMatch(rule -> rule.appliesAt(now)
                        && rule.amount().isEmpty()
                        && rule.percent().isPresent());
    }

    private List<Deadline> rises(Instant now, Money penalty) {
        List<Instant> moments = rules.stream()
                .map(CancelRule::from)
                .filter(now::isBefore)
                .distinct()
                .sorted()
                .toList();
        List<Deadline> rises = new ArrayList<>();
        Money most = penalty;
        for (Instant moment : moments) {
            Optional<Money> lost = penaltyAt(moment);
            if (lost.isEmpty() || rises.size() == MOST_DEADLINES) {
                break;
            }
            if (isMore(lost.get(), most)) {
                most = lost.get();
                rises.add(new Deadline(moment, most));
            }
        }
        return rises;
    }

    private static boolean isMore(Money one, Money other) {
        return one.currency().equals(other.currency()) && one.compareTo(other) > 0;
    }
}
