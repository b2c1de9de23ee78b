package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LineTest {
    private final Line line = new Line();

    @Test
    void letsThemRunInTheOrderOfArrival() {
        UUID first = join();
        UUID second = join();

        assertThat(line.next()).hasValue(first);
        assertThat(line.next()).hasValue(second);
        assertThat(line.next()).isEmpty();
        assertThat(line.running()).isEqualTo(2);
    }

    @Test
    void takesNobodyTwice() {
        UUID id = join();

        assertThat(line.join(id)).isFalse();
        line.next();
        assertThat(line.join(id)).isFalse();
        line.leave(id);
        assertThat(line.join(id)).isTrue();
    }

    @Test
    void letsNobodyOvertakeThoseWhoWait() {
        join();
        assertThat(line.enter(UUID.randomUUID())).isFalse();
        line.next();
        assertThat(line.enter(UUID.randomUUID())).isTrue();
        assertThat(line.running()).isEqualTo(2);
    }

    @Test
    void leavesOnce() {
        UUID id = join();
        line.next();

        assertThat(line.leave(id)).isTrue();
        assertThat(line.leave(id)).isFalse();
    }

    @Test
    void keepsNoMoreThanItsLength() {
        for (int i = 0; i < Line.LONGEST; i++) {
            join();
        }
        assertThat(line.room()).isZero();
        assertThat(line.join(UUID.randomUUID())).isFalse();
    }

    private UUID join() {
        UUID id = UUID.randomUUID();
        assertThat(line.join(id)).isTrue();
        return id;
    }
}
