package dev.breakwater.hotelchain;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rapid's messages, whole and valid, to be changed by the tests. */
final class Json {
    static final String ITINERARY = "8120045567";
    static final String ROOM = "r-aa01";
    static final String OTHER_ROOM = "r-bb02";
    static final String OWN = "HT-70412";

    private final JsonObject object = new JsonObject();

    static Json itinerary(Json... rooms) {
        return new Json()
                .with("itinerary_id", ITINERARY)
                .with("property_id", "55120")
                .with("email", "ada@example.org")
                .with("affiliate_reference_id", OWN)
                .with("creation_date_time", "2031-01-10T08:00:00.000Z")
                .with("rooms", array(rooms));
    }

    /** Booked, from 2 to 5 April, 414.00 EUR paid, 310.50 of it refundable now. */
    static Json room() {
        return room(ROOM);
    }

    static Json room(String id) {
        return new Json()
                .with("id", id)
                .with("status", "booked")
                .with("checkin", "2031-04-02")
                .with("checkout", "2031-04-05")
                .with("number_of_adults", 2)
                .with("given_name", "Ada")
                .with("family_name", "Example")
                .with("rate", rate())
                .with("links", new Json().with("cancel", link(href(id))));
    }

    static Json rate() {
        return new Json()
                .with("id", "rt-4")
                .with("refundable", true)
                .with("merchant_of_record", "expedia")
                .with("cancel_refund", new Json().with("amount", "-310.50").with("currency", "EUR"))
                .with(
                        "cancel_penalties",
                        array(
                                penalty("2031-03-01T00:00:00.000+01:00", "2031-04-01T18:00:00.000+02:00")
                                        .with("percent", "25%"),
                                penalty("2031-04-01T18:00:00.000+02:00", "2031-04-05T23:59:59.000+02:00")
                                        .with("nights", "3")))
                .with("nonrefundable_date_ranges", array())
                .with("pricing", pricing("414.00", "EUR"));
    }

    static Json penalty(String start, String end) {
        return new Json().with("currency", "EUR").with("start", start).with("end", end);
    }

    static Json pricing(String amount, String currency) {
        return new Json().with("totals", new Json().with("inclusive", charge(amount, currency)));
    }

    static Json charge(String amount, String currency) {
        return new Json()
                .with("billable_currency", new Json().with("value", amount).with("currency", currency));
    }

    static Json link(String href) {
        return new Json().with("method", "DELETE").with("href", href);
    }

    static String href(String room) {
        return "/v3/itineraries/" + ITINERARY + "/rooms/" + room + "?token=TK1";
    }

    static Json canceledRoom(String id) {
        return new Json().with("id", id).with("status", "canceled").with("links", new Json());
    }

    static Json ending(String room, String type, String source, String at) {
        return new Json()
                .with("history_id", "h2")
                .with("room_id", room)
                .with("event_type", type)
                .with("event_source", source)
                .with("event_timestamp", at)
                .with("status", "canceled");
    }

    /** Cancelled through the API at this time, 310.50 EUR paid back and 103.50 kept. */
    static Json ending(String room, String at) {
        return ending(room, "canceled", "rapid_api", at)
                .with("amount_refunded", charge("310.50", "EUR"))
                .with("penalty", charge("103.50", "EUR"));
    }

    /** The only room is cancelled, and this is how it ended. */
    static Json canceled(Json ending) {
        return itinerary(canceledRoom(ROOM)).with("room_history", history(created(ROOM), ending));
    }

    static Json created(String room) {
        return new Json()
                .with("history_id", "h1")
                .with("room_id", room)
                .with("event_type", "created")
                .with("event_source", "rapid_api")
                .with("event_timestamp", "2031-01-10T08:00:00.000Z")
                .with("status", "booked");
    }

    static JsonArray history(Json... events) {
        return new JsonArray(List.of(array(events)));
    }

    static Json error(String type, String... details) {
        Json error = new Json().with("type", type).with("message", "See errors");
        return details.length == 0
                ? error
                : error.with(
                        "errors",
                        array(Arrays.stream(details)
                                .map(detail -> new Json().with("type", detail).with("message", "That is wrong"))
                                .toArray(Json[]::new)));
    }

    static JsonArray array(Json... elements) {
        return new JsonArray(
                Arrays.stream(elements).map(element -> element.object).toList());
    }

    Json with(String name, Object value) {
        object.put(name, value instanceof Json json ? json.object : value);
        return this;
    }

    Json without(String name) {
        object.remove(name);
        return this;
    }

    /** A change within an object of this one. */
    Json inside(String name, UnaryOperator<Json> change) {
        Json inner = new Json();
        inner.object.putAll(object.getObject(name));
        return with(name, change.apply(inner));
    }

    @Override
    public String toString() {
        return JsonWriter.string(object);
    }
}
