package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.config.Problem;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.gateway.supplier.PluginLink.Flaw;
import dev.breakwater.gateway.supplier.PluginLink.Linked;
import dev.breakwater.gateway.supplier.PluginLink.Unlinked;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes snapshots of suppliers out of configurations, plugins and transports. */
final class Connector {
    private final Function<SupplierConfig, Transport> opener;
    private final Consumer<Transport> closer;

    Connector(Function<SupplierConfig, Transport> opener, Consumer<Transport> closer) {
        this.opener = requireNonNull(opener, "opener");
        this.closer = requireNonNull(closer, "closer");
    }

    /**
     * The supplier as it is from now on: the earlier one if nothing has changed or if the change would break it.
     *
     * @param problems told what stands in the way
     */
    LinkedSupplier connect(
            SupplierConfig config, Optional<LinkedSupplier> earlier, PluginSet plugins, Consumer<Problem> problems) {
        Optional<PluginHandle> chosen = plugins.find(config.plugin(), config.pluginVersion());
        if (earlier.isPresent() && isUnchanged(earlier.get(), config, chosen)) {
            return earlier.get();
        }
        Optional<TransportLease> kept = earlier.filter(
                        supplier -> supplier.supplier().config().equals(config))
                .flatMap(LinkedSupplier::transport);
        PluginLink link = PluginLink.of(config, plugins);
        if (link instanceof Linked linked) {
            try {
                TransportLease transport = kept.orElseGet(() -> new TransportLease(opener.apply(config), closer));
                return connected(config, linked, transport);
            } catch (RuntimeException e) {
                link = new Unlinked(
                        List.of(new Flaw("baseUrl", "cannot be connected to: " + PluginException.describe(e))));
            }
        }
        Unlinked unlinked = (Unlinked) link;
        unlinked.flaws()
                .forEach(flaw -> problems.accept(
                        new Problem("suppliers/" + config.id() + ".yaml", flaw.path(), 0, flaw.sentence())));
        boolean earlierWorks = earlier.flatMap(LinkedSupplier::plugin)
                .filter(plugins.loaded()::contains)
                .isPresent();
        return earlierWorks
                ? earlier.get()
                : new LinkedSupplier(Supplier.withoutPlugin(config, unlinked.reason()), Optional.empty(), kept);
    }

    private static boolean isUnchanged(LinkedSupplier earlier, SupplierConfig config, Optional<PluginHandle> chosen) {
        return earlier.plugin().isPresent()
                && earlier.plugin().equals(chosen)
                && earlier.supplier().config().equals(config);
    }

    private static LinkedSupplier connected(SupplierConfig config, Linked linked, TransportLease transport) {
        LoadedPlugin plugin = linked.plugin().plugin();
        Supplier.Connection connection =
                new Supplier.Connection(linked.protocol(), linked.info(), plugin.id(), plugin.version(), transport);
        return new LinkedSupplier(
                Supplier.connected(config, connection), Optional.of(linked.plugin()), Optional.of(transport));
    }
}
