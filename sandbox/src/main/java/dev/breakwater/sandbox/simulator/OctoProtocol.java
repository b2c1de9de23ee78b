package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** An attraction that speaks OCTO: cancelled in one step, no quote, every documented error an HTTP 400. */
final class OctoProtocol implements Protocol {

    private static final String CAPABILITIES = "Octo-Capabilities";
    private static final String PRICING = "octo/pricing";

    private final String token;
    private final Timing timing;
    private final InstantSource clock;
    private final EffectLog effects;
    private final Map<String, OctoBooking> bookings = new ConcurrentHashMap<>();

    OctoProtocol(String token, Timing timing, InstantSource clock, EffectLog effects) {
        this.token = token;
        this.timing = timing;
        this.clock = clock;
        this.effects = effects;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.read("GET", "/capabilities/", this::capabilities),
                Route.read("GET", "/products/{product}", this::product),
                Route.read("GET", "/bookings/", this::search).about(OctoProtocol::searched),
                Route.read("GET", "/bookings/{reference}", this::look),
                Route.commit("POST", "/bookings/{reference}/cancel", this::cancel));
    }

    @Override
    public Optional<Reply> turnAway(Call call) {
        if (!call.bearer().filter(token::equals).isPresent()) {
            return Optional.of(error("UNAUTHORIZED", "The API key is missing or wrong"));
        }
        return call.header(CAPABILITIES).isPresent()
                ? Optional.empty()
                : Optional.of(error("BAD_REQUEST", "The header " + CAPABILITIES + " is missing"));
    }

    @Override
    public Reply tooManyRequests() {
        return Reply.text(429, "Too many requests, try again later").with("Retry-After", "1");
    }

    @Override
    public Reply noSuchPath(Call call) {
        return Reply.json(404, errorBody("NOT_FOUND", "There is nothing at " + call.path()));
    }

    private Reply capabilities(Call call) {
        ObjectNode pricing = Json.object()
                .put("id", PRICING)
                .put("revision", 1)
                .put("required", false)
                .putNull("docs");
        pricing.putArray("dependencies");
        return answer(call, Stream.of(pricing).collect(Json.toArray()));
    }

    private Reply product(Call call) {
        ObjectNode product = Json.template("octo-product.json");
        String asked = call.bound("product");
        if (!asked.equals(product.path("id").textValue())) {
            return Reply.json(
                    400, errorBody("INVALID_PRODUCT_ID", "No such product").put("productId", asked));
        }
        product.withArray("options").add(OctoBooking.option());
        return answer(call, product);
    }

    private Reply search(Call call) {
        Optional<String> reference = searched(call);
        if (reference.isEmpty()) {
            return error("BAD_REQUEST", "Say which bookings: resellerReference or supplierReference");
        }
        return answer(
                call,
                reference.flatMap(this::find).stream()
                        .<JsonNode>map(booking -> look(call, booking))
                        .collect(Json.toArray()));
    }

    private Reply look(Call call) {
        return find(call.bound(Route.REFERENCE))
                .map(booking -> answer(call, look(call, booking)))
                .orElseGet(() -> noSuchBooking(call));
    }

    private Reply cancel(Call call) {
        Optional<OctoBooking> booking = find(call.bound(Route.REFERENCE));
        if (booking.isEmpty()) {
            return noSuchBooking(call);
        }
        Optional<JsonNode> body =
                call.text().isBlank() ? Optional.of(Json.object()) : call.json().map(JsonNode.class::cast);
        return body.map(content ->
                        cancel(call, booking.get(), content.path("reason").textValue()))
                .orElseGet(() -> error("BAD_REQUEST", "The body is not a JSON object"));
    }

    private Reply cancel(Call call, OctoBooking booking, String reason) {
        synchronized (booking) {
            if (!booking.cancellable()) {
                return error("UNPROCESSABLE_ENTITY", "This booking cannot be cancelled any more");
            }
            Behaviour behaviour = booking.nextCommit();
            Instant now = clock.instant();
            behaviour.execution().effectiveAt(now, timing).ifPresent(at -> {
                booking.cancel(at, reason);
                effects.tookEffect(booking.reference(), at);
            });
            return answer(call, booking.view(now, wantsPricing(call))).delivered(behaviour.delivery());
        }
    }

    private ObjectNode look(Call call, OctoBooking booking) {
        synchronized (booking) {
            return booking.look(clock.instant(), wantsPricing(call));
        }
    }

    private Optional<OctoBooking> find(String reference) {
        return Behaviour.of(reference)
                .filter(Behaviour::exists)
                .map(behaviour -> bookings.computeIfAbsent(
                        EffectLog.canonical(reference), key -> new OctoBooking(key, behaviour, clock.instant())));
    }

    private static Optional<String> searched(Call call) {
        return call.query("resellerReference").or(() -> call.query("supplierReference"));
    }

    private static boolean wantsPricing(Call call) {
        return call.header(CAPABILITIES)
                .map(header -> Stream.of(header.split(",")).map(String::strip).anyMatch(PRICING::equals))
                .orElse(false);
    }

    private static Reply answer(Call call, JsonNode content) {
        return Reply.json(200, content).with(CAPABILITIES, wantsPricing(call) ? PRICING : "");
    }

    private static Reply noSuchBooking(Call call) {
        return Reply.json(
                400, errorBody("INVALID_BOOKING_UUID", "No such booking").put("uuid", call.bound(Route.REFERENCE)));
    }

    private static Reply error(String code, String message) {
        return Reply.json(400, errorBody(code, message));
    }

    private static ObjectNode errorBody(String code, String message) {
        return Json.object().put("error", code).put("errorMessage", message);
    }
}
