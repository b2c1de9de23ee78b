package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.supplier.SupplierConfig.Retry;
import dev.breakwater.plugin.WireReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before trying again. */
final class Backoff {
    private static final int LARGEST_SHIFT = 30;
    private static final long MANY_SECONDS = 1_000_000_000;

    private Backoff() {}

    /**
     * Full jitter: drawn by lot between zero and the initial wait doubled with each attempt, so that those who failed together
     * do not come back together. At least a tenth of the initial wait.
     *
     * @param attempt counted from 1
     */
    static Duration afterAttempt(int attempt, Retry retry, RandomGenerator random) {
        double doubled =
                retry.initial().toMillis() * (double) (1L << Math.min(LARGEST_SHIFT, Math.max(0, attempt - 1)));
        long ceiling = (long) Math.min(doubled, retry.max().toMillis());
        long floor = Math.min(ceiling, retry.initial().toMillis() / 10);
        return Duration.ofMillis(floor + random.nextLong(ceiling - floor + 1));
    }

    /**
     * What the supplier asked for (RFC 9110, section 10.2.3: seconds or an HTTP date), capped.
     *
     * @return empty if it asked for nothing one could read
     */
    static Optional<Duration> retryAfter(Outcome<?> outcome, Instant now, Retry retry) {
        return outcome.lastReply().flatMap(reply -> retryAfter(reply, now, retry.max()));
    }

    static Optional<Duration> retryAfter(WireReply reply, Instant now, Duration cap) {
        return reply.header("Retry-After")
                .map(String::strip)
                .flatMap(text -> text.matches("[0-9]+") ? Optional.of(seconds(text)) : untilDate(text, now))
                .map(wait -> wait.compareTo(cap) > 0 ? cap : wait);
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(text.length() > 9 ? MANY_SECONDS : Long.parseLong(text));
    }

    private static Optional<Duration> untilDate(String text, Instant now) {
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
