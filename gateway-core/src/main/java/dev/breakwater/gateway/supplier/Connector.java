package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.config.Problem;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.gateway.supplier.PluginLink.Flaw;
import dev.breakwater.gateway.supplier.PluginLink.Linked;
import dev.breakwater.gateway.supplier.PluginLink.Unlinked;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes snapshots of suppliers out of configurations, plugins and transports. Used by one thread at a time. */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private final Function<SupplierConfig, Way> opener;
    private final Consumer<String> closer;
    private final Set<String> open = new TreeSet<>();

    Connector(Function<SupplierConfig, Way> opener, Consumer<String> closer) {
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
        Optional<Way> kept = earlier.filter(
                        supplier -> supplier.supplier().config().equals(config))
                .flatMap(LinkedSupplier::way);
        PluginLink link = PluginLink.of(config, plugins);
        if (link instanceof Linked linked) {
            try {
                return connected(config, linked, kept.orElseGet(() -> open(config)));
            } catch (RuntimeException e) {
                LOG.debug("The way to {} cannot be opened", config.id(), e);
                link = new Unlinked(List.of(new Flaw("baseUrl", "cannot be connected to: " + e.getMessage())));
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

    /** Closes the ways to all suppliers but these. */
    void closeAllBut(Set<String> ids) {
        open.stream().filter(id -> !ids.contains(id)).toList().forEach(id -> {
            open.remove(id);
            try {
                closer.accept(id);
            } catch (RuntimeException e) {
                LOG.warn("The way to {} was not closed cleanly", id, e);
            }
        });
    }

    private Way open(SupplierConfig config) {
        Way way = opener.apply(config);
        open.add(config.id());
        return way;
    }

    private static boolean isUnchanged(LinkedSupplier earlier, SupplierConfig config, Optional<PluginHandle> chosen) {
        return earlier.plugin().isPresent()
                && earlier.plugin().equals(chosen)
                && earlier.supplier().config().equals(config);
    }

    private static LinkedSupplier connected(SupplierConfig config, Linked linked, Way way) {
        LoadedPlugin plugin = linked.plugin().plugin();
        Seal seal = SupplierSeal.of(config, linked.info(), linked.protocol());
        Transport transport = (request, mayLeave) -> way.send(request, seal, mayLeave);
        Supplier.Connection connection =
                new Supplier.Connection(linked.protocol(), linked.info(), plugin.id(), plugin.version(), transport);
        return new LinkedSupplier(
                Supplier.connected(config, connection), Optional.of(linked.plugin()), Optional.of(way));
    }
}
