package dev.breakwater.airline;

import static dev.breakwater.airline.Markup.leaf;
import static dev.breakwater.airline.Markup.node;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Builds the requests, strictly by the schema: the root and its children are in the namespace of the messages, all else in
 * that of the common types, and siblings stand in alphabetical order.
 */
final class NdcRequests {
    private static final String NAMESPACE = "http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrders";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static final String ENVELOPE =
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>%s</s:Body></s:Envelope>";

    private final NdcSettings settings;
    private final Map<String, String> headers;
    private final String contentType;

    NdcRequests(NdcSettings settings) {
        this.settings = settings;
        this.contentType = settings.isSoap() ? "text/xml; charset=utf-8" : "application/xml";
        Map<String, String> all = new HashMap<>(settings.headers());
        all.putIfAbsent("Accept", settings.isSoap() ? "text/xml" : "application/xml");
        this.headers = Map.copyOf(all);
    }

    WireRequest retrieve(String orderId) {
        return request(
                RequestKind.READ,
                Message.RETRIEVE,
                "",
                node(
                        "OrderValidationFilterCriteria",
                        node("OrderFilterCriteria", leaf("OrderID", orderId), leaf("OwnerCode", settings.owner()))));
    }

    /** Asks what it costs to cancel a whole order. */
    WireRequest reshop(String orderId, Optional<Waiver> waiver, String key) {
        return reshop(orderId, waiver, key, node("CancelOrderRef", leaf("OrderRefID", orderId)));
    }

    /** Asks what it costs to cancel a part of an order. */
    WireRequest reshop(String orderId, Selection selection, Optional<Waiver> waiver, String key) {
        String deletions = selection.parts().stream().map(NdcRequests::deletion).collect(Collectors.joining());
        String change = node("ReshopOrder", node("ReshopOrderChoice", node("ServiceOrder", deletions)));
        return reshop(orderId, waiver, key, change);
    }

    private static String deletion(Selection.Part part) {
        String retained = part.isWhole()
                ? ""
                : part.retained().stream()
                        .map(service -> leaf("RetainServiceID", service))
                        .collect(Collectors.joining());
        return node("DeleteOrderItem", leaf("OrderItemRefID", part.item().id()), leaf("RespendInd", "false"), retained);
    }

    private WireRequest reshop(String orderId, Optional<Waiver> waiver, String key, String update) {
        return request(
                RequestKind.PREPARE,
                Message.RESHOP,
                key,
                waiver.map(this::waived).orElse(""),
                leaf("OrderRefID", orderId),
                node("UpdateOrder", update));
    }

    private String waived(Waiver waiver) {
        return node(
                "FareWaiver",
                leaf("FareRuleWaiverCode", waiver.code().strip()),
                leaf("FareWaiverTypeCode", settings.waiverType()));
    }

    /** Accepts the offer, or cancels the unpaid order. */
    WireRequest cancel(Carried carried, String key) {
        String choice = carried.offerId()
                .map(offer -> node("AcceptCancelledOffer", leaf("OfferID", offer), leaf("OwnerCode", carried.owner())))
                .orElseGet(() -> node(
                        "CancelUnpaidOrder",
                        leaf("OrderRefID", carried.orderId()),
                        leaf("OwnerCode", carried.owner())));
        return request(
                RequestKind.COMMIT,
                Message.CHANGE,
                key,
                node("ChangeOrderChoice", choice),
                node(
                        "Order",
                        leaf("OrderID", carried.orderId()),
                        carried.version().isEmpty() ? "" : leaf("OrderVersionNumber", carried.version()),
                        leaf("OwnerCode", carried.owner())));
    }

    private WireRequest request(RequestKind kind, Message message, String key, String... content) {
        String root = "m:" + message.request();
        String namespaces = " xmlns:m=\"" + NAMESPACE + "Message\" xmlns=\"" + NAMESPACE + "CommonTypes\"";
        String correlation = key.isEmpty() ? "" : node("m:PayloadAttributes", leaf("CorrelationID", key));
        String document =
                "<" + root + namespaces + ">" + chain() + correlation + node("m:Request", content) + "</" + root + ">";
        String body = settings.isSoap() ? ENVELOPE.formatted(document) : document;
        return new WireRequest(
                kind, "POST", settings.paths().get(message), headers, contentType, Bytes.utf8(DECLARATION + body));
    }

    private String chain() {
        String seller = node(
                "ParticipatingOrg",
                settings.sellerName().map(name -> leaf("Name", name)).orElse(""),
                leaf("OrgID", settings.sellerId()));
        return node(
                "m:DistributionChain",
                node("DistributionChainLink", leaf("Ordinal", "1"), leaf("OrgRole", "Seller"), seller));
    }
}
