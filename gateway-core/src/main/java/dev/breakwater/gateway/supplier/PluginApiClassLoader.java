package dev.breakwater.gateway.supplier;

import dev.breakwater.plugin.PluginApi;

/** All that a plugin sees beside its own jar: the JDK, and the plugin API of the gateway. Nothing is found by falling through. */
final class PluginApiClassLoader extends ClassLoader {
    private static final String PACKAGE = PluginApi.class.getPackageName() + ".";

    static {
        registerAsParallelCapable();
    }

    PluginApiClassLoader() {
        super("plugin-api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        boolean ofTheApi = name.startsWith(PACKAGE) && name.indexOf('.', PACKAGE.length()) < 0;
        if (!ofTheApi) {
            throw new ClassNotFoundException(name);
        }
        return PluginApi.class.getClassLoader().loadClass(name);
    }
}
