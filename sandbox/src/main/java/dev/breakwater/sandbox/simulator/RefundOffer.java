package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a railway offers to pay back for some tickets.
 *
 * @param overruleCode the waiver that was applied
 * @param confirmedOn empty while the offer is only proposed
 */
record RefundOffer(
        String id,
        List<RailTicket> tickets,
        Instant createdOn,
        Instant validUntil,
        int feePercent,
        Optional<String> overruleCode,
        Optional<Instant> confirmedOn) {

    RefundOffer {
        tickets = List.copyOf(tickets);
    }

    /** This offer once it is confirmed; its refund takes effect then or later. */
    RefundOffer confirmed(Instant at, Instant effectiveAt) {
        List<RailTicket> refunded =
                tickets.stream().map(ticket -> ticket.refunded(effectiveAt)).toList();
        return new RefundOffer(id, refunded, createdOn, validUntil, feePercent, overruleCode, Optional.of(at));
    }

    boolean isConfirmed() {
        return confirmedOn.isPresent();
    }

    boolean isOpen(Instant now) {
        return !isConfirmed() && now.isBefore(validUntil);
    }

    ObjectNode view(String bookingId, Instant bookedOn, Instant now) {
        int price = tickets.stream().mapToInt(RailTicket::price).sum();
        int fee = price * feePercent / 100;
        ObjectNode offer = Json.object()
                .put("id", id)
                .put("createdOn", createdOn.toString())
                .put("validFrom", createdOn.toString())
                .put("validUntil", validUntil.toString())
                .put("status", isConfirmed() ? "CONFIRMED" : "PROPOSED")
                .put("reimbursementStatus", "IMMEDIATE");
        offer.putObject("reimbursementMethod").put("paymentMethod", "ORIGINAL_ACCOUNT");
        overruleCode.ifPresent(code -> offer.put("appliedOverruleCode", code));
        confirmedOn.ifPresent(at -> offer.put("confirmedOn", at.toString()));
        offer.set(
                "fulfillments",
                tickets.stream()
                        .map(ticket -> ticket.view(bookingId, bookedOn, now))
                        .collect(Json.toArray()));
        offer.set("refundFee", OsdmBooking.money(fee));
        offer.set("refundableAmount", OsdmBooking.money(price - fee));
        return offer;
    }
}
