package dev.breakwater.gateway.supplier;

import java.util.Optional;

/**
 * A supplier's snapshot with what it holds.
 *
 * @param plugin empty exactly if there is no connection
 * @param way kept, also without a connection, once it was opened for this configuration
 */
record LinkedSupplier(Supplier supplier, Optional<PluginHandle> plugin, Optional<Way> way) {}
