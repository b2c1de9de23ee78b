package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Guard;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Sums;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.Optional;

/** The money guard: whether terms have to be known before a commit, and whether they are good enough. */
final class Bound {
    private Bound() {}

    /**
     * Whether this order cannot be committed without a quote. One that was committed before and proven not done always needs a
     * new one: it tells what has become of the booking meanwhile, too.
     */
    static boolean needsQuote(Instruction instruction, Progress progress, Connection connection) {
        boolean committedBefore =
                progress.current().filter(unit -> unit.commits() > 0).isPresent();
        return connection.info().can(Capability.QUOTE)
                && (committedBefore
                        || connection.info().can(Capability.QUOTE_REQUIRED)
                        || !(instruction.guard() instanceof Guard.AnyPenalty)
                        || instruction.waiver().isPresent());
    }

    /** Whether the quote at hand still binds the supplier. */
    static boolean stillHolds(Progress progress, boolean priceLocked, Instant now) {
        return progress.quoted()
                && priceLocked
                && progress.quoteExpiresAt().map(now::isBefore).orElse(true);
    }

    /** Whether nothing about the terms could refuse this order, so that a quote may leave which may cancel at once. */
    static boolean takesAnyTerms(Instruction instruction) {
        boolean requiresWaiver = instruction.waiver().filter(Waiver::required).isPresent();
        return instruction.guard() instanceof Guard.AnyPenalty && !requiresWaiver;
    }

    /** Whether the units' terms are known and no worse than the caller accepts. */
    static boolean accepts(Instruction instruction, Progress progress) {
        Optional<Money> limit = limit(instruction.guard());
        if (limit.isEmpty()) {
            return true;
        }
        Optional<Money> penalty = Sums.of(
                progress.units().stream().map(unit -> unit.terms().penalty()).toList());
        return penalty.isPresent()
                && penalty.get().currency().equals(limit.get().currency())
                && penalty.get().compareTo(limit.get()) <= 0;
    }

    private static Optional<Money> limit(Guard guard) {
        if (guard instanceof Guard.Quoted quoted) {
            return Optional.of(quoted.penalty());
        }
        return guard instanceof Guard.MaxPenalty max ? Optional.of(max.limit()) : Optional.empty();
    }
}
