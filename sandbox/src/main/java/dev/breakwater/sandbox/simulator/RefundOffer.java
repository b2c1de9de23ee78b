package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a railway offers to pay back for some tickets.
 *
 * @param passengers for whom they are refunded; empty for all
 * @param paymentMethod how it is paid back
 * @param overruleCode the waiver that was applied
 * @param issued what the other passengers get in their place
 * @param confirmedOn empty while the offer is only proposed
 */
record RefundOffer(
        String id,
        List<RailTicket> tickets,
        Set<String> passengers,
        Instant createdOn,
        Instant validUntil,
        int feePercent,
        String paymentMethod,
        Optional<String> overruleCode,
        List<RailTicket> issued,
        Optional<Instant> confirmedOn) {

    RefundOffer {
        tickets = List.copyOf(tickets);
        passengers = Set.copyOf(passengers);
        issued = List.copyOf(issued);
    }

    /** The same refund as a voucher, without a fee. */
    RefundOffer asVoucher(String voucherId) {
        return new RefundOffer(
                voucherId, tickets, passengers, createdOn, validUntil, 0, "VOUCHER", overruleCode, issued, confirmedOn);
    }

    /** This offer once it is confirmed; its refund takes effect then or later. */
    RefundOffer confirmed(Instant at, Instant effectiveAt, List<RailTicket> newTickets) {
        List<RailTicket> refunded =
                tickets.stream().map(ticket -> ticket.refunded(effectiveAt)).toList();
        return new RefundOffer(
                id,
                refunded,
                passengers,
                createdOn,
                validUntil,
                feePercent,
                paymentMethod,
                overruleCode,
                newTickets,
                Optional.of(at));
    }

    boolean isConfirmed() {
        return confirmedOn.isPresent();
    }

    boolean isOpen(Instant now) {
        return !isConfirmed() && now.isBefore(validUntil);
    }

    /** What was paid for what it has refunded by now. */
    int refundedPrice(Instant now) {
        return isConfirmed() && tickets.stream().allMatch(ticket -> ticket.isRefunded(now)) ? price() : 0;
    }

    ObjectNode view(String bookingId, Instant bookedOn, Instant now) {
        ObjectNode offer = Json.object()
                .put("id", id)
                .put("createdOn", createdOn.toString())
                .put("validFrom", createdOn.toString())
                .put("validUntil", validUntil.toString())
                .put("status", isConfirmed() ? "CONFIRMED" : "PROPOSED")
                .put("reimbursementStatus", "IMMEDIATE");
        offer.putObject("reimbursementMethod").put("paymentMethod", paymentMethod);
        overruleCode.ifPresent(code -> offer.put("appliedOverruleCode", code));
        confirmedOn.ifPresent(at -> offer.put("confirmedOn", at.toString()));
        offer.set(
                "fulfillments",
                tickets.stream()
                        .map(ticket -> ticket.view(bookingId, bookedOn, now))
                        .collect(Json.toArray()));
        if (!issued.isEmpty()) {
            offer.set(
                    "issuedFulfillments",
                    issued.stream()
                            .map(ticket -> ticket.view(bookingId, bookedOn, now))
                            .collect(Json.toArray()));
        }
        withMoney(offer);
        List<RailTicket.Part> parts = tickets.stream()
                .flatMap(ticket -> ticket.partsOf(passengers).stream())
                .toList();
        if (!parts.isEmpty()) {
            withMoney(offer.putArray("refundOfferBreakdown").addObject())
                    .set("bookingParts", RailTicket.references(parts));
        }
        return offer;
    }

    private ObjectNode withMoney(ObjectNode view) {
        int fee = price() * feePercent / 100;
        view.set("refundFee", OsdmBooking.money(fee));
        view.set("refundableAmount", OsdmBooking.money(price() - fee));
        return view;
    }

    private int price() {
        return tickets.stream().mapToInt(ticket -> ticket.priceFor(passengers)).sum();
    }
}
