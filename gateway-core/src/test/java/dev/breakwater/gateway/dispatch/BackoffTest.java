package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.supplier.SupplierConfig.Retry;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BackoffTest {
    private static final Instant NOW = Instant.parse("2020-01-24T10:00:00Z");
    private static final Duration CAP = Duration.ofMinutes(5);
    private static final Retry RETRY = new Retry(Duration.ofSeconds(1), CAP, Duration.ofHours(24));
    private static final int DRAWS = 2_000;

    @ParameterizedTest
    @CsvSource({
        "1, 1000",
        "2, 2000",
        "3, 4000",
        "9, 256000",
        "10, 300000",
        "31, 300000",
        "1000, 300000",
        "2147483647, 300000"
    })
    void drawsByLotBelowADoublingCeiling(int attempt, long ceiling) {
        List<Long> waits = draw(attempt, RETRY);

        assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(100L, ceiling));
        assertThat(waits).anySatisfy(wait -> assertThat(wait).isGreaterThan(ceiling * 9 / 10));
        assertThat(waits).anySatisfy(wait -> assertThat(wait).isLessThan(100 + ceiling / 10));
    }

    @Test
    void neverWaitsLongerThanTheLongestWaitEvenIfItIsShorterThanTheFirst() {
        Retry odd = new Retry(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofHours(1));

        assertThat(draw(1, odd)).allSatisfy(wait -> assertThat(wait).isBetween(1_000L, 1_000L));
    }

    @Test
    void goesOnWithoutAnyWaitWhenNoneIsConfigured() {
        Retry none = new Retry(Duration.ZERO, Duration.ZERO, Duration.ofHours(1));

        assertThat(draw(5, none)).containsOnly(0L);
    }

    private static List<Long> draw(int attempt, Retry retry) {
        RandomGenerator random = new Random(42);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            waits.add(Backoff.afterAttempt(attempt, retry, random).toMillis());
        }
        return waits;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "120, 120",
        "' 7 ', 7",
        "300, 300",
        "301, 300",
        "999999999, 300",
        "1000000000, 300",
        "99999999999999999999, 300",
        "'Fri, 24 Jan 2020 10:00:30 GMT', 30",
        "'Fri, 24 Jan 2020 09:00:00 GMT', 0",
        "'Fri, 24 Jan 2020 18:00:00 GMT', 300",
        "'Fri, 31 Dec 9999 23:59:59 GMT', 300",
    })
    void readsWhatTheSupplierAskedForAndCapsIt(String asked, long seconds) {
        assertThat(Backoff.retryAfter(reply(asked), NOW, CAP)).hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "2020-01-24T10:00:30Z", "1,2", "0x10", "١٢", "+5"})
    void ignoresWhatOneCannotRead(String asked) {
        assertThat(Backoff.retryAfter(reply(asked), NOW, CAP)).isEmpty();
    }

    @Test
    void hearsNothingWhenTheSupplierAskedForNothing() {
        assertThat(Backoff.retryAfter(new WireReply(429, Map.of(), Bytes.EMPTY), NOW, CAP))
                .isEmpty();
    }

    private static WireReply reply(String asked) {
        return new WireReply(429, Map.of("retry-after", asked), Bytes.EMPTY);
    }
}
