package dev.breakwater.gateway.supplier;

import static java.util.Comparator.comparingInt;
import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.config.FolderWatch;
import dev.breakwater.gateway.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The suppliers as configured now, each with its plugin and its transport. Files of suppliers and plugins may come, change and
 * go at any time; what is wrong is reported and never keeps the rest from working.
 *
 * <ul>
 *   <li>A file that has become wrong leaves its supplier as it was, until it is right again or removed.
 *   <li>A supplier uses the newest version of its plugin that works with it, or the one it pins. Who talks to it goes on with the
 *       version the conversation began with.
 *   <li>A supplier that works is not replaced by one that does not, as long as any version of its plugin is there.
 *   <li>A supplier whose plugin is gone stays, without a connection.
 * </ul>
 */
public final class Suppliers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Suppliers.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SupplierFolders folders;
    private final PluginTrust trust;
    private final Plugins plugins;
    private final SupplierConfigReader reader;
    private final Connector connector;
    private final FolderWatch watch = new FolderWatch();
    private final ScheduledExecutorService poll;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Set<Path> references = Set.of();
    private boolean closed;
    private volatile State state = new State(new TreeMap<>(), PluginSet.NONE, List.of());

    /** What everybody sees, exchanged as a whole. */
    record State(Map<String, LinkedSupplier> suppliers, PluginSet plugins, List<Problem> problems) {}

    /**
     * Reads everything once, and then looks for changes every two seconds.
     *
     * @param trust whose plugins are loaded
     * @param opener opens the way to a supplier; asked again when the supplier's configuration has changed, it changes the way,
     *     also for those who hold the earlier transport. It throws if the configuration cannot be used
     * @param closer closes the way to the supplier of this id, which is not configured any more
     * @param env the environment; answers {@code null} for a name it does not have
     */
    public Suppliers(
            SupplierFolders folders,
            PluginTrust trust,
            Function<SupplierConfig, Way> opener,
            Consumer<String> closer,
            Function<String, String> env) {
        this(folders, trust, new Connector(opener, closer), env, INTERVAL);
    }

    Suppliers(
            SupplierFolders folders,
            PluginTrust trust,
            Connector connector,
            Function<String, String> env,
            Duration interval) {
        this.trust = requireNonNull(trust, "trust");
        this.folders = requireNonNull(folders, "folders");
        this.connector = connector;
        this.reader = new SupplierConfigReader(folders.config(), requireNonNull(env, "env"));
        this.plugins = new Plugins(folders.plugins(), folders.staging(), trust, PATIENCE);
        if (trust.unsignedToo()) {
            LOG.warn(
                    "PLUGINS THAT NOBODY SIGNED ARE LOADED, because BREAKWATER_UNSIGNED_PLUGINS=allow: whoever can write to"
                            + " {} runs code in this gateway. Only for development.",
                    folders.plugins());
        }
        refresh();
        this.poll = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "suppliers");
            thread.setDaemon(true);
            return thread;
        });
        poll.scheduleWithFixedDelay(this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The supplier of this id, if its configuration has ever been right since the start. */
    public Optional<Supplier> find(String id) {
        return Optional.ofNullable(state.suppliers.get(id)).map(LinkedSupplier::supplier);
    }

    /** Every supplier, in order of ids. */
    public Collection<Supplier> all() {
        return state.suppliers.values().stream().map(LinkedSupplier::supplier).toList();
    }

    /** What is wrong now with files of suppliers and plugins. */
    public List<Problem> problems() {
        return state.problems;
    }

    /** The plugins that are there and work. */
    public List<LoadedPlugin> plugins() {
        return state.plugins.loaded().stream().map(PluginHandle::plugin).toList();
    }

    /** Every plugin's jar and how it stands: those that work, those that are leaving, those that were not loaded. */
    public List<PluginStanding> pluginStandings() {
        State now = state;
        List<PluginStanding> standings = new ArrayList<>();
        now.plugins.loaded().forEach(handle -> standings.add(standing(PluginStanding.State.LOADED, handle, now)));
        plugins.leaving().forEach(handle -> standings.add(standing(PluginStanding.State.LEAVING, handle, now)));
        now.plugins.quarantined().stream()
                .map(jar -> new PluginStanding(
                        PluginStanding.State.QUARANTINED,
                        jar.jar(),
                        jar.id(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        jar.reason()))
                .forEach(standings::add);
        return standings;
    }

    private static PluginStanding standing(PluginStanding.State stands, PluginHandle handle, State now) {
        LoadedPlugin plugin = handle.plugin();
        List<String> users = now.suppliers.values().stream()
                .filter(supplier -> supplier.plugin().equals(Optional.of(handle)))
                .map(supplier -> supplier.supplier().id())
                .toList();
        Optional<String> signer = Optional.ofNullable(now.plugins.signers().get(plugin.sha256()));
        return new PluginStanding(stands, plugin.jar(), plugin.id(), Optional.of(plugin), signer, users, "");
    }

    /** The jars that were not loaded, and why. */
    public List<QuarantinedPlugin> quarantined() {
        return state.plugins.quarantined();
    }

    /** Calls this after suppliers, plugins or problems have changed, in the thread that noticed. */
    public void onChange(Runnable listener) {
        listeners.add(requireNonNull(listener, "listener"));
    }

    /** Reads everything now. */
    public void refresh() {
        if (reread(false)) {
            listeners.forEach(Suppliers::inform);
        }
    }

    /** Closes the ways to all suppliers and then every plugin, whoever still uses them. */
    @Override
    public void close() {
        poll.shutdownNow();
        synchronized (this) {
            closed = true;
            state = new State(new TreeMap<>(), PluginSet.NONE, List.of());
            connector.closeAllBut(Set.of());
            plugins.close();
        }
    }

    private void look() {
        try {
            if (reread(true)) {
                listeners.forEach(Suppliers::inform);
            }
        } catch (RuntimeException | Error e) {
            // What is thrown out of here would end the looking for good.
            LOG.error("Looking for changes of suppliers and plugins failed; it is tried again", e);
        }
    }

    private synchronized boolean reread(boolean onlySettledChanges) {
        if (closed) {
            return false;
        }
        try {
            List<Path> files = files(folders.suppliers());
            Set<Path> watched = new HashSet<>(references);
            watched.addAll(files);
            watched.addAll(Plugins.jars(folders.plugins()));
            watched.addAll(trust.files());
            if (onlySettledChanges && !watch.settledChange(watched)) {
                return false;
            }
            watch.take(watched);
            return replace(files, plugins.scan());
        } catch (IOException e) {
            watch.forget();
            LOG.warn(
                    "The folders of suppliers and plugins cannot be listed; everything stays as it is: {}",
                    e.toString());
            return false;
        } catch (RuntimeException | Error e) {
            watch.forget();
            throw e;
        }
    }

    private boolean replace(List<Path> files, PluginSet pluginsNow) {
        State before = state;
        List<Problem> problems = new ArrayList<>();
        problems.addAll(pluginsNow.problems());
        pluginsNow.quarantined().forEach(jar -> problems.add(Problem.of(jar.jar(), jar.reason())));
        Set<Path> referenced = new LinkedHashSet<>();
        Map<String, LinkedSupplier> suppliers = new TreeMap<>();
        for (Path file : files) {
            if (!file.toString().endsWith(".yaml")) {
                problems.add(Problem.of("suppliers/" + file.getFileName(), "is not read; name it .yaml"));
                continue;
            }
            SupplierConfigReader.Result result = reader.read(file);
            referenced.addAll(result.references());
            Optional<LinkedSupplier> earlier =
                    Optional.ofNullable(before.suppliers.get(SupplierConfigReader.idOf(file)));
            connected(result, earlier, pluginsNow, problems)
                    .ifPresent(supplier -> suppliers.put(supplier.supplier().id(), supplier));
        }
        references = Set.copyOf(referenced);
        state = new State(suppliers, pluginsNow, List.copyOf(problems));
        connector.closeAllBut(suppliers.keySet());
        ChangeLog.write(before, state);
        return !before.equals(state);
    }

    /** The supplier of a file, and every problem of that file in its order. */
    private Optional<LinkedSupplier> connected(
            SupplierConfigReader.Result file,
            Optional<LinkedSupplier> earlier,
            PluginSet plugins,
            List<Problem> problems) {
        List<Problem> found = new ArrayList<>(file.problems());
        Consumer<PluginLink.Flaw> flaws = flaw -> found.add(file.problem(flaw));
        Optional<LinkedSupplier> supplier;
        if (file.config().isPresent()) {
            supplier = Optional.of(connector.connect(file.config().get(), earlier, plugins, flaws));
        } else {
            file.draft().ifPresent(draft -> Connector.examine(draft, plugins, flaws));
            supplier = earlier.map(
                    before -> connector.connect(before.supplier().config(), earlier, plugins, ofTheEarlierFile -> {}));
        }
        found.stream().sorted(comparingInt(Problem::line)).forEach(problems::add);
        return supplier;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    private static void inform(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("A listener of changed suppliers failed", e);
        }
    }
}
