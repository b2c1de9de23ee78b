package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.supplier.Protection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConcurrencyTest {
    private static final Duration PROMPT = Duration.ofMillis(50);

    private final FakeTime time = new FakeTime();
    private final Protection protection = protection(2, 20);
    private final Concurrency concurrency = new Concurrency(0);

    private static Protection protection(int floor, int ceiling) {
        return new Protection(
                ceiling, floor, Protection.Quota.NONE, Protection.Breaker.STANDARD, Protection.Busy.SUPPLIER);
    }

    private int limit() {
        return concurrency.limit(protection);
    }

    /** As many as allowed at a time, all answered after the same time. */
    private void round(Duration took) {
        int atATime = limit();
        long began = time.nanos();
        time.advance(took);
        for (int i = 0; i < atATime; i++) {
            concurrency.answered(began, time.nanos(), atATime, protection);
        }
    }

    private void failures(int many) {
        long began = time.nanos();
        time.advance(PROMPT);
        for (int i = 0; i < many; i++) {
            concurrency.failed(began, time.nanos(), protection);
        }
    }

    @Test
    void beginsAtTheFloorAndDoublesEachRoundUntilTheCeiling() {
        assertThat(limit()).isEqualTo(2);
        round(PROMPT);
        assertThat(limit()).isEqualTo(4);
        round(PROMPT);
        assertThat(limit()).isEqualTo(8);
        round(PROMPT);
        round(PROMPT);
        assertThat(limit()).isEqualTo(20);
    }

    @Test
    void isHalvedOnceARoundHoweverManyFail() {
        grow();

        failures(7);
        assertThat(limit()).isEqualTo(10);
        failures(1);
        assertThat(limit()).isEqualTo(5);
    }

    @Test
    void staysAtTheFloorWhateverFails() {
        for (int i = 0; i < 10; i++) {
            failures(3);
        }

        assertThat(limit()).isEqualTo(2);
    }

    @Test
    void growsByOneARoundAfterItWasHalved() {
        grow();
        failures(1);

        round(PROMPT);
        assertThat(limit()).isBetween(10, 11);
        round(PROMPT);
        assertThat(limit()).isBetween(11, 12);
    }

    @Test
    void isHalvedWhenRepliesBecomeSlowWithoutFailing() {
        grow();
        round(PROMPT);

        round(PROMPT.multipliedBy(10));

        assertThat(limit()).isBetween(10, 11);
    }

    @Test
    void bearsASingleSlowReply() {
        grow();
        long began = time.nanos();
        time.advance(Duration.ofSeconds(4));

        concurrency.answered(began, time.nanos(), 20, protection);

        assertThat(limit()).isEqualTo(20);
    }

    @Test
    void doesNotGrowByWhatIsNotUsed() {
        grow();
        failures(1);
        for (int i = 0; i < 100; i++) {
            concurrency.answered(time.nanos(), time.nanos(), 1, protection);
        }

        assertThat(limit()).isEqualTo(10);
    }

    @Test
    void beginsAgainAtTheFloorAndGoesQuicklyToHalfOfWhatWentWell() {
        grow();

        concurrency.restart(time.nanos(), protection);
        assertThat(limit()).isEqualTo(2);
        round(PROMPT);
        round(PROMPT);
        assertThat(limit()).isEqualTo(8);
        round(PROMPT);
        round(PROMPT);
        assertThat(limit()).isBetween(10, 12);
    }

    @Test
    void followsAChangedConfiguration() {
        grow();

        assertThat(concurrency.limit(protection(1, 5))).isEqualTo(5);
        assertThat(concurrency.limit(protection(30, 40))).isEqualTo(30);
    }

    private void grow() {
        for (int i = 0; i < 8; i++) {
            round(PROMPT);
        }
        assertThat(limit()).isEqualTo(20);
    }
}
