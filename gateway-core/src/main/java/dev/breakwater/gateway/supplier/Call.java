package dev.breakwater.gateway.supplier;

import static java.util.Locale.ROOT;
import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One request on its way. Camel and the HTTP client both work on the caller's thread, so the call under way is the thread's;
 * a request without one never leaves.
 */
final class Call {
    private static final ThreadLocal<Call> CURRENT = new ThreadLocal<>();

    private final String path;
    private final Duration total;
    private final BooleanSupplier mayLeave;
    private final Set<String> headers;
    private final boolean mayCommit;
    private boolean departed;
    private WireReply reply;
    private volatile boolean expired;

    Call(WireRequest request, List<Header> added, Duration total, BooleanSupplier mayLeave) {
        this.path = request.path();
        this.mayCommit = request.kind().mayCommit();
        this.total = requireNonNull(total, "total");
        this.mayLeave = requireNonNull(mayLeave, "mayLeave");
        headers = new HashSet<>(Set.of("content-type", "traceparent"));
        request.headers().keySet().forEach(name -> headers.add(name.toLowerCase(ROOT)));
        added.forEach(header -> headers.add(header.name().toLowerCase(ROOT)));
    }

    static Optional<Call> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    void begin() {
        CURRENT.set(this);
    }

    void end() {
        CURRENT.remove();
    }

    /** Path and query below the supplier's base URL, exactly as they have to leave. */
    String path() {
        return path;
    }

    boolean mayCommit() {
        return mayCommit;
    }

    Duration total() {
        return total;
    }

    boolean carries(String header) {
        return headers.contains(header.toLowerCase(ROOT));
    }

    /** Called when the connection stands, immediately before the first byte. */
    void depart() throws StayedException {
        if (departed) {
            throw new StayedException("the route tried to send the request a second time");
        }
        if (expired) {
            throw new StayedException("no connection within " + Durations.text(total));
        }
        if (!mayLeave.getAsBoolean()) {
            throw new StayedException("the request was not allowed to leave any more");
        }
        departed = true;
    }

    boolean hasDeparted() {
        return departed;
    }

    /** Called on the timer's thread when the call has taken too long. */
    void expire() {
        expired = true;
    }

    boolean hasExpired() {
        return expired;
    }

    void arrive(WireReply whole) {
        reply = requireNonNull(whole, "whole");
    }

    Optional<WireReply> reply() {
        return Optional.ofNullable(reply);
    }
}
