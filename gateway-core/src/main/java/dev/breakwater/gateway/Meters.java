package dev.breakwater.gateway;

import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.intake.Intake;
import dev.breakwater.gateway.postgres.GroupCommit.Counters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** The metrics of the engine. The rooms only count; this reads what they counted, when it is asked. */
@Component
final class Meters implements MeterBinder {
    private final Journal journal;
    private final Dispatcher dispatcher;
    private final Intake intake;

    Meters(Journal journal, Dispatcher dispatcher, Intake intake) {
        this.journal = journal;
        this.dispatcher = dispatcher;
        this.intake = intake;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        commits(registry, "accept", Journal::acceptances);
        commits(registry, "change", Journal::changes);
        FunctionCounter.builder("breakwater.sweep.finds", dispatcher, Dispatcher::sweepFinds)
                .description("Due orders found in the journal that were not in their line")
                .register(registry);
        repeats(registry, "front", Intake.Repeats::front);
        repeats(registry, "journal", Intake.Repeats::journal);
        Gauge.builder("breakwater.running", dispatcher, Dispatcher::running)
                .description("Cancellations this member works on now")
                .register(registry);
    }

    private void commits(MeterRegistry registry, String lane, Function<Journal, Counters> counters) {
        Tags tags = Tags.of("lane", lane);
        FunctionTimer.builder(
                        "breakwater.commit",
                        journal,
                        written -> counters.apply(written).batches(),
                        written -> counters.apply(written).spent().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .description("Transactions of the journal")
                .register(registry);
        FunctionCounter.builder(
                        "breakwater.commit.operations",
                        journal,
                        written -> counters.apply(written).operations())
                .tags(tags)
                .description("What the journal's transactions wrote; by their number, the size of a batch")
                .register(registry);
    }

    private void repeats(MeterRegistry registry, String where, ToLongFunction<Intake.Repeats> count) {
        FunctionCounter.builder("breakwater.dedup.hits", intake, door -> count.applyAsLong(door.repeats()))
                .tag("where", where)
                .description("Orders that stood for a cancellation already")
                .register(registry);
    }
}
