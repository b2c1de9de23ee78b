package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.Command;
import dev.breakwater.sandbox.UsageException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Prints which requests a plugin sends. */
public final class ProbePlugin implements Command {
    /** For whoever builds Breakwater itself, so the help for authors is silent about it: see docs/testing.md. */
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

                Usage: breakwater plugin probe [--dir DIR]
                  --dir DIR   the plugin's folder (default: the current one)
                """;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws Exception {
        Options options =
                Options.parse(arguments, Set.of(Options.DIR), Set.of(SHIPPED)).withWords();
        if (options.has(SHIPPED)) {
            if (options.value(Options.DIR).isPresent()) {
                throw new UsageException("Either --dir or --shipped.");
            }
            Path home = Home.path();
            List<ProbedPage> pages = ShippedPlugins.probe(home);
            Path matrix = new CapabilityMatrix(home.resolve("docs/plugins"), pages).write();
            out.println("Written: " + matrix + ", and requests/ beside it");
            return 0;
        }
        for (ProbedPage page : PluginFolder.open(options.folder(), out).probe()) {
            out.print(page.text());
        }
        return 0;
    }
}
