package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.breakwater.gateway.supplier.Protection;
import dev.breakwater.gateway.supplier.Protection.Quota;
import dev.breakwater.gateway.supplier.SupplierConfig;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    private final Pace pace = new Pace();

    @ParameterizedTest
    @CsvSource({
        "10,    ,       , 10",
        "  , 120,       , 2",
        "  ,    , 43200 , 0.5",
        "10, 120,       , 2",
        "10, 120, 43200 , 0.5",
        "1 , 120, 864000, 1",
    })
    void isWhatTheTightestQuotaAllows(Integer perSecond, Integer perMinute, Integer perDay, double expected) {
        assertThat(pace.perSecond(supplier(quota(perSecond, perMinute, perDay), 4)))
                .hasValueCloseTo(expected, EXACTLY);
    }

    @Test
    void isUnknownWithoutQuotaAndWithoutATurn() {
        assertThat(pace.perSecond(supplier(quota(null, null, null), 4))).isEmpty();
        assertThat(pace.seconds()).isEmpty();
    }

    @Test
    void dividesTheQuotaByTheExchangesOfATurn() {
        pace.turn(3, Duration.ofMillis(1));

        assertThat(pace.perSecond(supplier(quota(null, 120, null), 4))).hasValueCloseTo(2 / 3.0, EXACTLY);
    }

    @Test
    void isNoFasterThanTheConnections() {
        pace.turn(1, Duration.ofSeconds(8));

        assertThat(pace.perSecond(supplier(quota(10, null, null), 4))).hasValueCloseTo(0.5, EXACTLY);
        assertThat(pace.perSecond(supplier(quota(null, null, 8_640), 4))).hasValueCloseTo(0.1, EXACTLY);
    }

    private static Quota quota(Integer perSecond, Integer perMinute, Integer perDay) {
        return new Quota(Optional.ofNullable(perSecond), Optional.ofNullable(perMinute), Optional.ofNullable(perDay));
    }

    private static SupplierConfig supplier(Quota quota, int connections) {
        return Configs.config(
                new Protection(connections, 1, quota, Protection.Breaker.STANDARD, Protection.Busy.SUPPLIER));
    }
}
