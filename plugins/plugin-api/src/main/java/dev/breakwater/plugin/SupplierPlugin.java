package dev.breakwater.plugin;

/**
 * The entry point of a plugin jar, found by {@link java.util.ServiceLoader}: the jar names its implementation in
 * {@code META-INF/services/dev.breakwater.plugin.SupplierPlugin}. The class needs a public constructor without arguments.
 */
public interface SupplierPlugin {
    /** What this plugin is and what the protocols it speaks can do. The same answer at every call. */
    PluginInfo info();

    /**
     * Opens the protocol that {@code settings} names, for one supplier. Nothing may be contacted here.
     *
     * @throws SettingsException if settings are missing, unknown or wrong; it names every problem at once
     */
    SupplierProtocol open(SupplierSettings settings);
}
