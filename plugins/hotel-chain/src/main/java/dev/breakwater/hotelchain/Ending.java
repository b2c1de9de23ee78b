package dev.breakwater.hotelchain;

import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The event in a room's history that ended its booking.
 *
 * @param source empty if it is not told in words we know
 * @param at empty if it is not told
 * @param refunded what was really paid back
 * @param penalty what was really kept
 * @param text the supplier's own words
 */
record Ending(
        EventType type,
        Optional<EventSource> source,
        Optional<Instant> at,
        Optional<Money> refunded,
        Optional<Money> penalty,
        String text) {
    /** The supplier's clock may be this much behind ours: who takes our own commit for that of others leaves a refund unpaid. */
    private static final Duration SKEW = Duration.ofHours(1);

    /**
     * The last such event of a room that is not of others, else the last of theirs: what the property notes of a cancellation
     * through the API is none of its own.
     */
    static Optional<Ending> of(List<JsonView> history, String roomId) {
        List<Ending> all = history.stream()
                .filter(event -> event.text("room_id").filter(roomId::equals).isPresent())
                .flatMap(event -> read(event).stream())
                .toList();
        return last(all.stream().filter(ending -> !ending.isOthers())).or(() -> last(all.stream()));
    }

    private static Optional<Ending> last(Stream<Ending> endings) {
        return endings.reduce((one, next) -> next.isBefore(one) ? one : next);
    }

    private static Optional<Ending> read(JsonView event) {
        String word = event.text("event_type").orElse("");
        String source = event.text("event_source").orElse("");
        return Tables.EVENT_TYPES
                .meaning(word)
                .map(type -> new Ending(
                        type,
                        Tables.EVENT_SOURCES.meaning(source),
                        event.instant("event_timestamp"),
                        Amounts.billable(event, "amount_refunded").flatMap(money -> Amounts.credit(money, "value")),
                        Amounts.billable(event, "penalty").flatMap(money -> Amounts.positive(money, "value")),
                        (word + " by " + source + " "
                                        + event.text("event_timestamp").orElse(""))
                                .strip()));
    }

    private boolean isBefore(Ending other) {
        return at.isPresent()
                && other.at().isPresent()
                && at.get().isBefore(other.at().get());
    }

    /** Whether others did it for certain, whenever that was. */
    boolean isOthers() {
        return type == EventType.NO_SHOW
                || source.filter(EventSource.OTHERS::equals).isPresent();
    }

    /** @param committedSince when our first commit may have left */
    Author author(Instant committedSince) {
        Instant earliest = committedSince.minus(SKEW);
        if (isOthers() || at.filter(earliest::isAfter).isPresent()) {
            return Author.OTHERS;
        }
        return source.isPresent() && at.isPresent() ? Author.US : Author.UNKNOWN;
    }
}
