package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.gateway.supplier.PluginLink.Flaw;
import dev.breakwater.gateway.supplier.PluginLink.Linked;
import dev.breakwater.gateway.supplier.PluginLink.Unlinked;
import java.util.ArrayList;
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
     * The supplier as it is from now on: with the newest version of its plugin that works with it, or as it was if none does.
     *
     * @param flaws told what stands in the way of a newer version, or of any
     */
    LinkedSupplier connect(
            SupplierConfig config, Optional<LinkedSupplier> earlier, PluginSet plugins, Consumer<Flaw> flaws) {
        List<PluginHandle> candidates = plugins.find(config.plugin(), config.pluginVersion());
        Optional<Way> kept = earlier.filter(
                        supplier -> supplier.supplier().config().equals(config))
                .flatMap(LinkedSupplier::way);
        List<Unlinked> failed = new ArrayList<>();
        for (PluginHandle candidate : candidates) {
            if (earlier.isPresent() && isUnchanged(earlier.get(), config, candidate)) {
                report(failed, flaws);
                return earlier.get();
            }
            Attempt attempt = attempt(config, candidate, kept);
            if (attempt.supplier().isPresent()) {
                report(failed, flaws);
                return attempt.supplier().get();
            }
            failed.add(attempt.failed());
        }
        if (candidates.isEmpty()) {
            failed.add(notThere(config, plugins));
        }
        report(failed, flaws);
        boolean earlierWorks = earlier.flatMap(LinkedSupplier::plugin)
                .filter(plugin -> plugins.loaded().contains(plugin)
                        || !candidates.isEmpty() && !plugins.hasQuarantined(config.plugin()))
                .isPresent();
        Supplier without = Supplier.withoutPlugin(config, failed.get(0).reason());
        return earlierWorks ? earlier.get() : new LinkedSupplier(without, Optional.empty(), kept);
    }

    /** Either of both. */
    private record Attempt(Optional<LinkedSupplier> supplier, Unlinked failed) {}

    private Attempt attempt(SupplierConfig config, PluginHandle candidate, Optional<Way> kept) {
        PluginLink link = PluginLink.of(config, candidate);
        if (link instanceof Linked linked) {
            try {
                LinkedSupplier supplier = connected(config, linked, kept.orElseGet(() -> open(config)));
                return new Attempt(Optional.of(supplier), new Unlinked(List.of()));
            } catch (RuntimeException e) {
                LOG.debug("The way to {} cannot be opened", config.id(), e);
                link = PluginLink.unlinked("baseUrl", "cannot be connected to: " + e.getMessage());
            }
        }
        return new Attempt(Optional.empty(), (Unlinked) link);
    }

    /** Tells of the newest version only: the older ones may be older than the configuration. */
    private static void report(List<Unlinked> failed, Consumer<Flaw> flaws) {
        failed.stream().limit(1).flatMap(newest -> newest.flaws().stream()).forEach(flaws);
    }

    private static Unlinked notThere(SupplierConfig config, PluginSet plugins) {
        return PluginLink.unlinked("plugin", plugins.whyNot(config.plugin(), config.pluginVersion()));
    }

    /** Tells what its plugin finds wrong with a configuration that cannot be used anyway. */
    static void examine(SupplierConfig draft, PluginSet plugins, Consumer<Flaw> flaws) {
        PluginLink link = plugins.find(draft.plugin(), draft.pluginVersion()).stream()
                .findFirst()
                .map(newest -> PluginLink.of(draft, newest))
                .orElseGet(() -> notThere(draft, plugins));
        if (link instanceof Unlinked failed) {
            failed.flaws().forEach(flaws);
        }
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

    private static boolean isUnchanged(LinkedSupplier earlier, SupplierConfig config, PluginHandle candidate) {
        return earlier.plugin().equals(Optional.of(candidate))
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
