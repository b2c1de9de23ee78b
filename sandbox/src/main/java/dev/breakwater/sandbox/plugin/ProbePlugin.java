package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.Command;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Prints which requests a plugin sends. */
public final class ProbePlugin implements Command {
    private static final String SHIPPED = "--shipped";

    @Override
    public String name() {
        return "plugin-probe";
    }

    @Override
    public String summary() {
        return "print which requests a plugin sends, without a network";
    }

    @Override
    public String help() {
        return """
                Prints, as a page in Markdown, what a plugin declares and which requests it sends for every operation,
                capability and scope. The scripted supplier of its contract test answers; nothing leaves the process.
                The page is kept in target/probe/.

                Usage: breakwater plugin probe [--dir DIR | --shipped]
                  --dir DIR   the plugin's folder (default: the current one)
                  --shipped   the plugins that come with Breakwater: writes docs/plugins/
                """;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws Exception {
        Options options =
                Options.parse(arguments, Set.of(Options.DIR), Set.of(SHIPPED)).withWords();
        if (options.has(SHIPPED)) {
            shipped(Home.path(), out);
            return 0;
        }
        PluginFolder folder = PluginFolder.open(options.folder(), out);
        folder.probe();
        for (Path page : folder.files("target/probe", ".md")) {
            out.print(Files.readString(page));
        }
        return 0;
    }

    private static void shipped(Path home, PrintStream out) throws Exception {
        Path pages = home.resolve("docs/plugins");
        Tool.maven(
                home,
                "test",
                PluginFolder.CONTRACT_TESTS,
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dbreakwater.probe=" + pages,
                "-pl",
                String.join(",", ShippedPlugins.modules(home)),
                "-am");
        Path matrix = pages.resolve("README.md");
        Files.writeString(matrix, CapabilityMatrix.of(pages));
        out.println("Written: " + matrix + " and the pages beside it");
    }
}
