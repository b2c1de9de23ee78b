package dev.breakwater.gateway.dispatch;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Times conversations, and makes each a part of the trace that it was ordered in, whenever and on whichever member it is had.
 * Its exchanges are parts of it.
 */
final class ConversationObservation {
    /** Supplier, operation, and what is certain afterwards. */
    static final String NAME = "breakwater.conversation";

    private static final String TRACEPARENT = "traceparent";

    private final ObservationRegistry registry;

    ConversationObservation(ObservationRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    /** @param trace the order's {@code traceparent}; empty: the trace under way on this thread, or a new one */
    <O> Outcome<O> of(Ticket ticket, Operation operation, Optional<String> trace, Supplier<Outcome<O>> conversation) {
        Observation observation = Observation.createNotStarted(NAME, () -> context(trace), registry)
                .contextualName("conversation " + operation)
                .lowCardinalityKeyValue("supplier", ticket.config().id())
                .lowCardinalityKeyValue("operation", operation.name())
                .start();
        String end = "FAILED";
        try {
            Outcome<O> outcome = observation.scoped(conversation);
            end = end(outcome);
            return outcome;
        } finally {
            observation.lowCardinalityKeyValue("outcome", end).stop();
        }
    }

    private static Observation.Context context(Optional<String> trace) {
        if (trace.isEmpty()) {
            return new Observation.Context();
        }
        ReceiverContext<String> context =
                new ReceiverContext<>((parent, field) -> field.equals(TRACEPARENT) ? parent : null, Kind.CONSUMER);
        context.setCarrier(trace.get());
        return context;
    }

    private static String end(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Answered<?>) {
            return "ANSWERED";
        } else if (outcome instanceof Outcome.NotDone<?>) {
            return "NOT_DONE";
        } else if (outcome instanceof Outcome.HeldBack<?>) {
            return "HELD_BACK";
        }
        return outcome instanceof Outcome.InDoubt<?> ? "IN_DOUBT" : "BROKEN";
    }
}
