package dev.breakwater.attraction;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
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
    static final String QUOTE_KEY = "c0ffee00-0000-4000-8000-000000000002";
    static final BookingReference BOOKING = BookingReference.of(Json.UUID);
    static final BookingReference KNOWN_BOOKING =
            new BookingReference(Json.UUID, Optional.of("HT-5511"), Optional.empty(), Map.of());

    static final String LOOK = "GET /bookings/" + Json.UUID;
    static final String CANCEL = "POST /bookings/" + Json.UUID + "/cancel";
    static final String SEARCH = "GET /bookings/?resellerReference=HT-5511";
    static final String PRODUCT = "GET /products/glass-tower";

    private final Map<String, Function<WireRequest, WireReply>> script = new LinkedHashMap<>();
    private final List<WireRequest> asked = new ArrayList<>();

    static SupplierProtocol octo() {
        return octo(Map.of());
    }

    static SupplierProtocol octo(Map<String, String> settings) {
        return new AttractionPlugin()
                .open(new SupplierSettings(
                        "glass-tower", "octo", Currency.getInstance("EUR"), ZoneId.of("Europe/Paris"), settings));
    }

    static WireReply reply(int status, Object body) {
        return new WireReply(status, Map.of("Content-Type", "application/json"), Bytes.utf8(body.toString()));
    }

    static QuoteOrder quoteAt(Instant now) {
        return new QuoteOrder(
                BOOKING, List.of(), CancellationReason.CUSTOMER_REQUEST, Optional.empty(), List.of(), QUOTE_KEY, now);
    }

    static UnitOrder cancel(BookingReference booking, Unit unit) {
        return new UnitOrder(booking, unit, CancellationReason.CUSTOMER_REQUEST, Optional.empty(), KEY, NOW);
    }

    static UnitOrder cancel() {
        return cancel(BOOKING, Unit.whole(List.of()));
    }

    static LookupOrder lookup(BookingReference booking, Unit unit, Instant committedSince) {
        return new LookupOrder(
                booking,
                unit,
                Optional.ofNullable(committedSince).map(since -> new LookupOrder.Committed(since, "key-1")),
                NOW.plusSeconds(60));
    }

    static LookupOrder lookup() {
        return lookup(BOOKING, Unit.whole(List.of()), NOW);
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
