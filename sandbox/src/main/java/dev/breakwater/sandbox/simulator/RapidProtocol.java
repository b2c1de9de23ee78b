package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A hotel chain that speaks Rapid: the itinerary tells what cancelling costs, and each room is cancelled by a link of its own.
 * The commit is the DELETE of that link; it is answered 204, or 202 if it is finished later.
 */
final class RapidProtocol implements Protocol {

    /** What the paths begin with; it is part of the supplier's base URL and of its links. */
    static final String BASE = "/v3";

    /** The address that all itineraries are booked with. */
    static final String EMAIL = "bookings@harbour.example";

    private static final String ITINERARIES = BASE + "/itineraries";
    private static final String ITINERARY = ITINERARIES + "/{reference}";

    private final RapidSignature signature;
    private final Timing timing;
    private final InstantSource clock;
    private final EffectLog effects;
    private final Map<String, RapidBooking> bookings = new ConcurrentHashMap<>();

    RapidProtocol(ClientCredentials client, Timing timing, InstantSource clock, EffectLog effects) {
        this.signature = new RapidSignature(client, clock);
        this.timing = timing;
        this.clock = clock;
        this.effects = effects;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.read("GET", ITINERARIES, this::search).about(RapidProtocol::searched),
                Route.read("GET", ITINERARY, this::look),
                Route.commit("DELETE", ITINERARY + "/rooms/{room}", this::cancel)
                        .about(RapidProtocol::page));
    }

    @Override
    public Optional<Reply> turnAway(Call call) {
        return signature
                .complaint(call)
                .or(() -> Stream.of("Accept", "Accept-Encoding", "Customer-Ip", "User-Agent")
                        .filter(header -> call.header(header).isEmpty())
                        .map(header -> invalidInput(header.toLowerCase(Locale.ROOT) + ".required"))
                        .findFirst());
    }

    @Override
    public Reply tooManyRequests() {
        return error(429, "too_many_requests", "Too many requests, try again later")
                .with("Rate-Limit-Minute-Remaining", "0")
                .with("Rate-Limit-Minute-Reset", Long.toString(clock.instant().getEpochSecond() + 1))
                .with("Retry-After", "1");
    }

    @Override
    public Reply noSuchPath(Call call) {
        return error(404, "resource_not_found", "There is nothing at " + call.method() + " " + call.path());
    }

    private Reply search(Call call) {
        if (!isOpenedBy(call)) {
            return invalidInput("email.invalid");
        }
        return searched(call).isEmpty()
                ? invalidInput("affiliate_reference_id.required")
                : Reply.json(
                        200,
                        searched(call).flatMap(this::find).stream()
                                .<JsonNode>map(booking -> view(call, booking))
                                .collect(Json.toArray()));
    }

    private Reply look(Call call) {
        if (!isOpenedBy(call)) {
            return invalidInput("email.invalid");
        }
        return find(call.bound(Route.REFERENCE))
                .map(booking -> Reply.json(200, view(call, booking)))
                .orElseGet(() -> error(404, "resource_not_found", "No such itinerary"));
    }

    private Reply cancel(Call call) {
        Optional<RapidBooking> booking = find(call.bound(Route.REFERENCE));
        Optional<RapidRoom> room = booking.flatMap(found -> found.room(call.bound("room")));
        if (room.isEmpty()) {
            return error(404, "resource_not_found", "No such room");
        }
        synchronized (booking.get()) {
            Instant now = clock.instant();
            if (!room.get().accepts(call.query("token").orElse(""), now)) {
                return invalidInput("link.invalid");
            }
            return room.get().isTaken()
                    ? error(400, "room_already_cancelled", "Nothing left to cancel")
                    : cancel(call, booking.get(), room.get(), now);
        }
    }

    private Reply cancel(Call call, RapidBooking booking, RapidRoom room, Instant now) {
        Behaviour behaviour = room.nextCommit();
        Optional<Instant> effectiveAt = behaviour.execution().effectiveAt(now, timing);
        effectiveAt.ifPresent(at -> {
            room.cancel(at, "rapid_api");
            effects.tookEffect(page(call).orElseThrow(), at);
        });
        return answer(
                        call,
                        booking,
                        behaviour,
                        effectiveAt.filter(now::isBefore).isPresent())
                .delivered(behaviour.delivery());
    }

    private Reply answer(Call call, RapidBooking booking, Behaviour behaviour, boolean later) {
        if (behaviour.delivery() == Delivery.GARBAGE) {
            return Reply.json(200, view(call, booking));
        }
        return Reply.empty(later ? 202 : 204).with("Region", "sandbox");
    }

    private ObjectNode view(Call call, RapidBooking booking) {
        synchronized (booking) {
            Instant now = clock.instant();
            return booking.view(
                    EMAIL,
                    call.query("include").filter("history_v2"::equals).isPresent(),
                    now,
                    now.plus(timing.offerLife()).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private Optional<RapidBooking> find(String reference) {
        return Behaviour.of(reference)
                .filter(Behaviour::exists)
                .map(behaviour -> bookings.computeIfAbsent(
                        EffectLog.canonical(reference), key -> new RapidBooking(key, behaviour, clock.instant())));
    }

    private static boolean isOpenedBy(Call call) {
        return call.query("email").filter(EMAIL::equalsIgnoreCase).isPresent();
    }

    private static Optional<String> searched(Call call) {
        return call.query("affiliate_reference_id");
    }

    private static Optional<String> page(Call call) {
        return Optional.of(RapidBooking.page(call.bound(Route.REFERENCE), call.bound("room")));
    }

    private static Reply invalidInput(String detail) {
        ObjectNode body = errorBody("invalid_input", "See errors");
        body.putArray("errors").add(errorBody(detail, "This is missing, wrong or out of date"));
        return Reply.json(400, body);
    }

    static Reply error(int status, String type, String message) {
        return Reply.json(status, errorBody(type, message));
    }

    static ObjectNode errorBody(String type, String message) {
        return Json.object().put("type", type).put("message", message);
    }
}
