package dev.breakwater.sandbox.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is peculiar to an airline's order, beside its {@link Behaviour}: its reference ends in a dash and this word. */
enum NdcTrait {
    /** Held and not paid: cancelled without an offer. */
    HELD,
    /** The refund has to be claimed by hand: warning 785. */
    MANUAL,
    /** No cash comes back, the airline keeps the value. */
    RESIDUAL,
    /** The penalty is charged in addition to the refund. */
    UPFRONT;

    static Optional<NdcTrait> of(String reference) {
        String upper = reference.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(trait -> upper.endsWith("-" + trait.name()))
                .findFirst();
    }
}
