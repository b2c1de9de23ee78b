package dev.breakwater.attraction;

import dev.breakwater.plugin.LookupResult.Author;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells who ended a booking; the protocol names no one.
 *
 * @param marks what only the reason of a cancellation of ours can contain
 * @param committedSince when our first commit may have left, empty if none did
 */
record Authorship(List<String> marks, Optional<Instant> committedSince) {
    /** The supplier's clock may be this much behind ours: who takes our own commit for that of others leaves a refund unpaid. */
    private static final Duration SKEW = Duration.ofHours(1);

    Author of(Booking booking) {
        if (isMarked(booking)) {
            return Author.US;
        }
        if (committedSince.isEmpty()) {
            return Author.OTHERS;
        }
        Instant earliest = committedSince.get().minus(SKEW);
        return endOf(booking)
                .map(end -> end.isBefore(earliest) ? Author.OTHERS : Author.US)
                .orElse(Author.UNKNOWN);
    }

    boolean isMarked(Booking booking) {
        return booking.cancellation()
                .filter(c -> marks.stream().anyMatch(c::bears))
                .isPresent();
    }

    /** A hold that ended has no cancellation; its last change is its end. */
    private static Optional<Instant> endOf(Booking booking) {
        Optional<Instant> cancelledAt = booking.cancellation().flatMap(Cancellation::at);
        return booking.state() == BookingState.EXPIRED ? cancelledAt.or(booking::updatedAt) : cancelledAt;
    }
}
