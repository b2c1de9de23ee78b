package dev.breakwater.hotelchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.Pushed;
import dev.breakwater.plugin.Pushed.Notice;
import dev.breakwater.plugin.SupplierWord;
import java.util.List;

/**
 * Reads notifications, one by one as they are delivered or many as the list of undelivered ones has them. Each of them is only
 * a reason to look, whatever its event is.
 */
final class Notifications implements PushReader {
    @Override
    public Pushed read(Push push) {
        List<JsonView> events = JsonView.parse(push.body().text(UTF_8))
                .orElseThrow(
                        () -> new IllegalArgumentException("a notification is an object of JSON, or an array of them"));
        return Pushed.of(events.stream().map(Notifications::notice).toList());
    }

    private static Notice notice(JsonView event) {
        ItineraryReference itinerary = event.text("itinerary_id")
                .flatMap(ItineraryReference::read)
                .orElseThrow(() -> new IllegalArgumentException("a notification needs an itinerary_id"));
        String id = event.text("event_id")
                .filter(text -> text.length() <= 200)
                .orElseThrow(
                        () -> new IllegalArgumentException("a notification needs an event_id of 1 to 200 characters"));
        return new Notice(
                id,
                itinerary.key(),
                new SupplierWord(
                        event.text("event_type").orElse(""),
                        event.text("message").orElse("")));
    }
}
