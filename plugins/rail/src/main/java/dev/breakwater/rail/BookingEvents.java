package dev.breakwater.rail;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.Pushed;
import dev.breakwater.plugin.SupplierWord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Reads the events of OSDM's webhooks (3.8.0, and as 3.9 reshapes them). Each event about a booking is only a reason to look,
 * whatever it says has happened; those about complaints and reimbursements name no booking. The standard answers all by 200.
 */
final class BookingEvents implements PushReader {
    private static final String BOOKING_EVENT = "BookingEvent";
    private static final Set<String> OTHER_EVENTS = Set.of("ComplaintEvent", "ReimbursementEvent");

    @Override
    public Pushed read(Push push) {
        Json event = Json.object(push.body())
                .orElseThrow(() -> new IllegalArgumentException("an event is an object of JSON"));
        String type = event.at("objectType").text().orElse(BOOKING_EVENT);
        if (OTHER_EVENTS.contains(type)) {
            return acknowledged(List.of());
        }
        if (!type.equals(BOOKING_EVENT)) {
            throw new IllegalArgumentException(
                    "an event's objectType is BookingEvent, ComplaintEvent or ReimbursementEvent");
        }
        return acknowledged(List.of(notice(event, push.body())));
    }

    private static Pushed.Notice notice(Json event, Bytes body) {
        BookingKey booking = first(event.at("bookingId"), event.at("resourceId"))
                .map(References::canonical)
                .orElseThrow(() -> new IllegalArgumentException("a BookingEvent needs a bookingId"));
        String type = event.at("type").text().orElse("");
        Json revision = event.at("revision");
        String id = first(event.at("id"), revision.at("name"), revision.at("timestamp"))
                .map(change -> booking.value() + " " + type + " " + change)
                .orElseGet(() -> booking.value() + " " + fingerprint(body));
        SupplierWord word = new SupplierWord(
                type, first(event.at("summary"), event.at("reason")).orElse(""));
        return new Pushed.Notice(id.length() <= 200 ? id : fingerprint(Bytes.utf8(id)), booking, word);
    }

    private static Optional<String> first(Json... values) {
        return Stream.of(values).flatMap(value -> value.text().stream()).findFirst();
    }

    private static String fingerprint(Bytes bytes) {
        return UUID.nameUUIDFromBytes(bytes.toByteArray()).toString();
    }

    private static Pushed acknowledged(List<Pushed.Notice> notices) {
        return new Pushed(notices, "application/json", Bytes.utf8("{}"));
    }
}
