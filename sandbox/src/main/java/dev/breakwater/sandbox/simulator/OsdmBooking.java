package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.sandbox.simulator.Behaviour.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One rail booking of two tickets. Its content follows from its reference; callers hold its monitor. */
final class OsdmBooking {

    private static final ObjectNode TEMPLATE = Json.template("osdm-booking.json");
    private static final ObjectNode SEARCH_RESULT = Json.template("osdm-search-result.json");
    private static final int FEE_PERCENT = 10;
    private static final int WORSE_FEE_PERCENT = 90;

    private final String reference;
    private final Behaviour behaviour;
    private final Instant bookedOn;
    private final Map<String, RailTicket> tickets = new LinkedHashMap<>();
    private final Map<String, RefundOffer> offers = new LinkedHashMap<>();
    private int offersMade;
    private int commits;

    OsdmBooking(String reference, Behaviour behaviour, Instant now) {
        this.reference = reference;
        this.behaviour = behaviour;
        this.bookedOn = now.minus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);
        int price = 7_500 + Math.floorMod(reference.hashCode(), 50) * 100;
        Optional<Instant> refunded = behaviour.condition() == Condition.GONE
                ? Optional.of(bookedOn.plus(Duration.ofDays(1)))
                : Optional.empty();
        Stream.of("-T1", "-T2")
                .map(suffix -> new RailTicket(reference + suffix, price, refunded))
                .forEach(ticket -> tickets.put(ticket.id(), ticket));
    }

    String reference() {
        return reference;
    }

    /** How the commit that has just come is treated. */
    Behaviour nextCommit() {
        return behaviour.onCommit(++commits);
    }

    boolean isClosed() {
        return behaviour.condition() == Condition.CLOSED;
    }

    boolean hasTickets(Collection<String> ids) {
        return tickets.keySet().containsAll(ids);
    }

    List<RailTicket> refundable(Collection<String> ids) {
        return tickets.values().stream()
                .filter(ticket -> ids.contains(ticket.id()) && ticket.isRefundable())
                .toList();
    }

    boolean hasOpenOffer(Instant now) {
        return offers.values().stream().anyMatch(offer -> offer.isOpen(now));
    }

    RefundOffer propose(List<RailTicket> refundable, Optional<String> overruleCode, Instant now, Instant validUntil) {
        boolean worsening = behaviour.condition() == Condition.WORSENING;
        boolean first = offersMade++ == 0;
        int usualFee = worsening && !first ? WORSE_FEE_PERCENT : FEE_PERCENT;
        RefundOffer offer = new RefundOffer(
                "RO-" + reference + "-" + offersMade,
                refundable,
                now,
                validUntil,
                overruleCode.isPresent() ? 0 : usualFee,
                overruleCode,
                Optional.empty());
        if (!(worsening && first)) {
            offers.put(offer.id(), offer);
        }
        return offer;
    }

    /** The offer, unless it never was, was withdrawn or has expired. */
    Optional<RefundOffer> offer(String id, Instant now) {
        return Optional.ofNullable(offers.get(id)).filter(offer -> offer.isConfirmed() || offer.isOpen(now));
    }

    RefundOffer confirm(RefundOffer offer, Instant now, Instant effectiveAt) {
        RefundOffer confirmed = offer.confirmed(now, effectiveAt);
        confirmed.tickets().forEach(ticket -> tickets.put(ticket.id(), ticket));
        offers.put(confirmed.id(), confirmed);
        return confirmed;
    }

    void withdraw(String offerId) {
        offers.remove(offerId);
    }

    ObjectNode view(RefundOffer offer, Instant now) {
        return offer.view(reference, bookedOn, now);
    }

    ObjectNode view(Instant now) {
        ObjectNode booking = TEMPLATE.deepCopy()
                .put("id", reference)
                .put("bookingCode", reference)
                .put("externalRef", reference)
                .put("createdOn", bookedOn.toString());
        booking.set("confirmedPrice", money(remainingPrice(now)));
        booking.set(
                "fulfillments",
                tickets.values().stream()
                        .map(ticket -> ticket.view(reference, bookedOn, now))
                        .collect(Json.toArray()));
        booking.set(
                "refundOffers",
                offers.values().stream()
                        .filter(offer -> offer.isConfirmed() || offer.isOpen(now))
                        .map(offer -> view(offer, now))
                        .collect(Json.toArray()));
        return booking;
    }

    ObjectNode searchResult() {
        return SEARCH_RESULT
                .deepCopy()
                .put("id", reference)
                .put("bookingCode", reference)
                .put("externalRef", reference);
    }

    static ObjectNode money(int minorUnits) {
        return Json.object().put("currency", "CHF").put("amount", minorUnits).put("scale", 2);
    }

    private int remainingPrice(Instant now) {
        return tickets.values().stream()
                .filter(ticket -> !ticket.isRefunded(now))
                .mapToInt(RailTicket::price)
                .sum();
    }
}
