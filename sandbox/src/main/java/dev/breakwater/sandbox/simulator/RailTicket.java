package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One ticket of a rail booking.
 *
 * @param price in minor units
 * @param refundedAt when its refund takes effect, perhaps a little later; empty while it is good for travel
 */
record RailTicket(String id, int price, Optional<Instant> refundedAt) {

    RailTicket refunded(Instant at) {
        return new RailTicket(id, price, Optional.of(at));
    }

    boolean isRefundable() {
        return refundedAt.isEmpty();
    }

    boolean isRefunded(Instant now) {
        return refundedAt.filter(at -> !now.isBefore(at)).isPresent();
    }

    ObjectNode view(String bookingId, Instant bookedOn, Instant now) {
        return Json.object()
                .put("id", id)
                .put("status", isRefunded(now) ? "REFUNDED" : "FULFILLED")
                .put("bookingRef", bookingId)
                .put("createdOn", bookedOn.toString());
    }
}
