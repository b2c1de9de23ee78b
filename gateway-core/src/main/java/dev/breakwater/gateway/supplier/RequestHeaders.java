package dev.breakwater.gateway.supplier;

import dev.breakwater.plugin.WireRequest;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** What may leave as a header: what the request under way carries, and nothing else a message may have picked up. */
final class RequestHeaders implements HeaderFilterStrategy {
    /** Why this request cannot be sent as it is; empty if it can. What no plugin may write, no request has. */
    static Optional<String> complaint(WireRequest request, List<Header> added) {
        return added.stream()
                .map(Header::name)
                .filter(request.headers()::containsKey)
                .findFirst()
                .map(name -> "the plugin must not set the header " + name);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String headerName, Object headerValue, Exchange exchange) {
        return Call.current().filter(call -> call.carries(headerName)).isEmpty();
    }

    @Override
    public boolean applyFilterToExternalHeaders(String headerName, Object headerValue, Exchange exchange) {
        return true;
    }
}
