package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.cancelRs;
import static dev.breakwater.touroperator.Samples.charge;
import static dev.breakwater.touroperator.Samples.error;
import static dev.breakwater.touroperator.Samples.rules;

import dev.breakwater.plugin.BookingReference;
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

/** OTA by the contract: a package of two segments at an operator whose quote verb is not proven to be safe. */
class ContractTest extends PluginContract {
    private static final String NOT_FOUND = error("Type=\"3\" Code=\"245\"");
    private static final String BUSY = error("Type=\"12\" Code=\"187\"");
    private static final String CANCELLED_BEFORE = error("Type=\"3\" Code=\"95\"");
    private static final String DEPARTED = error("Type=\"3\" Code=\"88\"");

    @Override
    protected SupplierPlugin plugin() {
        return new TourOperatorPlugin();
    }

    @Override
    protected BookingReference booking() {
        return Samples.BOOKING;
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "requestorId", "HT01",
                "quoteVerb", "Initiate",
                "commitVerb", "Commit",
                "abortVerb", "Ignore",
                "segments", "true");
    }

    @Override
    protected Map<String, String> wrongSettings() {
        return Map.ofEntries(
                Map.entry("requestorId", " at its ends "),
                Map.entry("requestorType", "agency"),
                Map.entry("quoteVerb", "Modify"),
                Map.entry("quoteVerbIsSafe", "perhaps"),
                Map.entry("commitVerb", "Modify"),
                Map.entry("abortVerb", "Modify"),
                Map.entry("quoteMinutes", "soon"),
                Map.entry("envelope", "paper"),
                Map.entry("soapAction", "\"quoted\""),
                Map.entry("cancelPath", "//elsewhere.example"),
                Map.entry("readPath", "no slash"),
                Map.entry("target", "Staging"),
                Map.entry("bookingIdType", "fourteen"),
                Map.entry("segments", "some of them"),
                Map.entry("refunds", "on Fridays"),
                Map.entry("integerAmounts", "cents"));
    }

    @Override
    protected List<ScopeItem> part() {
        return List.of(Samples.segment(1));
    }

    @Override
    protected Effect effect(WireRequest request) {
        Xml message = ScriptedSupplier.message(request);
        if (!verb(message).equals("Commit")) {
            return Effect.NOTHING;
        }
        return message.children("Segment").isEmpty() ? Effect.WHOLE : Effect.PART;
    }

    @Override
    protected WireReply reply(WireRequest request, Scene scene) {
        Xml message = ScriptedSupplier.message(request);
        String reply = switch (verb(message)) {
            case "Commit" -> commit(scene);
            case "Initiate" -> quote(message, scene);
            case "Ignore" -> cancelRs("Ignored", "");
            default -> read(scene);
        };
        String currency = scene.price().paid().currency().getCurrencyCode();
        return xml(
                200,
                reply.replace("ECHO", message.attribute("EchoToken").orElseThrow())
                        .replace("EUR", currency));
    }

    private static String verb(Xml message) {
        return message.attribute("CancelType").orElse(ScriptedSupplier.READ);
    }

    private static String commit(Scene scene) {
        return switch (scene.state()) {
            case CANCELLED -> cancelRs("Cancelled", fee(scene));
            case PARTLY_CANCELLED -> cancelRs("Cancelled", fee(scene) + "<Segment ItinSegNbr=\"1\"/>");
            case PENDING -> cancelRs("Pending", "");
            case CANCELLED_BY_OTHERS -> CANCELLED_BEFORE;
            case REFUSED -> DEPARTED;
            case QUOTE_EXPIRED -> cancelRs("Ignored", "");
            case NOT_FOUND -> NOT_FOUND;
            case BUSY -> BUSY;
            case ACTIVE, WITHOUT_WAIVER, UNDER_OWN_REFERENCE -> throw new IllegalStateException("executed before");
        };
    }

    private static String quote(Xml message, Scene scene) {
        boolean waives = message.at("CancellationOverrides").isPresent();
        return switch (scene.state()) {
            case ACTIVE, PARTLY_CANCELLED, QUOTE_EXPIRED ->
                cancelRs("OnHold", waives ? rules(charge("0")) : fee(scene));
            case WITHOUT_WAIVER -> cancelRs("OnHold", fee(scene));
            case CANCELLED, PENDING, CANCELLED_BY_OTHERS -> CANCELLED_BEFORE;
            case REFUSED -> DEPARTED;
            case NOT_FOUND -> NOT_FOUND;
            case BUSY -> BUSY;
            case UNDER_OWN_REFERENCE -> throw new IllegalStateException("not in OTA");
        };
    }

    private static String read(Scene scene) {
        return switch (scene.state()) {
            case ACTIVE, REFUSED, QUOTE_EXPIRED, WITHOUT_WAIVER -> booking(39, Samples.items(39, 39), paid(scene));
            case CANCELLED, CANCELLED_BY_OTHERS -> booking(16, Samples.items(16, 16), paidBack(scene));
            case PARTLY_CANCELLED -> booking(39, Samples.items(16, 39), paid(scene));
            case PENDING -> booking(71, Samples.items(39, 39), paid(scene));
            case NOT_FOUND -> NOT_FOUND;
            case BUSY -> BUSY;
            case UNDER_OWN_REFERENCE -> throw new IllegalStateException("not in OTA");
        };
    }

    private static String booking(int status, String items, String money) {
        return Samples.booking("Status=\"" + status + "\"", items, money);
    }

    private static String paid(Scene scene) {
        String paid = scene.price().paid().amount();
        return Samples.invoice(paid, paid);
    }

    private static String paidBack(Scene scene) {
        Price price = scene.price();
        return Samples.invoice(price.penalty().amount(), price.paid().amount())
                + Samples.refundPosted(
                        price.refundable().amount(), scene.changedAt().toString());
    }

    private static String fee(Scene scene) {
        return rules(charge(scene.price().penalty().amount()));
    }
}
