package dev.breakwater.gateway.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTest {
    private final Call call = new Call(
            WireRequest.get("/x", Map.of("Accept", "application/json")),
            List.of(new Header("X-Api-Key", "k3y")),
            Duration.ofSeconds(15),
            () -> true);

    @Test
    void departsOnlyOnce() throws Exception {
        call.depart();

        assertThatThrownBy(call::depart).hasMessage("the route tried to send the request a second time");
        assertThat(call.hasDeparted()).isTrue();
    }

    @Test
    void doesNotDepartAfterItsTime() {
        call.expire();

        assertThatThrownBy(call::depart).hasMessage("no connection within 15s");
        assertThat(call.hasDeparted()).isFalse();
    }

    @Test
    void carriesItsOwnHeadersOnly() {
        assertThat(call.carries("accept")).isTrue();
        assertThat(call.carries("X-API-KEY")).isTrue();
        assertThat(call.carries("traceparent")).isTrue();
        assertThat(call.carries("CamelHttpMethod")).isFalse();
        assertThat(call.carries("Cookie")).isFalse();
    }
}
