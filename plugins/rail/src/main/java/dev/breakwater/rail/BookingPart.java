package dev.breakwater.rail;

import dev.breakwater.plugin.Money;
import java.util.List;
import java.util.Optional;

/**
 * An admission, reservation or ancillary of a booked offer.
 *
 * @param fees what its refund costs and when; empty if not told, or not readable
 */
record BookingPart(String id, String word, Optional<Money> price, List<RefundFee> fees) {
    BookingPart {
        fees = List.copyOf(fees);
    }

    Standing standing() {
        return Standing.ofPart(word);
    }
}
