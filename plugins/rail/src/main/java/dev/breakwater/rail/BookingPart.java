package dev.breakwater.rail;

import dev.breakwater.plugin.Money;
import java.util.Optional;

/** An admission, reservation or ancillary of a booked offer. */
record BookingPart(String id, String word, Optional<Money> price) {
    Standing standing() {
        return Standing.ofPart(word);
    }
}
