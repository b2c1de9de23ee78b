package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.SupplierProtocol;
import java.util.Optional;

/**
 * One supplier as it is at a moment. It never changes: {@link Suppliers#find} gives another one after the configuration or the
 * plugin has changed. Who keeps hold of it, or of its protocol, keeps the plugin that it has loaded; so keep it for a
 * conversation, not for ever.
 *
 * @param connection how to talk to it; empty: it cannot be talked to now
 * @param withoutPlugin why there is no connection, for people; empty if there is one
 */
public record Supplier(SupplierConfig config, Optional<Connection> connection, String withoutPlugin) {
    public Supplier {
        requireNonNull(config, "config");
        if (connection.isPresent() != withoutPlugin.isEmpty()) {
            throw new IllegalArgumentException("either there is a connection or a reason why not");
        }
    }

    /**
     * How to talk to a supplier.
     *
     * @param protocol the plugin's, opened for this supplier
     * @param info what it can do
     * @param transport the way to the supplier; it follows the supplier's configuration, and sends nothing any more once the
     *     supplier is not configured
     */
    public record Connection(
            SupplierProtocol protocol, ProtocolInfo info, String pluginId, String pluginVersion, Transport transport) {
        public Connection {
            requireNonNull(protocol, "protocol");
            requireNonNull(info, "info");
            requireNonNull(pluginId, "pluginId");
            requireNonNull(pluginVersion, "pluginVersion");
            requireNonNull(transport, "transport");
        }
    }

    static Supplier connected(SupplierConfig config, Connection connection) {
        return new Supplier(config, Optional.of(connection), "");
    }

    static Supplier withoutPlugin(SupplierConfig config, String reason) {
        return new Supplier(config, Optional.empty(), reason);
    }

    public String id() {
        return config.id();
    }
}
