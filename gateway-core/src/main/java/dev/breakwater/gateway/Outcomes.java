package dev.breakwater.gateway;

import dev.breakwater.gateway.cancellation.Cancellation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what turns come to: ends, retries, doubts, reviews. */
final class Outcomes {
    static final String NAME = "breakwater.outcomes";

    private final MeterProvider<Counter> counters;

    Outcomes(MeterRegistry registry) {
        this.counters = Counter.builder(NAME)
                .description("What turns of cancellations came to")
                .withRegistry(registry);
    }

    /** Told by the journal. */
    void count(Cancellation cancellation) {
        counters.withTags(
                        "supplier", cancellation.supplier(),
                        "status", cancellation.status().name(),
                        "reason", cancellation.reason().name(),
                        "effect", cancellation.effect().name())
                .increment();
    }
}
