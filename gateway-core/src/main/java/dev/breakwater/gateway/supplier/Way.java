package dev.breakwater.gateway.supplier;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.plugin.WireRequest;
import java.util.function.BooleanSupplier;

/** The way to one supplier as configured, on which requests can be sealed before they leave. */
public interface Way extends Transport {
    /**
     * Sends as {@link Transport#send} does.
     *
     * @param seal finishes the request immediately before it leaves; if it cannot, nothing is sent
     */
    Delivery send(WireRequest request, Seal seal, BooleanSupplier mayLeave);

    @Override
    default Delivery send(WireRequest request, BooleanSupplier mayLeave) {
        return send(request, Seal.NONE, mayLeave);
    }
}
