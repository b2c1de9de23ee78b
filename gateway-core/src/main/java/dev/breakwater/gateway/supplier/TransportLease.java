package dev.breakwater.gateway.supplier;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.plugin.WireRequest;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transport that is closed when nobody holds it any more: a conversation under way keeps the way it has. */
final class TransportLease implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TransportLease.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final Transport transport;
    private final Cleaner.Cleanable cleanable;

    TransportLease(Transport transport, Consumer<Transport> closer) {
        this.transport = transport;
        this.cleanable = CLEANER.register(this, new Close(transport, closer));
    }

    @Override
    public Delivery send(WireRequest request, BooleanSupplier mayLeave) {
        try {
            return transport.send(request, mayLeave);
        } finally {
            // Without it the transport might be closed under an exchange whose caller has let go of everything.
            Reference.reachabilityFence(this);
        }
    }

    /** Closes at once, whoever holds it. */
    void close() {
        cleanable.clean();
    }

    /** Must not refer to the lease. */
    private record Close(Transport transport, Consumer<Transport> closer) implements Runnable {
        @Override
        public void run() {
            try {
                closer.accept(transport);
            } catch (RuntimeException e) {
                LOG.warn("A transport was not closed cleanly", e);
            }
        }
    }
}
