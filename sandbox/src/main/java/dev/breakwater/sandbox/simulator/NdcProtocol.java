package dev.breakwater.sandbox.simulator;

import static dev.breakwater.sandbox.simulator.NdcXml.RESHOP_REPLY;
import static dev.breakwater.sandbox.simulator.NdcXml.VIEW_REPLY;
import static dev.breakwater.sandbox.simulator.NdcXml.error;
import static dev.breakwater.sandbox.simulator.NdcXml.leaf;
import static dev.breakwater.sandbox.simulator.NdcXml.node;
import static dev.breakwater.sandbox.simulator.NdcXml.response;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An airline that speaks NDC 21.3: OrderReshop makes an offer to cancel, OrderChange accepts it, once. There is no
 * idempotency key; a repetition is refused, because the offer is consumed. Every error of the protocol is an HTTP 200.
 */
final class NdcProtocol implements Protocol {

    static final String KEY_HEADER = "Ocp-Apim-Subscription-Key";

    private static final String RESHOP = "/OrderReshop";
    private static final String CHANGE = "/OrderChange";
    private static final String RETRIEVE = "/OrderRetrieve";
    private static final String NOT_PROCESSED = "NotProcessed";
    private static final String UNAVAILABLE = "Unavailable";

    private static final String PASSENGERS = node(
            "PaxList",
            node("Pax", leaf("PaxID", "P1"), leaf("PTC", "ADT")),
            node("Pax", leaf("PaxID", "P2"), leaf("PTC", "ADT")));

    /** A request that can be answered: its content, and the order that it is about. */
    private interface Handler {
        Reply answer(NdcMessage request, NdcOrder order);
    }

    private final String key;
    private final Timing timing;
    private final InstantSource clock;
    private final EffectLog effects;
    private final Map<String, NdcOrder> orders = new ConcurrentHashMap<>();

    /** @param key what {@value #KEY_HEADER} must hold */
    NdcProtocol(String key, Timing timing, InstantSource clock, EffectLog effects) {
        this.key = key;
        this.timing = timing;
        this.clock = clock;
        this.effects = effects;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.read("POST", RESHOP, handling("IATA_OrderReshopRQ", this::reshop))
                        .about(NdcProtocol::subject),
                Route.commit("POST", CHANGE, handling("IATA_OrderChangeRQ", this::change))
                        .about(NdcProtocol::subject),
                Route.read("POST", RETRIEVE, handling("IATA_OrderRetrieveRQ", this::retrieve))
                        .about(NdcProtocol::subject));
    }

    @Override
    public Optional<Reply> turnAway(Call call) {
        return call.header(KEY_HEADER).filter(key::equals).isPresent()
                ? Optional.empty()
                : Optional.of(error(401, rootOf(call), "111", "The API key is missing or wrong", NOT_PROCESSED));
    }

    @Override
    public Reply tooManyRequests() {
        return Reply.text(429, "Too many requests, try again later").with("Retry-After", "1");
    }

    @Override
    public Reply noSuchPath(Call call) {
        return Reply.text(404, "There is nothing at " + call.method() + " " + call.path());
    }

    private Function<Call, Reply> handling(String message, Handler handler) {
        return call -> {
            Optional<NdcMessage> request = NdcMessage.read(call.body())
                    .filter(document -> document.name().equals(message))
                    .filter(document -> document.at("DistributionChain", "DistributionChainLink", "OrgRole")
                            .isPresent())
                    .flatMap(document -> document.at("Request"));
            Optional<String> reference = subject(call);
            if (request.isEmpty() || reference.isEmpty()) {
                return error(rootOf(call), "914", "Syntax: the body must be an " + message, NOT_PROCESSED);
            }
            Optional<NdcOrder> found = find(reference.get());
            if (found.isEmpty()) {
                return error(rootOf(call), "129", "No order id " + reference.get(), NOT_PROCESSED);
            }
            synchronized (found.get()) {
                return handler.answer(request.get(), found.get());
            }
        };
    }

    private Reply retrieve(NdcMessage request, NdcOrder order) {
        return request.text("OrderValidationFilterCriteria", "OrderFilterCriteria", "OwnerCode")
                        .filter(NdcOrder.OWNER::equals)
                        .isPresent()
                ? response(VIEW_REPLY, order.view(clock.instant()))
                : error(VIEW_REPLY, "129", "No order id with this owner code", NOT_PROCESSED);
    }

    private Reply reshop(NdcMessage request, NdcOrder order) {
        Optional<NdcMessage> update = request.at("UpdateOrder");
        if (update.isEmpty()) {
            return error(RESHOP_REPLY, "912", "Mandatory: UpdateOrder is missing", NOT_PROCESSED);
        }
        if (order.isFlown() || order.open().isEmpty()) {
            return notOpen(order);
        }
        if (order.is(NdcTrait.HELD)) {
            return error(RESHOP_REPLY, "496", "No offers: the order is not paid", NOT_PROCESSED);
        }
        List<NdcMessage> deletions = update.get()
                .at("ReshopOrder", "ReshopOrderChoice", "ServiceOrder")
                .map(services -> services.all("DeleteOrderItem"))
                .orElse(List.of());
        boolean isWhole = update.get().text("CancelOrderRef", "OrderRefID").isPresent();
        if (isWhole == !deletions.isEmpty()) {
            return error(RESHOP_REPLY, "914", "Syntax: either CancelOrderRef or DeleteOrderItem", NOT_PROCESSED);
        }
        Set<String> known = order.items().stream()
                .flatMap(order::services)
                .map(NdcService::id)
                .collect(Collectors.toSet());
        for (NdcMessage deletion : deletions) {
            if (deletion.text("OrderItemRefID").filter(order.items()::contains).isEmpty()) {
                return error(RESHOP_REPLY, "914", "Invalid OrderItem", NOT_PROCESSED);
            }
            if (!known.containsAll(retained(deletion))) {
                return error(RESHOP_REPLY, "129", "No service ID match", NOT_PROCESSED);
            }
        }
        List<NdcService> meant = isWhole ? order.open() : meant(order, deletions);
        return meant.isEmpty() ? notOpen(order) : offer(request, order, meant, respends(deletions));
    }

    private static Reply notOpen(NdcOrder order) {
        return error(RESHOP_REPLY, "129", "Journey not OPEN: " + order.reference(), UNAVAILABLE);
    }

    private static List<NdcService> meant(NdcOrder order, List<NdcMessage> deletions) {
        return deletions.stream()
                .flatMap(deletion -> order.services(
                                deletion.text("OrderItemRefID").orElseThrow())
                        .filter(service ->
                                service.isOpen() && !retained(deletion).contains(service.id())))
                .distinct()
                .toList();
    }

    private static Set<String> retained(NdcMessage deletion) {
        return deletion.all("RetainServiceID").stream()
                .flatMap(service -> service.text().stream())
                .collect(Collectors.toSet());
    }

    private static boolean respends(List<NdcMessage> deletions) {
        return deletions.stream()
                .anyMatch(deletion ->
                        deletion.text("RespendInd").filter("true"::equals).isPresent());
    }

    private Reply offer(NdcMessage request, NdcOrder order, List<NdcService> meant, boolean respends) {
        Optional<String> waiver = request.text("FareWaiver", "FareRuleWaiverCode");
        NdcOffer offer = order.propose(meant, waiver, respends, clock.instant().plus(timing.offerLife()));
        String penalties = offer.penalties();
        return response(
                RESHOP_REPLY,
                node("DataLists", PASSENGERS, penalties.isEmpty() ? "" : node("PenaltyList", penalties)),
                node(
                        "Order",
                        leaf("OrderID", order.reference()),
                        leaf("OrderVersionNumber", String.valueOf(order.version())),
                        leaf("OwnerCode", NdcOrder.OWNER)),
                node("ReshopResults", node("ReshopOffers", offer.view(order))));
    }

    private Reply change(NdcMessage request, NdcOrder order) {
        if (request.at("ChangeOrderChoice", "CancelUnpaidOrder").isPresent()) {
            return cancelUnpaid(order);
        }
        Optional<NdcMessage> accepted = request.at("ChangeOrderChoice", "AcceptCancelledOffer");
        if (accepted.isEmpty()) {
            return error(VIEW_REPLY, "912", "Mandatory: AcceptCancelledOffer is missing", NOT_PROCESSED);
        }
        if (accepted.get().text("OwnerCode").filter(NdcOrder.OWNER::equals).isEmpty()) {
            return error(VIEW_REPLY, "727", "Wrong owner code", NOT_PROCESSED);
        }
        Instant now = clock.instant();
        boolean isCurrent = request.text("Order", "OrderVersionNumber")
                .map(version -> version.equals(String.valueOf(order.version())))
                .orElse(true);
        return accepted.get()
                .text("OfferID")
                .filter(id -> isCurrent)
                .flatMap(id -> order.offer(id, now))
                .map(offer -> accept(order, offer, now))
                .orElseGet(() -> error(VIEW_REPLY, "913", "Invalid OfferID", UNAVAILABLE));
    }

    private Reply accept(NdcOrder order, NdcOffer offer, Instant now) {
        Map<String, String> differentials = new HashMap<>();
        offer.items().forEach(item -> differentials.put(item, offer.differential(item, order.price(item))));
        String warning = order.is(NdcTrait.MANUAL)
                ? node(
                        "Warning",
                        leaf("Code", "785"),
                        leaf("DescText", "Claim the refund with the manual refund form"),
                        leaf("LangCode", "EN"),
                        leaf("StatusText", "Processed"),
                        leaf("URL", "https://refunds.zephyr-air.example/form"))
                : "";
        return execute(order, offer.services(), differentials, warning);
    }

    private Reply cancelUnpaid(NdcOrder order) {
        if (!order.is(NdcTrait.HELD)) {
            return error(VIEW_REPLY, "395", "Already ticketed", NOT_PROCESSED);
        }
        return order.isFlown() || order.open().isEmpty()
                ? error(VIEW_REPLY, "303", "Payment time limit exceeded: order cancelled", NOT_PROCESSED)
                : execute(order, order.open(), Map.of(), "");
    }

    private Reply execute(NdcOrder order, List<NdcService> meant, Map<String, String> differentials, String warning) {
        Behaviour behaviour = order.nextCommit();
        Instant now = clock.instant();
        return behaviour
                .execution()
                .effectiveAt(now, timing)
                .map(effectiveAt -> {
                    order.cancel(meant, effectiveAt);
                    effects.tookEffect(order.reference(), effectiveAt);
                    boolean isDone = !effectiveAt.isAfter(now);
                    return response(
                            VIEW_REPLY,
                            isDone ? order.view(now, differentials) : order.view(now),
                            isDone ? warning : "");
                })
                .orElseGet(() -> error(VIEW_REPLY, "911", "Nothing was done", NOT_PROCESSED))
                .delivered(behaviour.delivery());
    }

    private Optional<NdcOrder> find(String reference) {
        return Behaviour.of(reference)
                .filter(Behaviour::exists)
                .map(behaviour -> orders.computeIfAbsent(
                        EffectLog.canonical(reference),
                        canonical -> new NdcOrder(canonical, behaviour, clock.instant())));
    }

    /** The order id, wherever the message has it. */
    private static Optional<String> subject(Call call) {
        return NdcMessage.read(call.body())
                .flatMap(document -> document.at("Request"))
                .flatMap(request -> Stream.of(
                                "Order/OrderID",
                                "OrderRefID",
                                "ChangeOrderChoice/CancelUnpaidOrder/OrderRefID",
                                "OrderValidationFilterCriteria/OrderFilterCriteria/OrderID")
                        .flatMap(path -> request.text(path.split("/")).stream())
                        .findFirst());
    }

    private static String rootOf(Call call) {
        return Arrays.asList(call.path().split("[/?]")).contains(RESHOP.substring(1)) ? RESHOP_REPLY : VIEW_REPLY;
    }
}
