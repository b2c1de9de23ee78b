package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DayQuotaTest {
    private static final String TOWER = "tower";
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();
    private final FakeRestraints restraints = new FakeRestraints(time);
    private final DayQuota quota = member();

    private DayQuota member() {
        return new DayQuota(restraints, Runnable::run, time::nanos);
    }

    private int takeAll(DayQuota member, int perDay) {
        int taken = 0;
        for (int asked = 0; asked < 3 * perDay; asked++) {
            taken += member.take(TOWER, perDay).isZero() ? 1 : 0;
        }
        return taken;
    }

    @Test
    void grantsADaysQuotaOnceOverAllMembersAndRestarts() {
        int first = takeAll(member(), 300);
        int second = takeAll(member(), 300);
        int afterARestart = takeAll(quota, 300);

        assertThat(first + second + afterARestart).isEqualTo(300);
    }

    @Test
    void asksAgainWhenThereWasNoThreadToAsk() {
        int[] asked = {0};
        DayQuota cramped = new DayQuota(
                restraints,
                errand -> {
                    if (asked[0]++ == 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    errand.run();
                },
                time::nanos);

        assertThat(cramped.take(TOWER, 100)).isPositive();
        assertThat(cramped.take(TOWER, 100)).isPositive();
        assertThat(cramped.take(TOWER, 100)).isZero();
    }

    @Test
    void grantsItAgainAfterADay() {
        assertThat(takeAll(quota, 10)).isEqualTo(10);
        time.advance(Duration.ofHours(24));
        assertThat(takeAll(quota, 10)).isZero();

        time.advance(HOUR);

        assertThat(takeAll(quota, 10)).isEqualTo(10);
    }

    @Test
    void givesBackWhatIsLeftOfALotWhenItsHourIsOver() {
        quota.take(TOWER, 1_000);
        quota.take(TOWER, 1_000);
        assertThat(restraints.taken()).isEqualTo(10);

        quota.settle();
        assertThat(restraints.taken()).isEqualTo(10);
        time.advance(HOUR);
        quota.settle();

        assertThat(restraints.taken()).isEqualTo(1);
    }

    @Test
    void givesBackEverythingAtTheEnd() {
        quota.take(TOWER, 1_000);
        quota.take(TOWER, 1_000);

        quota.close();

        assertThat(restraints.taken()).isEqualTo(1);
    }

    @Test
    void spendsAgainWhatWasGivenBack() {
        assertThat(takeAll(quota, 5)).isEqualTo(5);

        quota.giveBack(TOWER);

        assertThat(takeAll(quota, 5)).isEqualTo(1);
    }

    @Test
    void doesNotAskAgainAtOnceWhenNothingIsLeftOrNobodyAnswers() {
        takeAll(quota, 5);
        assertThat(quota.take(TOWER, 5)).isGreaterThan(Duration.ofSeconds(30));

        DayQuota cutOff = member();
        restraints.becomeUnreachable();
        cutOff.take(TOWER, 5);

        assertThat(cutOff.take(TOWER, 5)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void tellsWhatIsLeftOfTheDay() {
        takeAll(quota, 5);
        quota.giveBack(TOWER);

        assertThat(quota.left(TOWER, 5)).isEqualTo(1);
    }
}
