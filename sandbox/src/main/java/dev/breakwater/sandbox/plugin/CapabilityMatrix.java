package dev.breakwater.sandbox.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each protocol can do, in one table, out of the pages that the probe wrote. */
final class CapabilityMatrix {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z_]+) \\| (no|yes(?:: [A-Z, ]+)?) \\|$");
    private static final String CHAPTER = "\n## ";

    private CapabilityMatrix() {}

    /** @param pages the folder with the pages, {@code PROTOCOL.md} */
    static String of(Path pages) throws IOException {
        Map<String, Map<String, String>> protocols = new TreeMap<>();
        try (Stream<Path> files = Files.list(pages)) {
            for (Path file : files.filter(CapabilityMatrix::isPage).toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.md$", "");
                protocols.put(name, declared(Files.readString(file)));
            }
        }
        Set<String> capabilities = new LinkedHashSet<>();
        protocols.values().forEach(declared -> capabilities.addAll(declared.keySet()));
        return table(List.copyOf(protocols.keySet()), capabilities, protocols);
    }

    private static boolean isPage(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".md") && !name.equals("README.md");
    }

    private static Map<String, String> declared(String page) {
        Map<String, String> declared = new LinkedHashMap<>();
        int end = page.indexOf(CHAPTER);
        Matcher rows = ROW.matcher(end < 0 ? page : page.substring(0, end));
        while (rows.find()) {
            declared.put(rows.group(1), rows.group(2));
        }
        return declared;
    }

    private static String table(
            List<String> names, Set<String> capabilities, Map<String, Map<String, String>> protocols) {
        String head =
                names.stream().map(name -> " [" + name + "](" + name + ".md) |").collect(Collectors.joining());
        String rows = capabilities.stream()
                .map(capability -> "| " + capability + " |"
                        + names.stream()
                                .map(name -> " " + cell(protocols.get(name).getOrDefault(capability, "no")) + " |")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
        return """
                # What the plugins can do

                One column for each protocol; its page has the requests it sends. What the capabilities mean:
                [the plugin API](../plugin-api.md#capabilities).

                |  |%s
                |---|%s
                %s

                Written by `./breakwater plugin probe --shipped` from the plugins' own contract tests.
                """.formatted(head, "---|".repeat(names.size()), rows);
    }

    private static String cell(String declared) {
        return declared.equals("no") ? "" : declared;
    }
}
