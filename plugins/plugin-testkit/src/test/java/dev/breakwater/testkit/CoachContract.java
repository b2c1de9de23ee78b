package dev.breakwater.testkit;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The example and the supplier of {@link CoachPlugin}, whoever implements it: a ticket of three seats. */
abstract class CoachContract extends PluginContract {
    private static final String OTHERS = "someone else";
    private static final String REST = "T-4712";
    private static final List<String> SEATS = List.of("1", "2", "3");

    /** Whether what a part leaves gets a number of its own. */
    boolean splits() {
        return true;
    }

    @Override
    protected BookingReference booking() {
        return new BookingReference("T-4711", Optional.of("TRIP-9"), Optional.empty(), Map.of());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("agency", "815", "language", "de");
    }

    @Override
    protected Map<String, String> wrongSettings() {
        return Map.of("agency", "eight", "language", "German");
    }

    @Override
    protected List<ScopeItem> part() {
        return List.of(new ScopeItem(ScopeType.TRAVELLER, "1"));
    }

    @Override
    protected Effect effect(WireRequest request) {
        if (!request.path().endsWith("/cancel")) {
            return Effect.NOTHING;
        }
        return body(request).contains("seats: \n") ? Effect.WHOLE : Effect.PART;
    }

    @Override
    protected WireReply reply(WireRequest request, Scene scene) {
        boolean commit = effect(request) != Effect.NOTHING;
        String waiver = request.path().contains("?waiver=") ? "waiver: applied\n" : "";
        return switch (scene.state()) {
            case ACTIVE -> lines(200, "state: active\n" + prices(scene) + waiver);
            case WITHOUT_WAIVER -> lines(200, "state: active\n" + prices(scene));
            case CANCELLED, PARTLY_CANCELLED -> lines(200, gone(request, scene));
            case PENDING -> lines(commit ? 202 : 200, "state: cancelling\nby: " + key(scene) + "\n");
            case CANCELLED_BY_OTHERS ->
                commit ? lines(409, "error: gone\n") : lines(200, "state: cancelled\nby: " + OTHERS + "\n");
            case REFUSED -> commit ? lines(409, "error: departed\n") : lines(200, "state: active\n" + prices(scene));
            case QUOTE_EXPIRED ->
                commit ? lines(409, "error: expired\n") : lines(200, "state: active\n" + prices(scene));
            case NOT_FOUND, UNDER_OWN_REFERENCE -> lines(404, "error: unknown\n");
            case BUSY -> lines(503, "error: busy\n");
        };
    }

    private String gone(WireRequest request, Scene scene) {
        List<String> gone = seats(scene);
        List<String> left = SEATS.stream().filter(seat -> !gone.contains(seat)).toList();
        String marks = "by: " + key(scene) + "\nat: " + scene.changedAt() + "\n" + refund(scene);
        String seats = "gone: " + String.join(" ", gone) + "\nleft: " + String.join(" ", left) + "\n";
        if (left.isEmpty()) {
            return "state: cancelled\n" + marks;
        }
        if (splits() && !isOfRest(request)) {
            return "state: split\nrest: " + REST + "\n" + seats + marks;
        }
        return splits() && scene.commits().stream().noneMatch(CoachContract::isOfRest)
                ? "state: active\n" + prices(scene)
                : "state: partly\n" + seats + marks + prices(scene);
    }

    private static boolean isOfRest(WireRequest request) {
        return request.path().contains(REST);
    }

    private static String prices(Scene scene) {
        return "paid: " + text(scene.price().paid()) + "\npenalty: "
                + text(scene.price().penalty()) + "\n";
    }

    private static String refund(Scene scene) {
        return "refund: " + text(scene.price().refundable()) + "\n";
    }

    private static String text(Money money) {
        return money.amount() + " " + money.currency();
    }

    private static String key(Scene scene) {
        return body(scene.commits().get(0)).lines().findFirst().orElseThrow().substring("key: ".length());
    }

    private static List<String> seats(Scene scene) {
        return scene.commits().stream()
                .map(commit ->
                        body(commit).lines().skip(1).findFirst().orElseThrow().substring("seats: ".length()))
                .flatMap(seats -> seats.isEmpty() ? SEATS.stream() : Stream.of(seats.split(" ")))
                .toList();
    }

    private static String body(WireRequest request) {
        return request.body().text(StandardCharsets.UTF_8);
    }

    private static WireReply lines(int status, String lines) {
        return raw(status, "text/plain", "<coach>\n" + lines + ".\n");
    }

    /** The contract of this one. */
    static PluginContract of(SupplierPlugin plugin) {
        return new CoachContract() {
            @Override
            protected SupplierPlugin plugin() {
                return plugin;
            }
        };
    }
}
