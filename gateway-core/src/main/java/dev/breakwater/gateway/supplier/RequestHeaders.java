package dev.breakwater.gateway.supplier;

import static java.util.Locale.ROOT;

import dev.breakwater.plugin.WireRequest;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** What may leave as a header: what the request under way carries, and nothing else a message may have picked up. */
final class RequestHeaders implements HeaderFilterStrategy {
    private static final Set<String> GATEWAYS_OWN = Set.of(
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Why this request cannot be sent as it is; empty if it can. */
    static Optional<String> complaint(WireRequest request, Optional<Header> authentication) {
        for (var header : request.headers().entrySet()) {
            String name = header.getKey().toLowerCase(ROOT);
            boolean taken = GATEWAYS_OWN.contains(name)
                    || name.startsWith("camel")
                    || name.startsWith("proxy-")
                    || authentication
                            .filter(a -> a.name().equalsIgnoreCase(name))
                            .isPresent();
            if (taken) {
                return Optional.of("the plugin must not set the header " + header.getKey());
            }
            if (header.getValue().chars().anyMatch(c -> c < ' ' || c > '~')) {
                return Optional.of("the header " + header.getKey() + " has characters other than ASCII");
            }
        }
        return Optional.empty();
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
