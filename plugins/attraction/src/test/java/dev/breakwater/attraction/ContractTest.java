package dev.breakwater.attraction;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import dev.breakwater.testkit.Effect;
import dev.breakwater.testkit.PluginContract;
import dev.breakwater.testkit.Scene;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** OCTO by the contract. */
final class ContractTest extends PluginContract {
    @Override
    protected SupplierPlugin plugin() {
        return new AttractionPlugin();
    }

    @Override
    protected BookingReference booking() {
        return ScriptedSupplier.KNOWN_BOOKING;
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("capabilities", "octo/pricing", "trailingSlash", "true", "language", "en");
    }

    @Override
    protected Map<String, String> wrongSettings() {
        return Map.of("capabilities", "prices please", "trailingSlash", "perhaps", "language", "English!");
    }

    @Override
    protected Push push() {
        return BookingPushesTest.push(BookingPushesTest.delivery("wh-1", Json.booking("CANCELLED")));
    }

    @Override
    protected Effect effect(WireRequest request) {
        return request.method().equals("POST") ? Effect.WHOLE : Effect.NOTHING;
    }

    @Override
    protected WireReply reply(WireRequest request, Scene scene) {
        boolean commit = effect(request) == Effect.WHOLE;
        boolean search = request.path().startsWith("/bookings/?");
        Json booking = booking(scene);
        return switch (scene.state()) {
            case ACTIVE, CANCELLED, PENDING -> found(search, booking);
            case CANCELLED_BY_OTHERS ->
                commit ? json(400, Json.error("UNPROCESSABLE_ENTITY").toString()) : found(search, booking);
            case REFUSED ->
                commit
                        ? json(400, Json.error("UNPROCESSABLE_ENTITY").toString())
                        : found(search, booking.with("cancellable", false));
            case NOT_FOUND ->
                search
                        ? json(200, "[]")
                        : json(400, Json.error("INVALID_BOOKING_UUID").toString());
            case UNDER_OWN_REFERENCE ->
                search
                        ? json(200, List.of(booking).toString())
                        : json(400, Json.error("INVALID_BOOKING_UUID").toString());
            case BUSY -> json(429, Json.error("TOO_MANY_REQUESTS").toString());
            case PARTLY_CANCELLED, QUOTE_EXPIRED, WITHOUT_WAIVER -> throw new IllegalStateException("not in OCTO");
        };
    }

    private static WireReply found(boolean search, Json booking) {
        return json(200, (search ? List.of(booking) : booking).toString());
    }

    private static Json booking(Scene scene) {
        Json booking = switch (scene.state()) {
            case CANCELLED ->
                Json.cancelled("FULL", reason(scene), scene.changedAt().toString());
            case CANCELLED_BY_OTHERS ->
                Json.cancelled("FULL", "no show", scene.changedAt().toString());
            case PENDING -> Json.booking("PENDING");
            default -> Json.booking();
        };
        Money paid = scene.price().paid();
        return booking.with("utcUpdatedAt", scene.changedAt().toString())
                .with(
                        "pricing",
                        Json.pricing(
                                paid.minorUnits(),
                                paid.minorUnits(),
                                paid.currency().getCurrencyCode(),
                                paid.currency().getDefaultFractionDigits()));
    }

    private static String reason(Scene scene) {
        try {
            JsonObject commit =
                    JsonParser.object().from(scene.commits().get(0).body().text(StandardCharsets.UTF_8));
            return commit.getString("reason");
        } catch (JsonParserException e) {
            throw new IllegalStateException("the commit is not JSON", e);
        }
    }
}
