package dev.breakwater.gateway.supplier;

import dev.breakwater.plugin.PluginInfo;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.lang.module.ModuleDescriptor;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin's code in its class loader. Everything of the plugin that leaves here keeps hold of this handle, and the loader is
 * closed when nobody holds it any more: a conversation under way keeps its plugin, however often the folder changes.
 */
final class PluginHandle {
    private static final Logger LOG = LoggerFactory.getLogger(PluginHandle.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final LoadedPlugin plugin;
    private final ClassLoader loader;
    private final SupplierPlugin code;
    private final Duration patience;
    private final Cleaner.Cleanable unload;

    private PluginHandle(LoadedPlugin plugin, SupplierPlugin code, Duration patience, Runnable unload) {
        this.plugin = plugin;
        this.loader = code.getClass().getClassLoader();
        this.code = code;
        this.patience = patience;
        this.unload = CLEANER.register(this, unload);
    }

    /**
     * Loads a staged copy.
     *
     * @param patience how long a call that sets the plugin up may take
     * @throws PluginException if it breaks a rule; nothing of it stays loaded
     */
    static PluginHandle load(IsolatedPluginManager manager, StagedJar jar, Duration patience) throws PluginException {
        String id = null;
        try {
            id = manager.loadPlugin(jar.copy());
            ClassLoader loader = manager.getPluginClassLoader(id);
            SupplierPlugin code = within(patience, loader, "its constructor", () -> instantiate(loader));
            PluginInfo info = within(patience, loader, "info()", () -> info(code));
            PluginManifest manifest = jar.manifest();
            LoadedPlugin plugin = new LoadedPlugin(
                    manifest.id(), manifest.version(), manifest.requires(), info, jar.name(), jar.sha256());
            return new PluginHandle(plugin, code, patience, new Unload(manager, id, jar.staging(), jar.copy()));
        } catch (PluginException e) {
            new Unload(manager, id, jar.staging(), jar.copy()).run();
            throw e;
        } catch (Throwable e) {
            new Unload(manager, id, jar.staging(), jar.copy()).run();
            throw new PluginException(PluginException.describe(e));
        }
    }

    LoadedPlugin plugin() {
        return plugin;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Newest last. */
    static int byVersion(PluginHandle one, PluginHandle other) {
        return ModuleDescriptor.Version.parse(one.plugin.version())
                .compareTo(ModuleDescriptor.Version.parse(other.plugin.version()));
    }

    /**
     * Opens a protocol, which is the one of {@code info}; it calls the plugin in the plugin's own surroundings.
     *
     * @throws SettingsException if the plugin finds settings wrong
     * @throws PluginException if the plugin is broken, or does not pass its {@link Checkup}
     */
    SupplierProtocol open(SupplierSettings settings, ProtocolInfo info) throws PluginException {
        SupplierProtocol protocol = within(patience, loader, "open()", () -> code.open(settings));
        if (protocol == null) {
            throw new PluginException("open() of " + code.getClass().getName() + " answered null");
        }
        return within(
                patience,
                loader,
                "its protocol",
                () -> Checkup.examine(GuardedProtocol.of(this, protocol, info), info));
    }

    /**
     * Calls the plugin with its own class loader as the thread's.
     *
     * @throws RuntimeException what the plugin threw; an {@link IllegalStateException} if that was an error or it answered null
     */
    <T> T call(Supplier<T> operation) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            T answer = operation.get();
            if (answer == null) {
                throw new IllegalStateException("the plugin " + plugin.key() + " answered null");
            }
            return answer;
        } catch (LinkageError | StackOverflowError | AssertionError e) {
            throw new IllegalStateException(
                    "the plugin " + plugin.key() + " is broken: " + PluginException.describe(e), e);
        } finally {
            thread.setContextClassLoader(before);
            // Without it the loader might be closed under a call whose caller has let go of everything.
            Reference.reachabilityFence(this);
        }
    }

    /** Unloads at once, whoever holds it. */
    void close() {
        unload.clean();
    }

    private static SupplierPlugin instantiate(ClassLoader loader) throws PluginException {
        List<ServiceLoader.Provider<SupplierPlugin>> providers =
                ServiceLoader.load(SupplierPlugin.class, loader).stream().toList();
        if (providers.size() != 1 || providers.get(0).type().getClassLoader() != loader) {
            throw new PluginException("it must bring exactly one plugin class of its own");
        }
        return providers.get(0).get();
    }

    private static PluginInfo info(SupplierPlugin code) throws PluginException {
        PluginInfo info = code.info();
        if (info == null) {
            throw new PluginException("info() of " + code.getClass().getName() + " answered null");
        }
        if (!info.equals(code.info())) {
            throw new PluginException(
                    "info() of " + code.getClass().getName() + " does not answer the same every time");
        }
        return info;
    }

    /** Runs foreign code in a thread of its own, so that code that never comes back does not keep the gateway. */
    private static <T> T within(Duration patience, ClassLoader loader, String what, Callable<T> work)
            throws PluginException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "plugin");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new PluginException(what + " did not come back within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException(what + " was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SettingsException settings) {
                throw settings;
            }
            if (e.getCause() instanceof PluginException rule) {
                throw rule;
            }
            throw new PluginException(what + " failed: " + PluginException.describe(e.getCause()));
        }
    }

    /** Must not refer to the handle. */
    private record Unload(IsolatedPluginManager manager, String id, StagingFolder staging, Path copy)
            implements Runnable {
        @Override
        public void run() {
            try {
                if (id != null) {
                    manager.unloadPlugin(id);
                }
            } catch (RuntimeException e) {
                LOG.warn("The plugin {} was not unloaded cleanly", id, e);
            } finally {
                staging.delete(copy);
            }
        }
    }
}
