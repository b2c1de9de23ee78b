package dev.breakwater.sandbox.simulator;

import static dev.breakwater.sandbox.simulator.NdcXml.leaf;
import static dev.breakwater.sandbox.simulator.NdcXml.node;

import dev.breakwater.sandbox.simulator.Behaviour.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One airline order: two passengers, an item for each, two flights in each item. Its content follows from its reference;
 * callers hold its monitor.
 */
final class NdcOrder {

    static final String OWNER = "ZZ";

    /** Waivers that the airline honours; others are echoed and change nothing. */
    static final Set<String> WAIVERS = Set.of("STORM31", "EPIDEMIC20");

    private static final int PENALTY_PERCENT = 20;
    private static final int WORSE_PENALTY_PERCENT = 90;

    private final String reference;
    private final Behaviour behaviour;
    private final Optional<NdcTrait> trait;
    private final Map<String, NdcService> services = new LinkedHashMap<>();
    private final Map<String, NdcOffer> offers = new HashMap<>();
    private int version = 1;
    private int offersMade;
    private int commits;

    NdcOrder(String reference, Behaviour behaviour, Instant now) {
        this.reference = reference;
        this.behaviour = behaviour;
        this.trait = NdcTrait.of(reference);
        long cents = 12_000 + Math.floorMod(reference.hashCode(), 50) * 100L;
        for (int passenger = 1; passenger <= 2; passenger++) {
            for (int flight = 1; flight <= 2; flight++) {
                String item = reference + "-" + passenger;
                NdcService service = new NdcService(
                        item + "-S" + flight, item, "P" + passenger, "SG-" + flight, cents, Optional.empty());
                services.put(service.id(), service);
            }
        }
        if (behaviour.condition() == Condition.GONE) {
            cancel(List.copyOf(services.values()), now.minus(Duration.ofDays(6)));
        }
    }

    String reference() {
        return reference;
    }

    int version() {
        return version;
    }

    boolean is(NdcTrait other) {
        return trait.filter(other::equals).isPresent();
    }

    /** How the commit that has just come is treated. */
    Behaviour nextCommit() {
        return behaviour.onCommit(++commits);
    }

    /** Whether the journey is over, so that nothing can be cancelled any more. */
    boolean isFlown() {
        return behaviour.condition() == Condition.CLOSED;
    }

    List<NdcService> open() {
        return services.values().stream().filter(NdcService::isOpen).toList();
    }

    List<String> items() {
        return services.values().stream().map(NdcService::itemId).distinct().toList();
    }

    Stream<NdcService> services(String item) {
        return services.values().stream().filter(service -> service.itemId().equals(item));
    }

    /** What is still paid for of an item, in cents. */
    long price(String item) {
        return services(item)
                .filter(NdcService::isOpen)
                .mapToLong(NdcService::cents)
                .sum();
    }

    NdcOffer propose(List<NdcService> meant, Optional<String> waiver, boolean respends, Instant validUntil) {
        boolean worsening = behaviour.condition() == Condition.WORSENING;
        boolean first = offersMade++ == 0;
        int usual = worsening && !first ? WORSE_PENALTY_PERCENT : PENALTY_PERCENT;
        NdcOffer offer = new NdcOffer(
                "QF-" + reference + "-" + offersMade,
                meant,
                waiver.filter(WAIVERS::contains).isPresent() ? 0 : usual,
                waiver,
                respends,
                trait,
                validUntil);
        if (!(worsening && first)) {
            offers.put(offer.id(), offer);
        }
        return offer;
    }

    /** The offer, unless it never was, was accepted, has expired, or the order has changed since. */
    Optional<NdcOffer> offer(String id, Instant now) {
        return Optional.ofNullable(offers.get(id)).filter(offer -> offer.isOpen(now));
    }

    /** Cancels services; every offer made before is dead then. */
    void cancel(Collection<NdcService> meant, Instant at) {
        meant.forEach(service -> services.put(service.id(), service.cancelled(at)));
        offers.clear();
        version++;
    }

    /** The order as everybody sees it. */
    String view(Instant now) {
        return view(now, Map.of());
    }

    /** @param differentials what became of the prices of items, where that is told */
    String view(Instant now, Map<String, String> differentials) {
        boolean isClosed = isFlown() || services.values().stream().allMatch(service -> service.isCancelled(now));
        return node(
                "Order",
                leaf("OrderID", reference),
                items().stream()
                        .map(item -> item(item, now, differentials.getOrDefault(item, "")))
                        .collect(Collectors.joining()),
                leaf("OrderVersionNumber", String.valueOf(version)),
                leaf("OwnerCode", OWNER),
                leaf("StatusCode", isClosed ? "CLOSED" : "OPENED"));
    }

    private String item(String item, Instant now, String differential) {
        boolean isClosed = isFlown() || services(item).allMatch(service -> service.isCancelled(now));
        return node(
                "OrderItem",
                leaf("OrderItemID", item),
                leaf("OwnerCode", OWNER),
                differential,
                services(item).map(service -> service(service, now)).collect(Collectors.joining()),
                leaf("StatusCode", isClosed ? "CLOSED" : "ACTIVE"));
    }

    private static String service(NdcService service, Instant now) {
        boolean isCancelled = service.isCancelled(now);
        return node(
                "Service",
                isCancelled ? leaf("DeliveryStatusCode", "REMOVED") : "",
                node("OrderServiceAssociation", node("PaxSegmentRef", leaf("PaxSegmentRefID", service.segment()))),
                leaf("PaxRefID", service.passenger()),
                leaf("ServiceID", service.id()),
                leaf("StatusCode", isCancelled ? "CANCELLED" : "CONFIRMED"));
    }
}
