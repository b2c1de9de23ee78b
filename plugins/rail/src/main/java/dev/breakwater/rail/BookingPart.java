package dev.breakwater.rail;

import dev.breakwater.plugin.Money;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An admission, reservation or ancillary of a booked offer.
 *
 * @param travellers the passengers it is for; empty if not told
 * @param fees what its refund costs and when; empty if not told, or not readable
 */
record BookingPart(String id, String word, List<String> travellers, Optional<Money> price, List<RefundFee> fees) {
    BookingPart {
        travellers = List.copyOf(travellers);
        fees = List.copyOf(fees);
    }

    /** Whether it is for one of these travellers, as far as told. */
    boolean isFor(Collection<String> some) {
        return travellers.isEmpty() || travellers.stream().anyMatch(some::contains);
    }

    Standing standing() {
        return Standing.ofPart(word);
    }
}
