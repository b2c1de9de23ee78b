package dev.breakwater.sandbox.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the shipped plugins can do, in one table, and a page with the requests of each. The guides are written by people. */
final class CapabilityMatrix {
    /** The folder of the pages with requests, beside the matrix. Nothing else is in it. */
    private static final String REQUESTS = "requests";

    private final Path folder;
    private final List<ProbedPage> pages;

    /**
     * Of a folder.
     *
     * @param folder has the guides, {@code PLUGIN.md}
     * @param pages of all plugins, in the order of the columns
     */
    CapabilityMatrix(Path folder, List<ProbedPage> pages) {
        this.folder = folder;
        this.pages = List.copyOf(pages);
    }

    /**
     * Writes all of it anew.
     *
     * @return the table's page
     */
    Path write() throws IOException {
        Path requests = Files.createDirectories(folder.resolve(REQUESTS));
        try (Stream<Path> old = Files.list(requests)) {
            for (Path page : old.toList()) {
                Files.delete(page);
            }
        }
        for (ProbedPage page : pages) {
            String guide = guide(page.plugin(), "../");
            Files.writeString(
                    requests.resolve(page.name() + ".md"),
                    page.text().replaceFirst("\n\n", "\n\nOf the plugin " + guide.replace("$", "\\$") + ". "));
        }
        Path table = folder.resolve("README.md");
        Files.writeString(table, table());
        return table;
    }

    private String table() {
        List<ProbedPage> columns = pages.stream()
                .filter(page -> pages.stream().noneMatch(page::isVariantOf))
                .toList();
        Set<String> capabilities = new LinkedHashSet<>();
        columns.forEach(page -> capabilities.addAll(page.declared().keySet()));
        String rows = capabilities.stream()
                .map(capability -> row(capability, columns, page -> cell(page, capability)))
                .collect(Collectors.joining("\n"));
        return """
                # What the plugins can do

                Each plugin has a guide: settings, codes, money, and what it cannot do. Each protocol has a page with every request
                that the plugin sends. What the capabilities mean: [the plugin API](../plugin-api.md#capabilities).

                %s
                |---|%s
                %s
                %s

                Written by `./breakwater plugin probe --shipped` from the plugins' own contract tests.
                """.formatted(
                        row("plugin", columns, page -> guide(page.plugin(), "")),
                        "---|".repeat(columns.size()),
                        row("protocol", columns, this::requests),
                        rows);
    }

    private static String row(String title, List<ProbedPage> columns, Function<ProbedPage, String> cell) {
        return columns.stream()
                .map(page -> " " + cell.apply(page) + " |")
                .collect(Collectors.joining("", "| " + title + " |", ""));
    }

    private String guide(String plugin, String way) {
        String page = plugin + ".md";
        return Files.exists(folder.resolve(page)) ? "[" + plugin + "](" + way + page + ")" : plugin;
    }

    private String requests(ProbedPage column) {
        return pages.stream()
                .filter(page -> page.equals(column) || page.isVariantOf(column))
                .map(page -> "[" + page.name() + "](" + REQUESTS + "/" + page.name() + ".md)")
                .collect(Collectors.joining(", "));
    }

    private static String cell(ProbedPage page, String capability) {
        String declared = page.declared().getOrDefault(capability, "no");
        return declared.equals("no") ? "" : declared;
    }
}
