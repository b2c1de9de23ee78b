package dev.breakwater.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.bench.LoadGenerator.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void everyBookingThatIsAskedForIsCancelledOnce() throws Exception {
        try (SupplierStub supplier = SupplierStub.start()) {
            Tally committed = supplier.countAnew();

            Load load = new LoadGenerator(4).run(Target.supplier(supplier.port()), SHORT);

            assertThat(load.requests()).isPositive().isEqualTo(committed.count());
            assertThat(committed.agreesWith(load.asked())).isTrue();
        }
    }

    @Test
    void oneBookingAskedForTwiceInsteadOfTwoIsNoticed() {
        UUID first = new UUID(1, 1);
        UUID second = new UUID(1, 2);

        assertThat(tally(first, first).agreesWith(tally(first, second))).isFalse();
        assertThat(tally(second, first).agreesWith(tally(first, second))).isTrue();
    }

    @Test
    void anAnswerThatIsNoSuccessEndsTheRun() throws Exception {
        try (SupplierStub supplier = SupplierStub.start()) {
            Target wrong = Target.plain(supplier.port());

            assertThatThrownBy(() -> new LoadGenerator(2).run(wrong, SHORT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
        }
    }

    private static Tally tally(UUID... bookings) {
        Tally tally = new Tally();
        for (UUID booking : bookings) {
            tally.add(booking);
        }
        return tally;
    }
}
