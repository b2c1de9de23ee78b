package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.supplier.Protection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BreakerTest {
    private final FakeTime time = new FakeTime();
    private final Breaker breaker = new Breaker();

    private boolean call(boolean failed) {
        time.advance(Duration.ofMillis(100));
        return breaker.trips(failed, time.nanos(), Protection.Breaker.STANDARD);
    }

    /** Dots are answers, x are failures. */
    @ParameterizedTest
    @CsvSource({
        "xxxx, false",
        "xxxxx, true",
        "....., false",
        "...xxx, true",
        "....xxx, false",
        "xxxx., false",
        ".xx.x, true",
        "....................xxxxxxxxx, false",
        "....................xxxxxxxxxx, true",
    })
    void tripsWhenHalfOfTheLatestCallsFailed(String calls, boolean trips) {
        boolean tripped = false;
        for (char call : calls.toCharArray()) {
            tripped = call(call == 'x');
        }
        assertThat(tripped).isEqualTo(trips);
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        for (int i = 0; i < 4; i++) {
            call(true);
        }
        time.advance(Duration.ofMinutes(1));

        assertThat(call(true)).isFalse();
    }

    @Test
    void beginsAnew() {
        for (int i = 0; i < 4; i++) {
            call(true);
        }
        breaker.reset();
        for (int i = 0; i < 4; i++) {
            call(false);
        }

        assertThat(call(true)).isFalse();
    }
}
