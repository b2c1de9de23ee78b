package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.supplier.Protection;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RatesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();

    private static Protection.Quota perSecond(int calls) {
        return new Protection.Quota(Optional.of(calls), Optional.empty(), Optional.empty());
    }

    private static Protection.Quota perMinute(int calls) {
        return new Protection.Quota(Optional.empty(), Optional.of(calls), Optional.empty());
    }

    /** Takes as soon as it can, with rests between, and notes when. */
    private List<Long> takeGreedily(List<Bucket> buckets, Duration length, Duration look, Random restless) {
        List<Long> times = new ArrayList<>();
        long end = time.nanos() + length.toNanos();
        while (time.nanos() < end) {
            for (Bucket bucket : buckets) {
                while (bucket.tryConsume(1)) {
                    times.add(time.nanos());
                }
            }
            time.advance(restless.nextInt(5_000) == 0 ? length.dividedBy(40) : look);
        }
        return times;
    }

    private static int mostInAny(Duration window, List<Long> times) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (times.get(last) - times.get(first) >= window.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 19, 20, 50, 100, 333, 1_000})
    void neverLetsMorePassInAnySecondHoweverLongItRested(int calls) {
        Bucket bucket = ClusterQuota.own(perSecond(calls), 1, time);

        List<Long> times =
                takeGreedily(List.of(bucket), Duration.ofSeconds(60), Duration.ofMillis(1), new Random(calls));

        assertThat(mostInAny(SECOND, times)).isBetween(Math.max(1, calls * 9 / 10), calls);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 600, 10_000})
    void neverLetsMorePassInAnyMinute(int calls) {
        Bucket bucket = ClusterQuota.own(perMinute(calls), 1, time);

        List<Long> times =
                takeGreedily(List.of(bucket), Duration.ofHours(1), Duration.ofMillis(100), new Random(calls));

        assertThat(mostInAny(Duration.ofMinutes(1), times)).isBetween(Math.max(1, calls * 8 / 10), calls);
    }

    @ParameterizedTest
    @CsvSource({"10, 3", "100, 3", "3, 3", "50, 7"})
    void dividesAQuotaAmongMembersThatCannotSpeakToEachOther(int calls, int members) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            buckets.add(ClusterQuota.own(perSecond(calls), members, time));
        }

        List<Long> times = takeGreedily(buckets, Duration.ofSeconds(30), Duration.ofMillis(1), new Random(calls));

        assertThat(mostInAny(SECOND, times)).isLessThanOrEqualTo(calls);
    }

    @Test
    void givesEachMemberATurnWhenThereAreMoreMembersThanCalls() {
        Bucket bucket = ClusterQuota.own(perSecond(2), 5, time);

        List<Long> times = takeGreedily(List.of(bucket), Duration.ofSeconds(30), Duration.ofMillis(1), new Random(1));

        assertThat(mostInAny(Duration.ofSeconds(3), times)).isEqualTo(1);
    }

    @Test
    void beginsEmptyBecauseNobodyKnowsWhatWasSentBefore() {
        assertThat(ClusterQuota.own(perSecond(100), 1, time).getAvailableTokens())
                .isZero();
    }
}
