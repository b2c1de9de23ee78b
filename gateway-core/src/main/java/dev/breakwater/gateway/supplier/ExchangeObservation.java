package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.plugin.WireRequest;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.function.Supplier;
import org.apache.camel.Message;

/**
 * Times the exchanges of one route and makes them part of the trace under way, which the supplier is told of (W3C Trace Context,
 * {@code traceparent}). It never sees what the exchange says.
 */
final class ExchangeObservation {
    /** Supplier, operation, kind of the request, and what became of it. */
    static final String NAME = "breakwater.exchange";

    /** Whoever begins an operation observes it under this key; its exchanges carry the same. */
    static final String OPERATION = "operation";

    private static final KeyValue NO_OPERATION = KeyValue.of(OPERATION, "NONE");

    private final String supplier;
    private final ObservationRegistry registry;

    ExchangeObservation(String supplier, ObservationRegistry registry) {
        this.supplier = requireNonNull(supplier, "supplier");
        this.registry = requireNonNull(registry, "registry");
    }

    Delivery of(WireRequest request, Message message, Supplier<Delivery> exchange) {
        SenderContext<Message> context = new SenderContext<>(Message::setHeader, Kind.CLIENT);
        context.setCarrier(message);
        context.setRemoteServiceName(supplier);
        Observation observation = Observation.createNotStarted(NAME, () -> context, registry)
                .contextualName("exchange " + request.kind())
                .lowCardinalityKeyValue("supplier", supplier)
                .lowCardinalityKeyValue("kind", request.kind().name())
                .lowCardinalityKeyValue(operation())
                .start();
        String result = "FAILED";
        try {
            Delivery delivery = observation.scoped(exchange);
            result = result(delivery);
            return delivery;
        } finally {
            observation.lowCardinalityKeyValue("result", result).stop();
        }
    }

    private KeyValue operation() {
        Observation current = registry.getCurrentObservation();
        KeyValue operation = current == null ? null : current.getContextView().getLowCardinalityKeyValue(OPERATION);
        return operation == null ? NO_OPERATION : operation;
    }

    private static String result(Delivery delivery) {
        if (delivery instanceof Delivery.Answered answered) {
            return answered.reply().status() / 100 + "xx";
        }
        return delivery instanceof Delivery.Lost ? "LOST" : "NOT_SENT";
    }
}
