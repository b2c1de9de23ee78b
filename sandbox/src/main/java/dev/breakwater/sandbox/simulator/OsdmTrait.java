package dev.breakwater.sandbox.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is peculiar to a rail booking, beside its {@link Behaviour}: its reference ends in a dash and this word. */
enum OsdmTrait {
    /** It has one ticket for two travellers, which is divided if only one of them is refunded. */
    GROUP,
    /** Its tickets are released, which is not refunded yet. */
    RELEASED,
    /** Beside the refund a voucher of the full price is offered. */
    VOUCHER,
    /** Overrule codes are ignored, and not even a problem says so. */
    SILENT;

    static Optional<OsdmTrait> of(String reference) {
        String upper = reference.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(trait -> upper.endsWith("-" + trait.name()))
                .findFirst();
    }
}
