package dev.breakwater.gateway.conversation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * One request and what became of it: the recorded format for audit, replay and tests.
 *
 * @param operation the operation it belongs to
 * @param request the exact request, without credentials
 * @param sentAt when it was handed to the transport
 * @param took until the delivery was known
 */
public record Exchange(Operation operation, WireRequest request, Instant sentAt, Duration took, Delivery delivery) {
    public Exchange {
        requireNonNull(operation, "operation");
        requireNonNull(request, "request");
        requireNonNull(sentAt, "sentAt");
        requireNonNull(took, "took");
        requireNonNull(delivery, "delivery");
    }
}
