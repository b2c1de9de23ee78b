package dev.breakwater.gateway.supplier;

import dev.breakwater.gateway.conversation.Transport;
import java.util.Optional;

/**
 * A supplier's snapshot with what it holds.
 *
 * @param plugin empty exactly if there is no connection
 * @param transport kept, also without a connection, once it was opened for this configuration
 */
record LinkedSupplier(Supplier supplier, Optional<PluginHandle> plugin, Optional<Transport> transport) {}
