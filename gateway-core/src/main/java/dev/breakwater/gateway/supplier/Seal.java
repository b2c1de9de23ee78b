package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.WireRequest;
import java.time.Instant;
import java.util.List;

/** What happens to a request immediately before it leaves, and is never recorded. */
public interface Seal {
    /** The request leaves as it is. */
    Seal NONE = (request, now) -> new Sealed(request, List.of());

    /**
     * @param now the time to sign with
     * @throws StayedException if the request must not leave so
     */
    Sealed seal(WireRequest request, Instant now) throws StayedException;

    /** What leaves. Never prints what was added. */
    record Sealed(WireRequest request, List<Header> headers) {
        public Sealed {
            requireNonNull(request, "request");
            headers = List.copyOf(headers);
        }
    }
}
