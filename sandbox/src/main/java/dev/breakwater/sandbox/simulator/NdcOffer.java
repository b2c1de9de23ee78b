package dev.breakwater.sandbox.simulator;

import static dev.breakwater.sandbox.simulator.NdcXml.amount;
import static dev.breakwater.sandbox.simulator.NdcXml.leaf;
import static dev.breakwater.sandbox.simulator.NdcXml.node;
import static dev.breakwater.sandbox.simulator.NdcXml.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An offer to cancel services, good for one acceptance.
 *
 * @param services what it cancels
 * @param penaltyPercent of what was paid for them; 0 when a waiver is honoured
 * @param waiver the code that was sent, honoured or not: it is only echoed
 * @param respends whether the value is asked to be kept
 */
record NdcOffer(
        String id,
        List<NdcService> services,
        int penaltyPercent,
        Optional<String> waiver,
        boolean respends,
        Optional<NdcTrait> trait,
        Instant validUntil) {

    NdcOffer {
        services = List.copyOf(services);
    }

    boolean isOpen(Instant now) {
        return now.isBefore(validUntil);
    }

    List<String> items() {
        return services.stream().map(NdcService::itemId).distinct().toList();
    }

    /** The offer, which deletes items or services of them. */
    String view(NdcOrder order) {
        String deletions = items().stream().map(item -> deletion(item, order)).collect(Collectors.joining());
        return node(
                "Offer",
                deletions,
                leaf("OfferExpirationTimeLimitDateTime", validUntil.toString()),
                leaf("OfferID", id),
                leaf("OwnerCode", NdcOrder.OWNER));
    }

    private String deletion(String item, NdcOrder order) {
        String existing = order.services(item)
                .map(service -> node(
                        "ExistingService",
                        leaf("FutureStatusCode", isKept(service) ? "CONFIRMED" : "CANCELLED"),
                        leaf("ServiceRefID", service.id())))
                .collect(Collectors.joining());
        return node(
                "DeleteOrderItem",
                node("ExistingOrderItem", existing, leaf("OrderItemRefID", item)),
                leaf("OfferItemID", id + "-" + (items().indexOf(item) + 1)),
                differential(item, order.price(item)));
    }

    private boolean isKept(NdcService service) {
        return service.isOpen() && services.stream().noneMatch(ours -> ours.id().equals(service.id()));
    }

    /** @param before what the item costs now, in cents */
    String differential(String item, long before) {
        long value = value(item);
        long penalty = penalty(item);
        long due = isUpfront() ? value : value - penalty;
        String reference = penalty == 0 ? "" : leaf("PenaltyRefID", penaltyId(item));
        String amounts = amount("DueByAirlineAmount", due) + amount("TotalAmount", -value);
        String detail = waiver.map(code -> node("FareWaiver", leaf("FareRuleWaiverCode", code)))
                        .orElse("")
                + leaf("PaxRefID", passenger(item))
                + reference
                + node("Price", amounts);
        return node(
                "PriceDifferential",
                leaf("DifferentialTypeCode", type()),
                node("DiffPrice", node("FareDetail", detail)),
                price("NewPrice", amount("TotalAmount", before - value)),
                price("OldPrice", amount("TotalAmount", before)));
    }

    String penalties() {
        return items().stream()
                .filter(item -> penalty(item) > 0)
                .map(item -> node(
                        "Penalty",
                        leaf("NetInd", String.valueOf(!isUpfront())),
                        leaf("PenaltyID", penaltyId(item)),
                        node("Price", amount("TotalAmount", penalty(item))),
                        leaf("TypeCode", "Cancellation")))
                .collect(Collectors.joining());
    }

    private String type() {
        if (respends) {
            return "Reusable";
        }
        return trait.filter(NdcTrait.RESIDUAL::equals).isPresent() ? "Residual" : "Refund";
    }

    private boolean isUpfront() {
        return trait.filter(NdcTrait.UPFRONT::equals).isPresent();
    }

    private long value(String item) {
        return services.stream()
                .filter(service -> service.itemId().equals(item))
                .mapToLong(NdcService::cents)
                .sum();
    }

    private long penalty(String item) {
        return value(item) * penaltyPercent / 100;
    }

    private String passenger(String item) {
        return services.stream()
                .filter(service -> service.itemId().equals(item))
                .map(NdcService::passenger)
                .findFirst()
                .orElseThrow();
    }

    private String penaltyId(String item) {
        return "PN-" + (items().indexOf(item) + 1);
    }
}
