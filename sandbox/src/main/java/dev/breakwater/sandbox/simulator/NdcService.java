package dev.breakwater.sandbox.simulator;

import java.time.Instant;
import java.util.Optional;

/**
 * One flight of one passenger.
 *
 * @param segment the flight
 * @param cents what was paid for it, in EUR
 * @param cancelledAt when it is or will be cancelled
 */
record NdcService(
        String id, String itemId, String passenger, String segment, long cents, Optional<Instant> cancelledAt) {

    boolean isOpen() {
        return cancelledAt.isEmpty();
    }

    boolean isCancelled(Instant now) {
        return cancelledAt.filter(at -> !now.isBefore(at)).isPresent();
    }

    NdcService cancelled(Instant at) {
        return new NdcService(id, itemId, passenger, segment, cents, Optional.of(at));
    }
}
