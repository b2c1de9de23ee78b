package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One ticket of a rail booking.
 *
 * @param price in minor units
 * @param parts what each of its passengers has of it; empty if that is not shown
 * @param standing its status word until it is refunded
 * @param refundedAt when its refund takes effect, perhaps a little later; empty while it is good for travel
 */
record RailTicket(String id, int price, List<Part> parts, String standing, Optional<Instant> refundedAt) {

    /** A booking part. */
    record Part(String id, String passenger, int price) {

        ObjectNode view(boolean refunded, Instant bookedOn) {
            ObjectNode part = Json.object()
                    .put("objectType", "Admission")
                    .put("id", id)
                    .put("createdOn", bookedOn.toString())
                    .put("validFrom", bookedOn.toString())
                    .put("status", refunded ? "REFUNDED" : "FULFILLED")
                    .put("refundable", "WITH_CONDITION")
                    .put("exchangeable", "NO");
            part.putArray("passengerIds").add(passenger);
            part.set("price", OsdmBooking.money(price));
            return part;
        }
    }

    RailTicket {
        parts = List.copyOf(parts);
    }

    RailTicket refunded(Instant at) {
        return new RailTicket(id, price, parts, standing, Optional.of(at));
    }

    /** @param passengers none for all */
    List<Part> partsOf(Collection<String> passengers) {
        return parts(part -> passengers.isEmpty() || passengers.contains(part.passenger()));
    }

    /** @param passengers none for all */
    int priceFor(Collection<String> passengers) {
        return passengers.isEmpty() ? price : price(partsOf(passengers));
    }

    /** What the others travel with when it is refunded for some; empty if there are no others. */
    Optional<RailTicket> without(Collection<String> passengers, String newId) {
        List<Part> left = parts(part -> !passengers.isEmpty() && !passengers.contains(part.passenger()));
        return Optional.of(new RailTicket(newId, price(left), left, standing, Optional.empty()))
                .filter(ticket -> !ticket.parts().isEmpty());
    }

    boolean isRefundable() {
        return refundedAt.isEmpty();
    }

    boolean isRefunded(Instant now) {
        return refundedAt.filter(at -> !now.isBefore(at)).isPresent();
    }

    ObjectNode view(String bookingId, Instant bookedOn, Instant now) {
        ObjectNode ticket = Json.object()
                .put("id", id)
                .put("status", isRefunded(now) ? "REFUNDED" : standing)
                .put("bookingRef", bookingId)
                .put("createdOn", bookedOn.toString());
        if (!parts.isEmpty()) {
            ticket.set("bookingParts", references(parts));
        }
        return ticket;
    }

    static ArrayNode references(List<Part> parts) {
        return parts.stream().map(part -> Json.object().put("id", part.id())).collect(Json.toArray());
    }

    private List<Part> parts(Predicate<Part> which) {
        return parts.stream().filter(which).toList();
    }

    private static int price(List<Part> parts) {
        return parts.stream().mapToInt(Part::price).sum();
    }
}
