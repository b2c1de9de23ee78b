package dev.breakwater.sandbox.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The plugins that come with Breakwater. */
final class ShippedPlugins {
    private static final String SERVICE = "src/main/resources/META-INF/services/dev.breakwater.plugin.SupplierPlugin";

    private ShippedPlugins() {}

    /** Their modules, without the template. */
    static List<String> modules(Path home) throws IOException {
        try (Stream<Path> folders = Files.list(home.resolve("plugins"))) {
            return folders.filter(folder -> Files.exists(folder.resolve(SERVICE)))
                    .map(folder -> "plugins/" + folder.getFileName())
                    .filter(module -> !module.equals("plugins/template"))
                    .sorted()
                    .toList();
        }
    }
}
