package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.supplier.Protection;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConfigurationBuilder;
import java.time.Duration;

/**
 * Quotas per second and minute as buckets. A bucket of {@code b} that gains {@code g} in a period lets at most {@code b + g - 1}
 * pass in any period that begins with a full bucket, so with {@code b + g - 1 = n} no second has more than {@code n}, wherever it
 * begins. The bucket is small, so that little is lost by that, but large enough for takers that come a little late. It begins
 * empty: nobody knows what was sent before the cluster lost its memory.
 */
final class Rates {
    /** The bucket holds a twentieth of the quota. */
    private static final int SHARE_AT_ONCE = 20;

    private Rates() {}

    static boolean limit(Protection.Quota quota) {
        return quota.perSecond().isPresent() || quota.perMinute().isPresent();
    }

    /** @param members over how many the quota is divided, each with a bucket of its own */
    static BucketConfiguration of(Protection.Quota quota, int members) {
        ConfigurationBuilder bucket = BucketConfiguration.builder();
        quota.perSecond().ifPresent(calls -> bucket.addLimit(atMost(calls, Duration.ofSeconds(1), members)));
        quota.perMinute().ifPresent(calls -> bucket.addLimit(atMost(calls, Duration.ofMinutes(1), members)));
        return bucket.build();
    }

    private static Bandwidth atMost(int calls, Duration period, int members) {
        int own = calls / members;
        if (own == 0) {
            int periods = (members + calls - 1) / calls;
            return bandwidth(1, 1, period.multipliedBy(periods));
        }
        int atOnce = Math.max(1, own / SHARE_AT_ONCE);
        return bandwidth(atOnce, own - atOnce + 1, period);
    }

    private static Bandwidth bandwidth(int atOnce, int gain, Duration period) {
        return Bandwidth.builder()
                .capacity(atOnce)
                .refillGreedy(gain, period)
                .initialTokens(0)
                .build();
    }
}
