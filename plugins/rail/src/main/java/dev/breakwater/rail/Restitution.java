package dev.breakwater.rail;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.ScopeItem;
import java.util.List;
import java.util.Optional;

/**
 * The money of tickets that are gone, as the confirmed refund offers of their booking tell it.
 *
 * @param gone the tickets
 * @param mustBeClaimed whether some of them were only released, so that someone has to ask for the money
 */
record Restitution(Booking booking, List<ScopeItem> gone, boolean mustBeClaimed) {
    Refund refund() {
        if (mustBeClaimed) {
            return new Refund(Refund.Status.MANUAL, Optional.empty(), List.of());
        }
        List<String> tickets = gone.stream().map(ScopeItem::reference).toList();
        List<RefundOffer> offers = offers();
        boolean isOnlyForThem = offers.stream()
                .flatMap(offer -> offer.tickets().stream())
                .allMatch(ticket -> tickets.contains(ticket.id()));
        if (offers.isEmpty() || !isOnlyForThem) {
            return Refund.UNKNOWN;
        }
        return offers.size() == 1 ? offers.get(0).refund() : sum(offers);
    }

    /** The confirmed offers that refund some of the tickets. */
    List<RefundOffer> offers() {
        return booking.confirmedOffersFor(
                gone.stream().map(ScopeItem::reference).toList());
    }

    private static Refund sum(List<RefundOffer> offers) {
        List<Money> amounts =
                offers.stream().flatMap(offer -> offer.refundable().stream()).toList();
        Optional<Money> sum = amounts.size() == offers.size() ? Amounts.sum(amounts) : Optional.empty();
        Refund.Status status = sum.map(
                        amount -> amount.minorUnits() == 0 ? Refund.Status.NONE : Refund.Status.AUTOMATIC)
                .orElse(Refund.Status.UNKNOWN);
        return new Refund(
                status,
                sum,
                offers.stream().flatMap(offer -> offer.lines().stream()).toList());
    }
}
