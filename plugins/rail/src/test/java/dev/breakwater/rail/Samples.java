package dev.breakwater.rail;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Invented bookings and orders. */
final class Samples {
    static final String READ = "GET /bookings/BK-7731?embed=ALL";
    static final String ASK = "POST /bookings/BK-7731/refund-offers";
    static final String OFFER = "/bookings/BK-7731/refund-offers/RO-55";
    static final String CONFIRM = "PATCH " + OFFER;
    static final String SEARCH = "POST /bookings-search";
    static final String KEY = "9a7a4b0e-61b8-4ce0-8f0e-8f4a3d6a2c10";
    static final Instant NOW = Instant.parse("2031-03-04T09:00:00Z");
    static final Instant COMMITTED = Instant.parse("2031-03-04T09:04:11Z");
    static final BookingReference BOOKING = BookingReference.of("BK-7731");

    private Samples() {}

    static SupplierProtocol protocol(String... settings) {
        Map<String, String> values = settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
        return new RailPlugin()
                .open(new SupplierSettings(
                        "alp-rail", "osdm", Currency.getInstance("CHF"), ZoneId.of("Europe/Zurich"), values));
    }

    static QuoteOrder quote(String... tickets) {
        return new QuoteOrder(
                BOOKING, scope(tickets), CancellationReason.CUSTOMER_REQUEST, Optional.empty(), List.of(), KEY, NOW);
    }

    static QuoteOrder quote(Waiver waiver) {
        return new QuoteOrder(BOOKING, List.of(), CancellationReason.STRIKE, Optional.of(waiver), List.of(), KEY, NOW);
    }

    static QuoteOrder quoteAfter(Unit previous) {
        return new QuoteOrder(
                BOOKING, List.of(), CancellationReason.CUSTOMER_REQUEST, Optional.empty(), List.of(previous), KEY, NOW);
    }

    static UnitOrder cancel(Unit unit) {
        return new UnitOrder(BOOKING, unit, CancellationReason.CUSTOMER_REQUEST, Optional.empty(), KEY, NOW);
    }

    static LookupOrder lookup(Unit unit, Optional<Instant> committedSince) {
        return new LookupOrder(
                BOOKING,
                unit,
                committedSince.map(since -> new LookupOrder.Committed(since, "key-1")),
                NOW.plusSeconds(600));
    }

    /** The unit of the whole booking with tickets FF-1 and FF-2, quoted with offer RO-55. */
    static Unit unit(String... scope) {
        String tickets = scope.length == 0 ? "[\"FF-1\",\"FF-2\"]" : quoted(scope);
        return new Unit(
                scope.length == 0 ? Unit.WHOLE : String.join("+", scope),
                scope(scope),
                Map.of(
                        "bookingId",
                        "BK-7731",
                        "bookingCode",
                        "HBR7731",
                        "refundOfferId",
                        "RO-55",
                        "fulfillmentIds",
                        tickets));
    }

    static List<ScopeItem> scope(String... tickets) {
        return Stream.of(tickets)
                .map(ticket -> new ScopeItem(ScopeType.TICKET, ticket))
                .toList();
    }

    /** A booking of 134.80 CHF with tickets FF-1, FF-2, … in these states and these refund offers. */
    static String booking(String states, String... offers) {
        return bookingWith(
                "\"fulfillments\": " + tickets(states) + ", \"refundOffers\": [" + String.join(",", offers) + "]");
    }

    static String bookingWith(String fields) {
        return """
                {"booking": {"id": "BK-7731", "bookingCode": "HBR7731", "externalRef": "TRIP-9", "createdOn": "2031-01-10T08:00:00Z",
                 "passengers": [{"id": "PX-1", "externalRef": "guest-1", "type": "PERSON"}],
                 "confirmedPrice": {"currency": "CHF", "amount": 13480, "scale": 2}, %s}}""".formatted(fields);
    }

    static String tickets(String states) {
        String[] words = states.isEmpty() ? new String[0] : states.split(" ");
        return Stream.iterate(0, i -> i < words.length, i -> i + 1)
                .map(i -> ticket("FF-" + (i + 1), words[i]))
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String ticket(String id, String state) {
        return "{\"id\": \"%s\", \"status\": \"%s\", \"bookingRef\": \"BK-7731\", \"createdOn\": \"2031-01-10T08:00:00Z\"}"
                .formatted(id, state);
    }

    /** An offer that refunds 124.80 of 134.80 CHF. */
    static String offer(String id, String status, String states, String... moreFields) {
        String more = Stream.of(moreFields).map(field -> ", " + field).collect(Collectors.joining());
        return offerWith(id, status, "\"fulfillments\": " + tickets(states) + ", " + amounts(1000, 12480) + more);
    }

    static String offerWith(String id, String status, String fields) {
        return """
                {"id": "%s", "createdOn": "2031-03-04T09:00:00Z", "validFrom": "2031-03-04T09:00:00Z",
                 "validUntil": "2031-03-04T09:20:00Z", "status": "%s", %s}""".formatted(id, status, fields);
    }

    static String amounts(int fee, int refundable) {
        return """
                "refundFee": {"currency": "CHF", "amount": %d}, "refundableAmount": {"currency": "CHF", "amount": %d}""".formatted(fee, refundable);
    }

    static String confirmedOn(String time) {
        return "\"confirmedOn\": \"" + time + "\"";
    }

    static String offers(String... offers) {
        return "{\"refundOffers\": [" + String.join(",", offers) + "]}";
    }

    static String confirmed(String offer) {
        return "{\"refundOffer\": " + offer + "}";
    }

    static String problem(String code) {
        return "{\"code\": \"urn:uic:problem:" + code + "\", \"title\": \"No\"}";
    }

    /** What a webhook tells when a ticket of the booking is refunded. */
    static String event() {
        return """
                {"objectType": "BookingEvent", "summary": "Ticket FF-1 refunded", "type": "FULFILLMENT_REFUNDED",
                 "bookingId": "BK-7731", "revision": {"name": "r12", "timestamp": "2031-03-04T09:04:12Z"},
                 "affectedFulfillmentIds": ["FF-1"], "resources": [{"href": "https://rail.example/bookings/BK-7731"}]}""";
    }

    private static String quoted(String... texts) {
        return Stream.of(texts).map(text -> '"' + text + '"').collect(Collectors.joining(",", "[", "]"));
    }
}
