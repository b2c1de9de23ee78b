package dev.breakwater.gateway.review;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.cancellation.Reviews;
import dev.breakwater.gateway.cancellation.Reviews.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rings when something has waited for a person for too long: in the log, when that begins and every hour after. */
public final class Alarm {
    private static final Logger log = LoggerFactory.getLogger(Alarm.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);

    private final Reviews reviews;
    private final Duration threshold;
    private final InstantSource clock;
    private Optional<Instant> warned = Optional.empty();

    /** @param threshold what is longer than this is too long */
    public Alarm(Reviews reviews, Duration threshold, InstantSource clock) {
        this.reviews = requireNonNull(reviews, "reviews");
        this.threshold = requireNonNull(threshold, "threshold");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * How it stands with what waits.
     *
     * @param oldest how long the longest waiting has waited; zero if nothing waits
     * @param rings whether that is too long
     */
    public record Sight(long count, Duration oldest, Duration threshold, boolean rings) {}

    public Sight look() {
        Backlog backlog = reviews.backlog();
        Duration oldest = backlog.oldest()
                .map(since -> Duration.between(since, clock.instant()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        return new Sight(backlog.count(), oldest, threshold, oldest.compareTo(threshold) > 0);
    }

    /** To be called now and then. */
    synchronized void ring() {
        Sight sight = look();
        if (!sight.rings()) {
            warned = Optional.empty();
            return;
        }
        Instant now = clock.instant();
        if (warned.map(before -> !now.isBefore(before.plus(BETWEEN_WARNINGS))).orElse(true)) {
            warned = Optional.of(now);
            log.warn(
                    "{} cancellations wait for a person, the longest for {}, which is more than {}; GET /v1/reviews lists them",
                    sight.count(),
                    sight.oldest().truncatedTo(ChronoUnit.SECONDS),
                    threshold);
        }
    }
}
