package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where suppliers and plugins are.
 *
 * @param config the folder of the configuration; suppliers are in its folder {@code suppliers}, and references to files are
 *     relative to it
 * @param plugins the jars of plugins
 * @param staging where the gateway keeps its copies of them; created if it is not there
 */
public record SupplierFolders(Path config, Path plugins, Path staging) {
    public SupplierFolders {
        requireNonNull(config, "config");
        requireNonNull(plugins, "plugins");
        requireNonNull(staging, "staging");
    }

    Path suppliers() {
        return config.resolve("suppliers");
    }
}
