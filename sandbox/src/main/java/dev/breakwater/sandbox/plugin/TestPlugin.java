package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.Command;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** Builds a plugin and tries it. */
public final class TestPlugin implements Command {
    @Override
    public String name() {
        return "plugin-test";
    }

    @Override
    public String summary() {
        return "build a plugin and try it by the contract";
    }

    @Override
    public String help() {
        return """
                Brings the contract kit in a plugin's folder up to date and runs mvn verify there.

                Usage: breakwater plugin test [--dir DIR]
                  --dir DIR   the plugin's folder (default: the current one)
                """;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws Exception {
        Options options =
                Options.parse(arguments, Set.of(Options.DIR), Set.of()).withWords();
        PluginFolder folder = PluginFolder.open(options.folder(), out);
        Tool.maven(folder.path(), "verify");
        out.println("Green: " + folder.tests() + " tests. " + folder.jar());
        return 0;
    }
}
