package dev.breakwater.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EffectsTest {
    private final Effects effects = new Effects(3);

    @Test
    void eachBookingOnceIsNeitherLostNorTooMuch() throws Exception {
        cancel(2, 0, 1);

        assertThat(effects.await(3, Duration.ZERO)).isTrue();
        assertThat(effects.lost()).isZero();
        assertThat(effects.excess()).isZero();
        assertThat(effects.took()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void whatIsCancelledTwiceDoesNotMakeUpForWhatIsLost() {
        cancel(0, 1, 1, 1);

        assertThat(effects.lost()).isEqualTo(1);
        assertThat(effects.excess()).isEqualTo(2);
    }

    @Test
    void whatNobodyAskedForIsExcess() {
        effects.add(UUID.randomUUID());
        effects.add(new UUID(effects.high(), Effects.FIRST + 3));

        assertThat(effects.excess()).isEqualTo(2);
        assertThat(effects.lost()).isEqualTo(3);
    }

    @Test
    void waitingEndsWhenNothingComes() throws Exception {
        cancel(0);

        assertThat(effects.await(2, Duration.ofMillis(20))).isFalse();
    }

    @Test
    void theirIdsAreProperOnes() {
        UUID first = UUID.fromString(effects.references().get(0));

        assertThat(first.version()).isEqualTo(4);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(effects.references()).hasSize(3).doesNotHaveDuplicates();
    }

    private void cancel(int... indices) {
        for (int index : indices) {
            effects.add(UUID.fromString(effects.references().get(index)));
        }
    }
}
