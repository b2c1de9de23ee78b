package dev.breakwater.gateway;

import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.review.Alarm;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** How much waits for a person, and whether for too long. That does not take the gateway down. */
@Component("reviewsHealthIndicator")
class ReviewsHealth implements HealthIndicator {
    private final Alarm alarm;

    ReviewsHealth(Alarm alarm) {
        this.alarm = alarm;
    }

    @Override
    public Health health() {
        try {
            Alarm.Sight sight = alarm.look();
            return Health.up()
                    .withDetail("count", sight.count())
                    .withDetail(
                            "oldest",
                            sight.oldest().truncatedTo(ChronoUnit.SECONDS).toString())
                    .withDetail("threshold", sight.threshold().toString())
                    .withDetail("alarm", sight.rings())
                    .build();
        } catch (JournalUnavailable e) {
            return Health.unknown()
                    .withDetail("reason", "the journal cannot be reached")
                    .build();
        }
    }
}
