package dev.breakwater.hotelchain;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Leads conversations to their answers with prepared replies, and keeps what it was asked. */
final class ScriptedSupplier {
    static final Instant NOW = Instant.parse("2031-03-04T10:00:00Z");
    static final String KEY = "c0ffee00-0000-4000-8000-000000000001";
    static final String BEFORE = "2031-03-04T08:59:59.000Z";
    static final String AFTER = "2031-03-04T10:00:11.000Z";
    static final Map<String, String> SETTINGS =
            Map.of("linkBase", "https://api.ean.com/v3", "customerIp", "203.0.113.9", "userAgent", "HarbourTrips/1.0");
    static final BookingReference BOOKING = new BookingReference(
            Json.ITINERARY, Optional.of(Json.OWN), Optional.of(new Traveller("", "ada@example.org")), Map.of());

    static final String LOOK = "GET /itineraries/" + Json.ITINERARY + "?email=ada%40example.org&include=history_v2";
    static final String SEARCH =
            "GET /itineraries?affiliate_reference_id=" + Json.OWN + "&email=ada%40example.org&include=history_v2";
    static final String CANCEL = "DELETE /itineraries/" + Json.ITINERARY + "/rooms/" + Json.ROOM + "?token=TK1";

    private final Map<String, Function<WireRequest, WireReply>> script = new LinkedHashMap<>();
    private final List<WireRequest> asked = new ArrayList<>();

    static SupplierProtocol rapid() {
        return rapid(Map.of());
    }

    /** @param more settings beside, or in place of, the usual ones */
    static SupplierProtocol rapid(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        settings.putAll(more);
        return new HotelChainPlugin()
                .open(new SupplierSettings(
                        "lighthouse", "rapid", Currency.getInstance("EUR"), ZoneId.of("Europe/Lisbon"), settings));
    }

    static WireReply reply(int status, Object body) {
        return new WireReply(status, Map.of("Content-Type", "application/json"), Bytes.utf8(body.toString()));
    }

    static QuoteOrder quote(String... rooms) {
        return quote(BOOKING, List.of(), rooms);
    }

    static QuoteOrder quote(BookingReference booking, List<Unit> previous, String... rooms) {
        List<ScopeItem> scope = Arrays.stream(rooms)
                .map(room -> new ScopeItem(ScopeType.ROOM, room))
                .toList();
        return new QuoteOrder(
                booking, scope, CancellationReason.CUSTOMER_REQUEST, Optional.empty(), previous, KEY, NOW);
    }

    static UnitOrder cancel(Unit unit) {
        return cancel(unit, NOW);
    }

    static UnitOrder cancel(Unit unit, Instant now) {
        return new UnitOrder(BOOKING, unit, CancellationReason.CUSTOMER_REQUEST, Optional.empty(), KEY, now);
    }

    /** After a commit of ours that left at {@link #NOW}. */
    static LookupOrder lookup(Unit unit) {
        return lookup(BOOKING, unit, Optional.of(NOW));
    }

    static LookupOrder lookup(BookingReference booking, Unit unit, Optional<Instant> committedSince) {
        return new LookupOrder(
                booking, unit, committedSince.map(since -> new LookupOrder.Committed(since, KEY)), NOW.plusSeconds(60));
    }

    /** The units of a quote for this itinerary. */
    static List<Unit> units(Json itinerary, String... rooms) {
        QuoteResult quoted = new ScriptedSupplier().on(LOOK, 200, itinerary).lead(rapid().quote(quote(rooms)));
        return ((QuoteResult.Quoted) quoted)
                .units().stream().map(QuoteResult.QuotedUnit::unit).toList();
    }

    /** The unit of the usual room. */
    static Unit unit() {
        return units(Json.itinerary(Json.room())).get(0);
    }

    ScriptedSupplier on(String methodAndPath, int status, Object body) {
        return on(methodAndPath, request -> reply(status, body));
    }

    ScriptedSupplier on(String methodAndPath, Function<WireRequest, WireReply> answer) {
        script.put(methodAndPath, answer);
        return this;
    }

    <O> O lead(Step<O> step) {
        Step<O> current = step;
        while (current instanceof Step.Ask<O> ask) {
            asked.add(ask.request());
            String line = ask.request().method() + " " + ask.request().path();
            Function<WireRequest, WireReply> answer = script.get(line);
            if (answer == null) {
                throw new AssertionError("nothing was prepared for " + line);
            }
            current = ask.then().apply(answer.apply(ask.request()));
        }
        return ((Step.Answer<O>) current).value();
    }

    List<WireRequest> requests() {
        return List.copyOf(asked);
    }

    List<String> lines() {
        return asked.stream().map(r -> r.method() + " " + r.path()).toList();
    }
}
