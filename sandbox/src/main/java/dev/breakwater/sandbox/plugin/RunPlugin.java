package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.Command;
import dev.breakwater.sandbox.LogFile;
import dev.breakwater.sandbox.UsageException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/** A gateway with one plugin and its simulated supplier, to play with. */
public final class RunPlugin implements Command {
    private static final String PORT = "--port";
    private static final int GATEWAY_PORT = 8_080;

    @Override
    public String name() {
        return "plugin-run";
    }

    @Override
    public String summary() {
        return "a gateway with a plugin and its simulated supplier";
    }

    @Override
    public String help() {
        return """
                Builds a plugin and starts a gateway with it and with config/ of its folder, and a simulated supplier
                that answers as the script of its contract test does. A jar that is rebuilt meanwhile, by mvn package
                or breakwater plugin test, takes the place of the old one within seconds; for a change of the script
                start again. What is written is in var/, which is emptied at each start. Ctrl-C ends everything.

                Usage: breakwater plugin run [--dir DIR] [--port PORT]
                  --dir DIR     the plugin's folder (default: the current one)
                  --port PORT   of 127.0.0.1, where the gateway listens (default: %d)
                """.formatted(GATEWAY_PORT);
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws Exception {
        Options options =
                Options.parse(arguments, Set.of(Options.DIR, PORT), Set.of()).withWords();
        int port = options.value(PORT).map(RunPlugin::port).orElse(GATEWAY_PORT);
        PluginFolder folder = PluginFolder.open(options.folder(), out);
        LogFile.use(folder.path().resolve("target/run.log"));
        if (Files.notExists(folder.path().resolve("config/callers.yaml"))) {
            throw new UsageException(folder.path() + " has no config/callers.yaml as a new plugin has it.");
        }
        folder.probe();
        folder.jar();
        try (Playground playground = Playground.open(folder, port, out)) {
            Thread stop = new Thread(playground::close, "playground-shutdown");
            Runtime.getRuntime().addShutdownHook(stop);
            playground.play();
        }
        return 0;
    }

    private static int port(String value) {
        if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > 65_535) {
            throw new UsageException("--port is a number from 1 to 65535, not " + value + ".");
        }
        return Integer.parseInt(value);
    }
}
