package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.Json.OTHER_ROOM;
import static dev.breakwater.hotelchain.Json.ROOM;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import dev.breakwater.testkit.Effect;
import dev.breakwater.testkit.PluginContract;
import dev.breakwater.testkit.Price;
import dev.breakwater.testkit.Scene;
import dev.breakwater.testkit.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rapid by the contract: an itinerary of two rooms, each cancelled by a link of its own. */
final class ContractTest extends PluginContract {
    private static final WireReply UNKNOWN = refusal(404, "resource_not_found");
    private static final WireReply BUSY = refusal(429, "too_many_requests");

    @Override
    protected SupplierPlugin plugin() {
        return new HotelChainPlugin();
    }

    @Override
    protected BookingReference booking() {
        return ScriptedSupplier.BOOKING;
    }

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(ScriptedSupplier.SETTINGS);
        settings.putAll(Map.of("email", "desk@harbour.example", "quoteMinutes", "10", "signatureSpelling", "APIKey"));
        return settings;
    }

    @Override
    protected Map<String, String> wrongSettings() {
        return Map.of(
                "linkBase", "https://user@api.ean.com/v3",
                "customerIp", "localhost",
                "userAgent", "Härbour/1.0",
                "email", "desk at harbour",
                "quoteMinutes", "1441",
                "signatureSpelling", "ApiKey");
    }

    @Override
    protected List<ScopeItem> part() {
        return List.of(new ScopeItem(ScopeType.ROOM, ROOM));
    }

    @Override
    protected Push push() {
        return new Push(
                Map.of("Content-Type", "application/json"),
                Bytes.utf8(NotificationsTest.notification("8b1f2f0e").toString()));
    }

    @Override
    protected Effect effect(WireRequest request) {
        return request.method().equals("DELETE") ? Effect.PART : Effect.NOTHING;
    }

    @Override
    protected WireReply reply(WireRequest request, Scene scene) {
        if (request.method().equals("DELETE")) {
            return cancellation(scene);
        }
        return request.path().startsWith("/itineraries?") ? search(scene) : read(scene);
    }

    private static WireReply cancellation(Scene scene) {
        return switch (scene.state()) {
            case CANCELLED, PARTLY_CANCELLED -> json(204, "");
            case CANCELLED_BY_OTHERS -> refusal(400, "room_already_cancelled");
            case QUOTE_EXPIRED -> refusal(400, "invalid_input", "link.invalid");
            case REFUSED -> refusal(403, "request_unauthorized");
            case NOT_FOUND -> UNKNOWN;
            case BUSY -> BUSY;
            case ACTIVE, UNDER_OWN_REFERENCE -> throw new IllegalStateException("executed before");
            case PENDING, WITHOUT_WAIVER -> throw new IllegalStateException("not in Rapid");
        };
    }

    private static WireReply read(Scene scene) {
        return switch (scene.state()) {
            case ACTIVE, CANCELLED, PARTLY_CANCELLED, CANCELLED_BY_OTHERS, REFUSED, QUOTE_EXPIRED ->
                json(200, itinerary(scene).toString());
            case NOT_FOUND, UNDER_OWN_REFERENCE -> UNKNOWN;
            case BUSY -> BUSY;
            case PENDING, WITHOUT_WAIVER -> throw new IllegalStateException("not in Rapid");
        };
    }

    private static WireReply search(Scene scene) {
        return switch (scene.state()) {
            case UNDER_OWN_REFERENCE -> json(200, List.of(itinerary(scene)).toString());
            case NOT_FOUND -> json(200, "[]");
            case ACTIVE, CANCELLED, PARTLY_CANCELLED, CANCELLED_BY_OTHERS, REFUSED, QUOTE_EXPIRED, BUSY ->
                throw new IllegalStateException("the itinerary is known by its id");
            case PENDING, WITHOUT_WAIVER -> throw new IllegalStateException("not in Rapid");
        };
    }

    private static Json itinerary(Scene scene) {
        Json[] endings = Stream.of(ROOM, OTHER_ROOM)
                .filter(id -> isGone(id, scene))
                .map(id -> ending(id, scene))
                .toArray(Json[]::new);
        return Json.itinerary(room(ROOM, scene), room(OTHER_ROOM, scene)).with("room_history", Json.history(endings));
    }

    private static Json room(String id, Scene scene) {
        Price price = scene.price();
        String currency = price.paid().currency().getCurrencyCode();
        Json refund =
                new Json().with("amount", "-" + price.refundable().amount()).with("currency", currency);
        return isGone(id, scene)
                ? Json.canceledRoom(id)
                : Json.room(id)
                        .inside(
                                "rate",
                                rate -> rate.with("cancel_refund", refund)
                                        .with(
                                                "pricing",
                                                Json.pricing(price.paid().amount(), currency)));
    }

    /** Also what others cancelled was cancelled through this API: only the time tells. */
    private static Json ending(String id, Scene scene) {
        return Json.ending(id, scene.changedAt().toString())
                .with("amount_refunded", charge(scene.price().refundable()))
                .with("penalty", charge(scene.price().penalty()));
    }

    private static boolean isGone(String id, Scene scene) {
        return scene.state() == State.CANCELLED_BY_OTHERS
                || scene.commits().stream().anyMatch(commit -> commit.path().contains("/rooms/" + id + "?"));
    }

    private static Json charge(Money amount) {
        return Json.charge(amount.amount(), amount.currency().getCurrencyCode());
    }

    private static WireReply refusal(int status, String type, String... details) {
        return json(status, Json.error(type, details).toString());
    }
}
