package dev.breakwater.airline;

import static dev.breakwater.airline.ChangeNoticesTest.group;
import static dev.breakwater.airline.ChangeNoticesTest.notification;
import static dev.breakwater.airline.ChangeNoticesTest.operation;
import static dev.breakwater.airline.ChangeNoticesTest.side;
import static dev.breakwater.airline.Samples.CHANGE;
import static dev.breakwater.airline.Samples.PENALTY_OF_120;
import static dev.breakwater.airline.Samples.RESHOP;
import static dev.breakwater.airline.Samples.deletion;
import static dev.breakwater.airline.Samples.differential;
import static dev.breakwater.airline.Samples.due;
import static dev.breakwater.airline.Samples.error;
import static dev.breakwater.airline.Samples.item;
import static dev.breakwater.airline.Samples.offer;
import static dev.breakwater.airline.Samples.offers;
import static dev.breakwater.airline.Samples.order;
import static dev.breakwater.airline.Samples.refund;
import static dev.breakwater.airline.Samples.reshopReply;
import static dev.breakwater.airline.Samples.viewReply;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import dev.breakwater.testkit.Effect;
import dev.breakwater.testkit.PluginContract;
import dev.breakwater.testkit.Price;
import dev.breakwater.testkit.Scene;
import java.util.List;
import java.util.Map;

/** NDC by the contract: an order item of two services, cancelled together by offer QF-88120, or S2 by QF-2 and then S1 by QF-1. */
final class ContractTest extends PluginContract {
    private static final String UNKNOWN_ORDER = error("129", "No order id match", "NotProcessed");

    @Override
    protected SupplierPlugin plugin() {
        return new AirlinePlugin();
    }

    @Override
    protected BookingReference booking() {
        return Samples.BOOKING;
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("ownerCode", "ZZ", "sellerId", "00990011", "headers", "X-Airline: ZZ", "envelope", "none");
    }

    @Override
    protected Map<String, String> wrongSettings() {
        return Map.of(
                "ownerCode", "Zephyr",
                "sellerId", " at its ends ",
                "sellerName", " Harbour Trips ",
                "reshopPath", "OrderReshop",
                "changePath", "//elsewhere.example",
                "retrievePath", "/Order Retrieve",
                "headers", "Content-Length: 0815",
                "envelope", "wsdl",
                "waiverType", " Fare ");
    }

    @Override
    protected List<ScopeItem> part() {
        return Samples.scope("S2");
    }

    @Override
    protected Push push() {
        String cancelled = group(operation("3", "116", side("New", "ZZ501KRTWA7", "ZZ")), "4");
        return new Push(Map.of(), Bytes.utf8(notification(cancelled)));
    }

    @Override
    protected Effect effect(WireRequest request) {
        if (!request.path().equals(CHANGE)) {
            return Effect.NOTHING;
        }
        return request.body().text(UTF_8).contains("<OfferID>QF-88120</OfferID>") ? Effect.WHOLE : Effect.PART;
    }

    @Override
    protected WireReply reply(WireRequest request, Scene scene) {
        return switch (scene.state()) {
            case BUSY -> xml(429, "");
            case PENDING, UNDER_OWN_REFERENCE -> throw new IllegalStateException("not in NDC");
            default -> xml(200, priced(message(request, scene), scene.price()));
        };
    }

    private static String message(WireRequest request, Scene scene) {
        return switch (request.path()) {
            case RESHOP -> reshopped(request.body().text(UTF_8), scene);
            case CHANGE -> changed(scene);
            default -> shown(scene);
        };
    }

    private static String reshopped(String request, Scene scene) {
        boolean isWaived = request.contains("<FareRuleWaiverCode>WAIVER-2020</FareRuleWaiverCode>");
        return switch (scene.state()) {
            case ACTIVE, QUOTE_EXPIRED -> offered(request, isWaived);
            case WITHOUT_WAIVER -> offered(request, false);
            case PARTLY_CANCELLED -> offered("QF-1", "S1", isWaived);
            case REFUSED -> reshopReply(error("496", "No offers available", "NotProcessed"));
            case CANCELLED, CANCELLED_BY_OTHERS -> reshopReply(error("129", "Order is not OPEN", "NotProcessed"));
            default -> reshopReply(UNKNOWN_ORDER);
        };
    }

    private static String offered(String request, boolean isWaived) {
        boolean isPart = request.contains("<RetainServiceID>S1</RetainServiceID>");
        return isPart ? offered("QF-2", "-S1 S2", isWaived) : offered("QF-88120", "S1 S2", isWaived);
    }

    private static String offered(String offer, String services, boolean isWaived) {
        String money = isWaived ? differential("Refund", due("506.40"), "") : refund("386.40");
        return offers(isWaived ? "" : PENALTY_OF_120, offer(offer, deletion("ZZ501KRTWA7-1", services, money)));
    }

    private static String changed(Scene scene) {
        return switch (scene.state()) {
            case REFUSED -> viewReply(error("129", "Not eligible for processing in NDC", "NotProcessed"));
            case QUOTE_EXPIRED -> viewReply(error("913", "Invalid OfferID", "Unavailable"));
            case CANCELLED_BY_OTHERS ->
                viewReply(error("303", "Payment time limit exceeded, order cancelled", "NotProcessed"));
            default -> shown(scene);
        };
    }

    private static String shown(Scene scene) {
        return switch (scene.state()) {
            case NOT_FOUND -> viewReply(UNKNOWN_ORDER);
            case CANCELLED, CANCELLED_BY_OTHERS ->
                viewReply(order("CLOSED", item("1", "CLOSED", "S1:CANCELLED S2:CANCELLED", refund("386.40"))));
            case PARTLY_CANCELLED ->
                viewReply(order("OPENED", item("1", "ACTIVE", "S1:CONFIRMED S2:CANCELLED", refund("386.40"))));
            default -> viewReply(order("OPENED", item("1", "ACTIVE", "S1:CONFIRMED S2:CONFIRMED")));
        };
    }

    /** The samples say 506.40 EUR paid and a penalty of 120.00. */
    private static String priced(String message, Price price) {
        return message.replace("506.40", price.paid().amount())
                .replace("120.00", price.penalty().amount())
                .replace("386.40", price.refundable().amount())
                .replace("EUR", price.paid().currency().getCurrencyCode());
    }
}
