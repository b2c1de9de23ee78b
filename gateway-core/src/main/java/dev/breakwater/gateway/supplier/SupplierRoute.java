package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpMethods;

/** One route made of the template: carries requests to one base URL. */
final class SupplierRoute {
    private static final Set<String> METHODS_WITHOUT_BODY = Set.of("HEAD", "OPTIONS");

    private final Endpoint entrance;
    private final Producer producer;
    private final Runnable removal;
    private final SupplierConfig.Timeouts timeouts;
    private final Causes causes;
    private final ExchangeObservation observation;

    /** @param removal takes the route out of Camel */
    SupplierRoute(
            Endpoint entrance,
            Producer producer,
            SupplierConfig.Timeouts timeouts,
            ExchangeObservation observation,
            Runnable removal) {
        this.entrance = requireNonNull(entrance, "entrance");
        this.producer = requireNonNull(producer, "producer");
        this.removal = requireNonNull(removal, "removal");
        this.timeouts = requireNonNull(timeouts, "timeouts");
        this.observation = requireNonNull(observation, "observation");
        causes = new Causes(timeouts);
    }

    /** @param added headers beside the request's own, never recorded */
    Delivery send(WireRequest request, List<Header> added, BooleanSupplier mayLeave) {
        Optional<String> complaint = complaint(request, added);
        if (complaint.isPresent()) {
            return new Delivery.NotSent(complaint.get());
        }
        Call call = new Call(request, added, timeouts.total(), mayLeave);
        Exchange exchange = exchange(request, added);
        return observation.of(request, exchange.getIn(), () -> delivery(call, exchange));
    }

    private Delivery delivery(Call call, Exchange exchange) {
        Throwable failure = run(call, exchange);
        Optional<WireReply> reply = call.reply();
        if (reply.isPresent()) {
            return new Delivery.Answered(reply.get(), false);
        }
        return call.hasDeparted()
                ? new Delivery.Lost(causes.lost(call, failure))
                : new Delivery.NotSent(causes.notSent(call, failure), Causes.isUnreachable(failure));
    }

    /** Nothing may be on the route any more. */
    void close() {
        removal.run();
    }

    private static Optional<String> complaint(WireRequest request, List<Header> added) {
        if (METHODS_WITHOUT_BODY.contains(request.method()) && !request.body().isEmpty()) {
            return Optional.of("a request " + request.method() + " has no body");
        }
        return RequestHeaders.complaint(request, added);
    }

    private Exchange exchange(WireRequest request, List<Header> added) {
        Exchange exchange = entrance.createExchange(ExchangePattern.InOut);
        Message message = exchange.getIn();
        request.headers().forEach(message::setHeader);
        added.forEach(header -> message.setHeader(header.name(), header.value()));
        // As a text it would be converted anew for each request, which costs more CPU than sending it.
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.method()));
        if (!request.body().isEmpty()) {
            message.setHeader(Exchange.CONTENT_TYPE, request.contentType());
            message.setBody(request.body().toByteArray());
        }
        return exchange;
    }

    /** Returns what went wrong, or null. */
    private Throwable run(Call call, Exchange exchange) {
        call.begin();
        try {
            producer.process(exchange);
            return exchange.getException();
        } catch (Exception failure) {
            return failure;
        } finally {
            call.end();
        }
    }
}
