package com.example.template;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import dev.breakwater.testkit.Effect;
import dev.breakwater.testkit.PluginContract;
import dev.breakwater.testkit.Scene;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The contract, and how the supplier answers: a script for the kit's tests, for the probe and for the simulator. */
final class ContractTest extends PluginContract {
    @Override
    protected SupplierPlugin plugin() {
        return new TemplatePlugin();
    }

    @Override
    protected BookingReference booking() {
        return BookingReference.of("T-4711");
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("language", "de");
    }

    @Override
    protected Map<String, String> wrongSettings() {
        return Map.of("language", "German");
    }

    @Override
    protected Effect effect(WireRequest request) {
        return request.path().endsWith("/cancellations") ? Effect.WHOLE : Effect.NOTHING;
    }

    @Override
    protected WireReply reply(WireRequest request, Scene scene) {
        boolean commit = effect(request) == Effect.WHOLE;
        boolean quote = request.path().endsWith("/cancellation-quotes");
        return switch (scene.state()) {
            case ACTIVE -> quote ? quote(scene) : booking("CONFIRMED", "");
            case CANCELLED ->
                commit
                        ? cancellation(scene)
                        : quote
                                ? error(409, "ALREADY_CANCELLED")
                                : booking("CANCELLED", cancelledBy(key(scene), scene));
            case CANCELLED_BY_OTHERS ->
                commit || quote
                        ? error(409, "ALREADY_CANCELLED")
                        : booking("CANCELLED", cancelledBy("the-call-centre", scene));
            case REFUSED -> commit || quote ? error(409, "TOO_LATE") : booking("TRAVELLED", "");
            case QUOTE_EXPIRED ->
                commit ? error(409, "QUOTE_EXPIRED") : quote ? quote(scene) : booking("CONFIRMED", "");
            case NOT_FOUND -> error(404, "UNKNOWN_BOOKING");
            case BUSY -> error(503, "BUSY");
            case PARTLY_CANCELLED, PENDING, UNDER_OWN_REFERENCE, WITHOUT_WAIVER ->
                throw new IllegalStateException("not in this protocol");
        };
    }

    private static WireReply quote(Scene scene) {
        return json(201, """
                {"quote": {"id": "Q-1", "booking": "T-4711", "penalty": %s, "refund": %s, "expires": "%s"}}
                """.formatted(
                money(scene.price().penalty()), money(scene.price().refundable()), NOW.plus(Duration.ofMinutes(20))));
    }

    private static WireReply cancellation(Scene scene) {
        return json(200, """
                {"cancellation": {"booking": "T-4711", "key": "%s", "status": "DONE", "refund": %s}}
                """.formatted(key(scene), money(scene.price().refundable())));
    }

    private static WireReply booking(String status, String more) {
        return json(200, """
                {"booking": {"reference": "T-4711", "status": "%s"%s}}
                """.formatted(status, more));
    }

    private static String cancelledBy(String key, Scene scene) {
        return """
                , "cancelledBy": "%s", "cancelledAt": "%s", "refund": %s""".formatted(key, scene.changedAt(), money(scene.price().refundable()));
    }

    private static WireReply error(int status, String code) {
        return json(status, """
                {"error": {"code": "%s", "message": "In words for people"}}
                """.formatted(code));
    }

    private static String money(Money money) {
        return """
                {"amount": "%s", "currency": "%s"}""".formatted(money.amount(), money.currency());
    }

    /** The key that our latest commit bore. */
    private static String key(Scene scene) {
        WireRequest commit = scene.commits().get(scene.commits().size() - 1);
        return commit.body().text(StandardCharsets.UTF_8).replaceAll("(?s).*\"key\":\"([^\"]*)\".*", "$1");
    }
}
