package dev.breakwater.attraction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.Pushed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what {@code octo/webhooks} delivers. Its form is each vendor's own: the booking as it is, or the booking beside the
 * webhook it is sent for. Any 2xx acknowledges it.
 */
final class BookingPushes implements PushReader {
    private static final String BOOKING = "booking";

    @Override
    public Pushed read(Push push) {
        JsonView message = JsonView.parse(push.body().text(UTF_8))
                .filter(objects -> objects.size() == 1)
                .map(objects -> objects.get(0))
                .orElseThrow(() -> new IllegalArgumentException("the body must be a JSON object"));
        if (isAboutSomethingElse(message)) {
            return Pushed.of(List.of());
        }
        Booking booking = message.object(BOOKING)
                .or(() -> Optional.of(message))
                .flatMap(Booking::read)
                .filter(read -> !read.names().isEmpty())
                .orElseThrow(
                        () -> new IllegalArgumentException("the message must hold a booking with uuid and status"));
        String change = booking.updatedAt()
                .map(Instant::toString)
                .orElseGet(() -> fingerprint(push.body().toByteArray()));
        return Pushed.of(booking.names().stream()
                .sorted(Comparator.comparing(BookingKey::value))
                .map(name -> new Pushed.Notice(id(name, change), name, booking.word()))
                .toList());
    }

    private static boolean isAboutSomethingElse(JsonView message) {
        return !message.has(BOOKING)
                && message.object("webhook")
                        .flatMap(webhook -> webhook.text("event"))
                        .filter(event -> !event.equalsIgnoreCase("booking_update"))
                        .isPresent();
    }

    /** The same however often it is delivered: the envelope may tell each delivery apart, the booking's last change does not. */
    private static String id(BookingKey name, String change) {
        String id = name.value() + " " + change;
        return id.length() <= 200 ? id : fingerprint(id.getBytes(UTF_8));
    }

    private static String fingerprint(byte[] content) {
        return UUID.nameUUIDFromBytes(content).toString();
    }
}
