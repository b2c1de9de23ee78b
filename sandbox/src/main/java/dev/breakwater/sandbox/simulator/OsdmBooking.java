package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.sandbox.simulator.Behaviour.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One rail booking of two tickets, or of one for a group. Its content follows from its reference; callers hold its monitor. */
final class OsdmBooking {

    private static final ObjectNode TEMPLATE = Json.template("osdm-booking.json");
    private static final ObjectNode SEARCH_RESULT = Json.template("osdm-search-result.json");
    private static final Set<String> PASSENGERS = Set.of("PX-1", "PX-2");
    private static final int FEE_PERCENT = 10;
    private static final int WORSE_FEE_PERCENT = 90;

    private final String reference;
    private final Behaviour behaviour;
    private final Optional<OsdmTrait> trait;
    private final Instant bookedOn;
    private final Map<String, RailTicket> tickets = new LinkedHashMap<>();
    private final Map<String, RefundOffer> offers = new LinkedHashMap<>();
    private final int paid;
    private int offersMade;
    private int commits;

    OsdmBooking(String reference, Behaviour behaviour, Instant now) {
        this.reference = reference;
        this.behaviour = behaviour;
        this.trait = OsdmTrait.of(reference);
        this.bookedOn = now.minus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);
        int price = 7_500 + Math.floorMod(reference.hashCode(), 50) * 100;
        Optional<Instant> refunded = behaviour.condition() == Condition.GONE
                ? Optional.of(bookedOn.plus(Duration.ofDays(1)))
                : Optional.empty();
        String standing = is(OsdmTrait.RELEASED) ? "RELEASED" : "FULFILLED";
        Stream<RailTicket> booked = is(OsdmTrait.GROUP)
                ? Stream.of(new RailTicket(reference + "-T1", 2 * price, seats(price), standing, refunded))
                : Stream.of("-T1", "-T2")
                        .map(suffix -> new RailTicket(reference + suffix, price, List.of(), standing, refunded));
        booked.forEach(ticket -> tickets.put(ticket.id(), ticket));
        this.paid = refunded.isPresent() ? 0 : 2 * price;
    }

    boolean is(OsdmTrait other) {
        return trait.filter(other::equals).isPresent();
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

    boolean knows(RefundWish wish) {
        return !wish.tickets().isEmpty()
                && tickets.keySet().containsAll(wish.tickets())
                && (wish.passengers().isEmpty() || is(OsdmTrait.GROUP) && PASSENGERS.containsAll(wish.passengers()));
    }

    boolean hasRefundable(RefundWish wish) {
        return !refundable(wish).isEmpty();
    }

    private List<RailTicket> refundable(RefundWish wish) {
        return tickets.values().stream()
                .filter(ticket -> wish.tickets().contains(ticket.id()) && ticket.isRefundable())
                .filter(ticket -> ticket.parts().isEmpty()
                        || !ticket.partsOf(wish.passengers()).isEmpty())
                .toList();
    }

    boolean hasOpenOffer(Instant now) {
        return offers.values().stream().anyMatch(offer -> offer.isOpen(now));
    }

    /** What is offered; the first one is paid in money. */
    List<RefundOffer> propose(RefundWish wish, Instant now, Instant validUntil) {
        boolean worsening = behaviour.condition() == Condition.WORSENING;
        boolean first = offersMade++ == 0;
        int usualFee = worsening && !first ? WORSE_FEE_PERCENT : FEE_PERCENT;
        RefundOffer money = new RefundOffer(
                "RO-" + reference + "-" + offersMade,
                refundable(wish),
                wish.passengers(),
                now,
                validUntil,
                wish.overruleCode().isPresent() ? 0 : usualFee,
                "ORIGINAL_ACCOUNT",
                wish.overruleCode(),
                List.of(),
                Optional.empty());
        List<RefundOffer> proposed =
                is(OsdmTrait.VOUCHER) ? List.of(money, money.asVoucher(money.id() + "V")) : List.of(money);
        if (!(worsening && first)) {
            proposed.forEach(offer -> offers.put(offer.id(), offer));
        }
        return proposed;
    }

    /** The offer, unless it never was, was withdrawn or has expired. */
    Optional<RefundOffer> offer(String id, Instant now) {
        return Optional.ofNullable(offers.get(id)).filter(offer -> offer.isConfirmed() || offer.isOpen(now));
    }

    /** Confirms one offer; the others are dropped. */
    RefundOffer confirm(RefundOffer offer, Instant now, Instant effectiveAt) {
        List<RailTicket> issued = offer.tickets().stream()
                .flatMap(ticket -> ticket.without(offer.passengers(), reference + "-T" + (tickets.size() + 1)).stream())
                .toList();
        RefundOffer confirmed = offer.confirmed(now, effectiveAt, issued);
        Stream.concat(confirmed.tickets().stream(), issued.stream())
                .forEach(ticket -> tickets.put(ticket.id(), ticket));
        offers.values().removeIf(other -> !other.isConfirmed());
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
        if (is(OsdmTrait.GROUP)) {
            showGroup(booking, now);
        }
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
        return paid
                - offers.values().stream()
                        .mapToInt(offer -> offer.refundedPrice(now))
                        .sum();
    }

    private static List<RailTicket.Part> seats(int price) {
        return List.of(new RailTicket.Part("BP-1", "PX-1", price), new RailTicket.Part("BP-2", "PX-2", price));
    }

    private void showGroup(ObjectNode booking, Instant now) {
        booking.withArray("passengers")
                .addObject()
                .put("id", "PX-2")
                .put("externalRef", "guest-2")
                .put("type", "PERSON");
        List<String> left = tickets.values().stream()
                .filter(ticket -> !ticket.isRefunded(now))
                .flatMap(ticket -> ticket.parts().stream())
                .map(RailTicket.Part::id)
                .toList();
        booking.putArray("bookedOffers")
                .addObject()
                .put("offerId", "OF-1")
                .set(
                        "admissions",
                        tickets.get(reference + "-T1").parts().stream()
                                .map(part -> part.view(!left.contains(part.id()), bookedOn))
                                .collect(Json.toArray()));
    }
}
