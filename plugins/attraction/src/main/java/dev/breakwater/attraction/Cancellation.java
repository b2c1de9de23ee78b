package dev.breakwater.attraction;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a booking was cancelled.
 *
 * @param refund the word for the money
 * @param reason why, free text
 * @param at when
 */
record Cancellation(Optional<String> refund, Optional<String> reason, Optional<Instant> at) {
    static Cancellation read(JsonView json) {
        return new Cancellation(json.text("refund"), json.text("reason"), json.instant("utcCancelledAt"));
    }

    /** Whether its reason bears this mark. */
    boolean bears(String mark) {
        return reason.filter(text -> text.toLowerCase(Locale.ROOT).contains(mark.toLowerCase(Locale.ROOT)))
                .isPresent();
    }
}
