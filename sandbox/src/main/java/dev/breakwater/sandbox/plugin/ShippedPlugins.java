package dev.breakwater.sandbox.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plugins that come with Breakwater. */
final class ShippedPlugins {
    private static final String SERVICE = "src/main/resources/META-INF/services/dev.breakwater.plugin.SupplierPlugin";
    private static final String TEMPLATE = "template";

    private ShippedPlugins() {}

    /**
     * Probes all of them.
     *
     * @return the pages, by plugin and name
     * @throws IOException if a plugin has no page, or breaks the contract
     */
    static List<ProbedPage> probe(Path home) throws IOException, InterruptedException {
        List<PluginFolder> plugins = plugins(home);
        for (PluginFolder plugin : plugins) {
            plugin.forgetProbe();
        }
        Tool.maven(
                home,
                "test",
                PluginFolder.CONTRACT_TESTS,
                PluginFolder.NONE_IS_FINE,
                PluginFolder.PROBE,
                "-pl",
                plugins.stream().map(plugin -> "plugins/" + plugin.name()).collect(Collectors.joining(",")),
                "-am");
        List<ProbedPage> pages = new ArrayList<>();
        for (PluginFolder plugin : plugins) {
            pages.addAll(plugin.probed());
        }
        require(plugins, pages);
        return pages;
    }

    private static void require(List<PluginFolder> plugins, List<ProbedPage> pages) throws IOException {
        for (PluginFolder plugin : plugins) {
            if (pages.stream().noneMatch(page -> page.plugin().equals(plugin.name()))) {
                throw new IOException("The contract test of " + plugin.name() + " has written no page.");
            }
        }
        for (ProbedPage page : pages) {
            if (page.isObjectedTo()) {
                throw new IOException("The contract kit objects to " + page.plugin() + ", see plugins/" + page.plugin()
                        + "/target/probe/" + page.name() + ".md. Nothing is written.");
            }
        }
    }

    private static List<PluginFolder> plugins(Path home) throws IOException {
        try (Stream<Path> folders = Files.list(home.resolve("plugins"))) {
            return folders.filter(folder -> Files.exists(folder.resolve(SERVICE)))
                    .map(PluginFolder::new)
                    .filter(plugin -> !plugin.name().equals(TEMPLATE))
                    .sorted(Comparator.comparing(PluginFolder::name))
                    .toList();
        }
    }
}
