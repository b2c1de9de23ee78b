package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LineTest {
    private final Line line = new Line();

    @Test
    void givesPlacesInTheOrderOfArrivalAndNoMoreThanThereAre() {
        UUID first = join();
        UUID second = join();

        assertThat(line.next(1)).hasValue(first);
        assertThat(line.next(1)).isEmpty();
        line.leave(first);
        assertThat(line.next(1)).hasValue(second);
    }

    @Test
    void takesNobodyTwice() {
        UUID id = join();

        assertThat(line.join(id)).isFalse();
        line.next(1);
        assertThat(line.join(id)).isFalse();
        line.leave(id);
        assertThat(line.join(id)).isTrue();
    }

    @Test
    void letsNobodyOvertakeThoseWhoWait() {
        join();
        assertThat(line.enter(UUID.randomUUID(), 5)).isFalse();
        line.next(5);
        assertThat(line.enter(UUID.randomUUID(), 5)).isTrue();
        assertThat(line.running()).isEqualTo(2);
    }

    @Test
    void freesAPlaceOnce() {
        UUID id = join();
        line.next(1);

        line.leave(id);
        line.leave(id);

        assertThat(line.enter(UUID.randomUUID(), 1)).isTrue();
        assertThat(line.enter(UUID.randomUUID(), 1)).isFalse();
    }

    @Test
    void keepsNoMoreThanItsLength() {
        for (int i = 0; i < Line.LONGEST; i++) {
            join();
        }
        assertThat(line.room()).isZero();
        assertThat(line.join(UUID.randomUUID())).isFalse();
    }

    @Test
    void hasOneWaitForQuotaHoweverManyWantToGoOn() {
        assertThat(line.waitForQuota()).isTrue();
        assertThat(line.waitForQuota()).isFalse();
        line.quotaCame();
        assertThat(line.waitForQuota()).isTrue();
    }

    private UUID join() {
        UUID id = UUID.randomUUID();
        assertThat(line.join(id)).isTrue();
        return id;
    }
}
