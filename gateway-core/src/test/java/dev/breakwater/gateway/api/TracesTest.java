package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.Spans;
import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.sandbox.Caller;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace from the caller to the supplier, however long and over however many turns a cancellation goes on. */
@ExtendWith(ApiWorld.Extension.class)
class TracesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ORDER = "http post /v1/cancellations";
    private static final String CANCEL = "conversation CANCEL";
    private static final String COMMIT = "exchange COMMIT";
    private static final String LOOKUP = "conversation LOOKUP";
    private static final String READ = "exchange READ";

    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private ApiWorld world;
    private Client web;

    @BeforeEach
    void enter(ApiWorld entered) {
        world = entered;
        web = entered.as(Caller.WEB);
    }

    private SpanData span(String name) {
        return spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<SpanData> spans() {
        return world.gateway().bean(Spans.class).of(trace);
    }

    private String parent(boolean recorded) {
        return "00-" + trace + "-00f067aa0ba902b7-" + (recorded ? "01" : "00");
    }

    @Test
    void theCallersTraceLeadsThroughEveryTurnToTheSupplier() {
        String reference = reference("OK");
        Reply accepted = web.order(order(ApiWorld.SHY, reference), "traceparent", parent(true));
        assertThat(accepted.status()).isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(spans())
                        .extracting(SpanData::getName)
                        .contains(ORDER, CANCEL, COMMIT, LOOKUP, READ));

        assertThat(span(ORDER).getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span(CANCEL).getParentSpanId()).isEqualTo(span(ORDER).getSpanId());
        assertThat(span(LOOKUP).getParentSpanId()).isEqualTo(span(ORDER).getSpanId());
        assertThat(span(READ).getParentSpanId()).isEqualTo(span(LOOKUP).getSpanId());
        assertThat(span(READ).getAttributes().asMap().values()).contains(ApiWorld.SHY, "LOOKUP");
        assertThat(world.shy().traceparents(reference))
                .hasSizeGreaterThan(1)
                .contains("00-" + trace + "-" + span(COMMIT).getSpanId() + "-01")
                .allMatch(sent -> sent.startsWith("00-" + trace + "-"));
    }

    @Test
    void theSupplierIsToldOfATraceThatNobodyRecords() {
        String reference = reference("OK");
        web.order(order(ApiWorld.SHY, reference), "traceparent", parent(false));
        await().atMost(SOON).until(() -> world.shy().traceparents(reference).size() > 1);

        assertThat(world.shy().traceparents(reference))
                .allMatch(sent -> sent.matches("00-" + trace + "-[0-9a-f]{16}-00"));
        assertThat(spans()).isEmpty();
    }

    @Test
    void aRepeatInAnotherTraceIsTheSameOrder() {
        String body = order("glass-tower", reference("OK"));
        String key = UUID.randomUUID().toString();
        web.order(body, "Idempotency-Key", key, "traceparent", parent(true));

        Reply again = web.order(body, "Idempotency-Key", key, "traceparent", "x".repeat(3000));

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }
}
