package dev.breakwater.rail;

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
import java.util.Optional;

/**
 * OSDM by the contract: a booking of two tickets, one for each traveller, refunded together by offer RO-55, or the first one by
 * RO-1 and then the second one by RO-2.
 */
class ContractTest extends PluginContract {
    private static final String ADMISSIONS = """
            {"offerId": "OF-1", "admissions": [{"id": "A", "passengerIds": ["PX-1"], "status": "FULFILLED"},
                                               {"id": "B", "passengerIds": ["PX-2"], "status": "FULFILLED"}]}""";
    private static final String SECOND = "{\"id\": \"PX-2\", \"externalRef\": \"guest-2\", \"type\": \"PERSON\"}, ";
    private static final String UNKNOWN = Samples.problem("RESOURCE_NOT_FOUND");

    @Override
    protected SupplierPlugin plugin() {
        return new RailPlugin();
    }

    @Override
    protected BookingReference booking() {
        return new BookingReference("BK-7731", Optional.of("TRIP-9"), Optional.empty(), Map.of());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("requestor", "agency-1", "confirmationCheck", "false", "refundSpecifications", "true");
    }

    @Override
    protected Map<String, String> wrongSettings() {
        return Map.of("requestor", " at its ends ", "confirmationCheck", "perhaps", "refundSpecifications", "yes");
    }

    @Override
    protected List<ScopeItem> part() {
        return Samples.scope("FF-1");
    }

    @Override
    protected Push push() {
        return new Push(Map.of("Content-Type", "application/json"), Bytes.utf8(Samples.event()));
    }

    @Override
    protected Effect effect(WireRequest request) {
        if (!request.method().equals("PATCH")) {
            return Effect.NOTHING;
        }
        return request.path().endsWith("/RO-55") ? Effect.WHOLE : Effect.PART;
    }

    @Override
    protected WireReply reply(WireRequest request, Scene scene) {
        return switch (request.method()) {
            case "PATCH" -> confirmation(scene);
            case "DELETE" -> json(204, "");
            case "POST" -> request.path().equals("/bookings-search") ? found(request, scene) : offers(request, scene);
            default -> read(request, scene);
        };
    }

    private static WireReply confirmation(Scene scene) {
        return switch (scene.state()) {
            case CANCELLED, PARTLY_CANCELLED -> json(200, Samples.confirmed(last(confirmed(scene, "REFUNDED"))));
            case PENDING -> json(202, Samples.confirmed(last(confirmed(scene, "RELEASED"))));
            case CANCELLED_BY_OTHERS -> json(409, Samples.problem("CONFIRMATION_BOOKING_ALREADY_CANCELLED"));
            case REFUSED -> json(400, Samples.problem("OPERATION_NOT_PERMITTED"));
            case QUOTE_EXPIRED, NOT_FOUND -> json(404, UNKNOWN);
            case BUSY -> json(429, "");
            case ACTIVE, UNDER_OWN_REFERENCE, WITHOUT_WAIVER -> throw new IllegalStateException("executed before");
        };
    }

    private static WireReply read(WireRequest request, Scene scene) {
        boolean offer = request.path().contains("/refund-offers/");
        return switch (scene.state()) {
            case ACTIVE, REFUSED, WITHOUT_WAIVER, QUOTE_EXPIRED ->
                offer ? json(404, UNKNOWN) : json(200, shown("FULFILLED FULFILLED"));
            case CANCELLED -> json(200, shown("REFUNDED REFUNDED", confirmed(scene, "REFUNDED")));
            case PARTLY_CANCELLED -> json(200, shown("REFUNDED FULFILLED", confirmed(scene, "REFUNDED")));
            case PENDING -> json(200, shown("RELEASED RELEASED", confirmed(scene, "RELEASED")));
            case CANCELLED_BY_OTHERS ->
                json(
                        200,
                        shown("REFUNDED REFUNDED", offer("RO-99", "CONFIRMED", "REFUNDED", scene, confirmedOn(scene))));
            case UNDER_OWN_REFERENCE ->
                request.path().startsWith("/bookings/BK-9?")
                        ? json(200, shown("FULFILLED FULFILLED").replace("BK-7731", "BK-9"))
                        : json(404, UNKNOWN);
            case NOT_FOUND -> json(404, UNKNOWN);
            case BUSY -> json(429, "");
        };
    }

    private static String shown(String states, String... offers) {
        return Samples.booking(states, offers)
                .replace("\"id\": \"FF-1\"", "\"id\": \"FF-1\", \"bookingParts\": [{\"id\": \"A\"}]")
                .replace("\"id\": \"FF-2\"", "\"id\": \"FF-2\", \"bookingParts\": [{\"id\": \"B\"}]")
                .replace("\"passengers\": [", "\"bookedOffers\": [" + ADMISSIONS + "], \"passengers\": [" + SECOND);
    }

    private static WireReply found(WireRequest request, Scene scene) {
        boolean ours = request.body().text(UTF_8).contains("TRIP-9");
        return switch (scene.state()) {
            case UNDER_OWN_REFERENCE ->
                json(200, "{\"bookingSearchResults\": [" + (ours ? "{\"id\": \"BK-9\"}" : "") + "]}");
            case BUSY -> json(429, "");
            default -> json(200, "{\"bookingSearchResults\": []}");
        };
    }

    private static WireReply offers(WireRequest request, Scene scene) {
        String body = request.body().text(UTF_8);
        String waiver = body.contains("overruleCode") ? "\"appliedOverruleCode\": \"WAIVER-2020\"" : "\"unused\": 0";
        String id = !body.contains("FF-2") ? "RO-1" : !body.contains("FF-1") ? "RO-2" : "RO-55";
        return switch (scene.state()) {
            case ACTIVE, PARTLY_CANCELLED ->
                json(200, Samples.offers(offer(id, "PROPOSED", "FULFILLED", scene, waiver)));
            case WITHOUT_WAIVER ->
                json(200, Samples.offers(offer(id, "PROPOSED", "FULFILLED", scene, "\"unused\": 0")));
            case REFUSED -> json(400, Samples.problem("OPERATION_NOT_PERMITTED"));
            case BUSY -> json(429, "");
            case CANCELLED, PENDING, CANCELLED_BY_OTHERS, QUOTE_EXPIRED, NOT_FOUND, UNDER_OWN_REFERENCE ->
                json(409, Samples.problem("BOOKING_BOOKING_ALREADY_CANCELLED"));
        };
    }

    private static String[] confirmed(Scene scene, String state) {
        return scene.commits().stream()
                .map(commit -> commit.path().substring(commit.path().lastIndexOf('/') + 1))
                .map(id -> offer(id, "CONFIRMED", state, scene, confirmedOn(scene)))
                .toArray(String[]::new);
    }

    private static String last(String... offers) {
        return offers[offers.length - 1];
    }

    private static String confirmedOn(Scene scene) {
        return Samples.confirmedOn(scene.changedAt().toString());
    }

    /** @param state of its tickets */
    private static String offer(String id, String status, String state, Scene scene, String more) {
        String tickets = switch (id) {
            case "RO-1" -> "[" + Samples.ticket("FF-1", state) + "]";
            case "RO-2" -> "[" + Samples.ticket("FF-2", state) + "]";
            default -> Samples.tickets(state + " " + state);
        };
        Price price = scene.price();
        String money = "\"refundFee\": {\"currency\": \"%1$s\", \"amount\": %2$d, \"scale\": %4$d}, "
                + "\"refundableAmount\": {\"currency\": \"%1$s\", \"amount\": %3$d, \"scale\": %4$d}";
        String amounts = money.formatted(
                price.paid().currency(),
                price.penalty().minorUnits(),
                price.refundable().minorUnits(),
                price.paid().currency().getDefaultFractionDigits());
        return Samples.offerWith(id, status, "\"fulfillments\": " + tickets + ", " + amounts + ", " + more);
    }
}
