package dev.breakwater.gateway.conversation;

import dev.breakwater.plugin.WireRequest;
import java.util.function.BooleanSupplier;

/** The way to one supplier. It tells for certain whether a request left, and never sends one twice by itself. */
public interface Transport {
    /**
     * Sends a request once and waits for its reply, at most as long as the supplier's time-outs allow.
     *
     * @param mayLeave asked immediately before the first byte; if it says no, nothing is sent
     */
    Delivery send(WireRequest request, BooleanSupplier mayLeave);
}
