package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.PluginInfo;

/**
 * A plugin that suppliers can use.
 *
 * @param id from the jar's manifest
 * @param version from the jar's manifest; several versions of a plugin may be there side by side
 * @param requires the versions of the plugin API it works with, from the jar's manifest: {@code 1} or {@code 1-2}
 * @param info what it says about itself
 * @param jar the name of its file in the folder of plugins
 * @param sha256 of its file, in hex
 */
public record LoadedPlugin(String id, String version, String requires, PluginInfo info, String jar, String sha256) {
    public LoadedPlugin {
        requireNonNull(id, "id");
        requireNonNull(version, "version");
        requireNonNull(requires, "requires");
        requireNonNull(info, "info");
        requireNonNull(jar, "jar");
        requireNonNull(sha256, "sha256");
    }

    /** {@code id@version} */
    public String key() {
        return id + "@" + version;
    }
}
