package dev.breakwater.gateway.supplier;

import dev.breakwater.gateway.config.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what has changed among suppliers and plugins, each thing once. */
final class ChangeLog {
    private static final Logger LOG = LoggerFactory.getLogger(Suppliers.class);

    private ChangeLog() {}

    static void write(Suppliers.State before, Suppliers.State now) {
        news(before.plugins().copies().entrySet(), now.plugins().copies().entrySet())
                .forEach(copy -> LOG.info("{} is ignored: it is the same as {}", copy.getKey(), copy.getValue()));
        news(names(before), names(now)).forEach(plugin -> LOG.info("Plugin {} is loaded", plugin));
        news(names(now), names(before)).forEach(plugin -> LOG.info("Plugin {} is gone", plugin));
        List<Problem> arisen = news(before.problems(), now.problems());
        arisen.forEach(problem -> LOG.warn("{}", problem));
        news(now.problems(), before.problems()).stream()
                .filter(problem -> isSolved(problem, arisen, now.plugins()))
                .forEach(problem -> LOG.info("Solved: {}", problem));
        news(before.suppliers().values(), now.suppliers().values())
                .forEach(supplier ->
                        LOG.info("Supplier {} {}", supplier.supplier().id(), state(supplier.supplier())));
        news(now.suppliers().keySet(), before.suppliers().keySet()).forEach(id -> LOG.info("Supplier {} is gone", id));
    }

    /** Whether it is over, and not only another one in its place, or told of another copy of the jar. */
    private static boolean isSolved(Problem gone, List<Problem> arisen, PluginSet plugins) {
        return !plugins.copies().containsKey(gone.file())
                && arisen.stream()
                        .noneMatch(problem -> problem.file().equals(gone.file())
                                && problem.path().equals(gone.path()));
    }

    private static <T> List<T> news(Collection<T> before, Collection<T> now) {
        return now.stream().filter(thing -> !before.contains(thing)).toList();
    }

    private static List<String> names(Suppliers.State state) {
        return state.plugins().loaded().stream()
                .map(handle -> handle.plugin().key() + " (" + handle.plugin().jar() + ", "
                        + Optional.ofNullable(state.plugins()
                                        .signers()
                                        .get(handle.plugin().sha256()))
                                .orElse("not signed")
                        + ")")
                .toList();
    }

    private static String state(Supplier supplier) {
        return supplier.connection()
                .map(connection -> "speaks " + supplier.config().protocol() + " by " + connection.pluginId() + "@"
                        + connection.pluginVersion() + " to "
                        + supplier.config().baseUrl())
                .orElseGet(() -> "is without plugin: " + supplier.withoutPlugin());
    }
}
