package dev.breakwater.gateway.supplier;

import java.util.Optional;

/**
 * A supplier's snapshot with what it holds.
 *
 * @param plugin empty exactly if there is no connection
 * @param transport kept, also without a connection, once it was opened for this configuration
 */
record LinkedSupplier(Supplier supplier, Optional<PluginHandle> plugin, Optional<TransportLease> transport) {
    void close() {
        transport.ifPresent(TransportLease::close);
    }
}
