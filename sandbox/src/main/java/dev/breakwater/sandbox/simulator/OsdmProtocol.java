package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A railway that speaks OSDM: a refund offer is asked for and then confirmed; the Idempotency-Key is honoured with an
 * identical answer. The commit is the PATCH of an offer.
 */
final class OsdmProtocol implements Protocol {

    private static final String OFFERS = "/bookings/{reference}/refund-offers";
    private static final String OFFER = OFFERS + "/{offer}";
    private static final Set<String> OVERRULE_CODES = Set.of(
            "CONNECTION_BROKEN",
            "SALES_STAFF_ERROR",
            "STRIKE",
            "TECHNICAL_FAILURE",
            "DEATH",
            "INABILITY_TO_TRAVEL",
            "CERTIFIED_MEDICAL_CONDITION",
            "DISRUPTION",
            "JOURNEY_OBSOLETE");

    private final AccessTokens tokens;
    private final Timing timing;
    private final InstantSource clock;
    private final EffectLog effects;
    private final Map<String, OsdmBooking> bookings = new ConcurrentHashMap<>();
    private final IdempotentReplies replies = new IdempotentReplies();

    OsdmProtocol(AccessTokens tokens, Timing timing, InstantSource clock, EffectLog effects) {
        this.tokens = tokens;
        this.timing = timing;
        this.clock = clock;
        this.effects = effects;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.open("POST", Simulators.TOKEN_PATH, tokens::issue),
                Route.read("POST", "/bookings-search", this::search).about(OsdmProtocol::searched),
                Route.read("GET", "/bookings/{reference}", onBooking(this::read)),
                Route.read("POST", OFFERS, onBooking(this::propose)),
                Route.read("GET", OFFER, onOffer(this::readOffer)),
                Route.read("GET", OFFER + "/confirmation-check", onOffer(this::check)),
                Route.read("DELETE", OFFER, onBooking(this::withdraw)),
                Route.commit("PATCH", OFFER, onBooking(this::confirm)));
    }

    @Override
    public Optional<Reply> turnAway(Call call) {
        return call.bearer().filter(tokens::accepts).isPresent()
                ? Optional.empty()
                : Optional.of(problem(401, "UNAUTHORIZED", "The access token is missing, wrong or expired")
                        .with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    @Override
    public Reply tooManyRequests() {
        return problem(429, "TOO_MANY_REQUESTS", "Too many requests, try again later")
                .with("Retry-After", "1");
    }

    @Override
    public Reply noSuchPath(Call call) {
        return problem(404, "RESOURCE_NOT_FOUND", "There is nothing at " + call.method() + " " + call.path());
    }

    private Reply search(Call call) {
        if (call.json().isEmpty()) {
            return problem(400, "MALFORMED_REQUEST", "The body is not a JSON object");
        }
        ObjectNode found = Json.object();
        found.set(
                "bookingSearchResults",
                searched(call).flatMap(this::find).stream()
                        .map(OsdmBooking::searchResult)
                        .collect(Json.toArray()));
        return Reply.json(200, found);
    }

    private Reply read(Call call, OsdmBooking booking) {
        return Reply.json(200, Json.object().set("booking", booking.view(clock.instant())));
    }

    private Reply propose(Call call, OsdmBooking booking) {
        return replies.once(
                call,
                () -> call.json()
                        .map(body -> propose(RefundWish.of(body), booking))
                        .orElseGet(() -> problem(400, "MALFORMED_REQUEST", "The body is not a JSON object")));
    }

    private Reply propose(RefundWish wish, OsdmBooking booking) {
        Instant now = clock.instant();
        if (!booking.knows(wish)) {
            return problem(400, "VALIDATION_ERROR", "Name tickets, and perhaps passengers, of " + booking.reference());
        }
        if (booking.isClosed()) {
            return problem(400, "BOOKING_MODIFICATION_NOT_ALLOWED", "After-sales is closed for this booking");
        }
        if (!booking.hasRefundable(wish)) {
            return problem(400, "BOOKING_BOOKING_ALREADY_CANCELLED", "No refundable ticket is left");
        }
        if (booking.hasOpenOffer(now)) {
            return problem(409, "X_REFUND_OFFER_OPEN", "Confirm or delete the open refund offer first");
        }
        boolean isKnown = wish.overruleCode().filter(OVERRULE_CODES::contains).isPresent();
        boolean isSilent = booking.is(OsdmTrait.SILENT);
        ObjectNode answer = Json.object();
        if (wish.overruleCode().isPresent() && !isKnown && !isSilent) {
            answer.putArray("problems")
                    .addObject()
                    .put("code", "urn:uic:problem:OVERRULE_CODE_NOT_SUPPORTED")
                    .put("title", "The overrule code is ignored");
        }
        List<RefundOffer> offers =
                booking.propose(isKnown && !isSilent ? wish : wish.unwaived(), now, now.plus(timing.offerLife()));
        answer.set(
                "refundOffers",
                offers.stream().map(offer -> booking.view(offer, now)).collect(Json.toArray()));
        return Reply.json(200, answer);
    }

    private Reply readOffer(OsdmBooking booking, RefundOffer offer) {
        return Reply.json(200, Json.object().set("refundOffer", booking.view(offer, clock.instant())));
    }

    private Reply check(OsdmBooking booking, RefundOffer offer) {
        return offer.isConfirmed()
                ? problem(400, "CONFIRMATION_CHECK_FAILED", "The refund offer is already confirmed")
                : Reply.empty(204);
    }

    private Reply withdraw(Call call, OsdmBooking booking) {
        String id = call.bound("offer");
        if (booking.offer(id, clock.instant()).filter(RefundOffer::isConfirmed).isPresent()) {
            return alreadyConfirmed();
        }
        booking.withdraw(id);
        return Reply.empty(204);
    }

    private Reply confirm(Call call, OsdmBooking booking) {
        return replies.once(call, () -> {
            boolean asksToConfirm = call.json()
                    .map(body -> "CONFIRMED".equals(body.path("status").textValue()))
                    .orElse(false);
            if (!asksToConfirm) {
                return problem(400, "VALIDATION_ERROR", "The only change possible is {\"status\": \"CONFIRMED\"}");
            }
            return booking.offer(call.bound("offer"), clock.instant())
                    .map(offer -> offer.isConfirmed() ? alreadyConfirmed() : confirm(booking, offer))
                    .orElseGet(OsdmProtocol::noSuchOffer);
        });
    }

    private Reply confirm(OsdmBooking booking, RefundOffer offer) {
        Behaviour behaviour = booking.nextCommit();
        Instant now = clock.instant();
        return behaviour
                .execution()
                .effectiveAt(now, timing)
                .map(effectiveAt -> {
                    RefundOffer confirmed = booking.confirm(offer, now, effectiveAt);
                    effects.tookEffect(booking.reference(), effectiveAt);
                    return readOffer(booking, confirmed);
                })
                .orElseGet(() -> problem(503, "SERVICE_UNAVAILABLE", "Nothing was done"))
                .delivered(behaviour.delivery());
    }

    private Function<Call, Reply> onBooking(BiFunction<Call, OsdmBooking, Reply> handler) {
        return call -> {
            Optional<OsdmBooking> found = find(call.bound(Route.REFERENCE));
            if (found.isEmpty()) {
                return problem(404, "RESOURCE_NOT_FOUND", "No such booking");
            }
            synchronized (found.get()) {
                return handler.apply(call, found.get());
            }
        };
    }

    private Function<Call, Reply> onOffer(BiFunction<OsdmBooking, RefundOffer, Reply> handler) {
        return onBooking((call, booking) -> booking.offer(call.bound("offer"), clock.instant())
                .map(offer -> handler.apply(booking, offer))
                .orElseGet(OsdmProtocol::noSuchOffer));
    }

    private Optional<OsdmBooking> find(String reference) {
        return Behaviour.of(reference)
                .filter(Behaviour::exists)
                .map(behaviour -> bookings.computeIfAbsent(
                        EffectLog.canonical(reference), key -> new OsdmBooking(key, behaviour, clock.instant())));
    }

    private static Optional<String> searched(Call call) {
        return call.json()
                .flatMap(body -> Stream.of("bookingId", "bookingCode", "externalRef", "fulfillmentId")
                        .filter(body::hasNonNull)
                        .map(field -> body.path(field).asText())
                        .findFirst())
                .map(value -> value.replaceFirst("-T[12]$", ""));
    }

    private static Reply noSuchOffer() {
        return problem(404, "RESOURCE_NOT_FOUND", "No such refund offer, or it is no longer valid");
    }

    private static Reply alreadyConfirmed() {
        return problem(409, "X_REFUND_OFFER_CONFIRMED", "The refund offer is already confirmed");
    }

    static Reply problem(int status, String code, String title) {
        return Reply.json(
                        status,
                        Json.object()
                                .put("code", code.startsWith("X_") ? code : "urn:uic:problem:" + code)
                                .put("title", title)
                                .put("status", status))
                .with("Content-Type", "application/problem+json");
    }
}
