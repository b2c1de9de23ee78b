package dev.breakwater.gateway.supplier;

import java.nio.file.Path;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultPluginManager;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginRuntimeException;

/**
 * pf4j with class loaders that show a plugin nothing of the gateway, and with the copy's file name in a plugin's id so that
 * versions, and the old and the new content of one version, live side by side.
 */
final class IsolatedPluginManager extends DefaultPluginManager {
    IsolatedPluginManager(Path staging) {
        super(staging);
    }

    /** Loads a staged copy. No class of the plugin runs yet. */
    @Override
    public synchronized String loadPlugin(Path jar) {
        return super.loadPlugin(jar);
    }

    @Override
    public synchronized boolean unloadPlugin(String pluginId) {
        return super.unloadPlugin(pluginId);
    }

    @Override
    public synchronized ClassLoader getPluginClassLoader(String pluginId) {
        return super.getPluginClassLoader(pluginId);
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new DescriptorFinder();
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new IsolatingLoader(this);
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> new EmptyPlugin();
    }

    /** pf4j's own notion of a plugin's life is not used: a supplier plugin has none. */
    private static final class EmptyPlugin extends Plugin {}

    private record IsolatingLoader(PluginManager manager) implements PluginLoader {
        @Override
        public boolean isApplicable(Path path) {
            return true;
        }

        @Override
        public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
            PluginClassLoader loader =
                    new PluginClassLoader(manager, descriptor, new PluginApiClassLoader(), ClassLoadingStrategy.ADP);
            loader.addFile(path.toFile());
            return loader;
        }
    }

    private static final class DescriptorFinder implements PluginDescriptorFinder {
        @Override
        public boolean isApplicable(Path path) {
            return true;
        }

        @Override
        public PluginDescriptor find(Path path) {
            try {
                PluginManifest manifest = PluginManifest.inspect(path);
                String id = manifest.key() + "#" + path.getFileName();
                return new DefaultPluginDescriptor(id, "", Plugin.class.getName(), manifest.version(), "*", "", "");
            } catch (PluginException e) {
                throw new PluginRuntimeException(e.getMessage());
            }
        }
    }
}
