package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.Command;
import dev.breakwater.sandbox.UsageException;
import dev.breakwater.sandbox.stage.GatewayProgram;
import dev.breakwater.testkit.PluginCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks a plugin's jar as a gateway would, and its code by the contract. */
public final class VerifyPlugin implements Command {
    private static final String CONFIG = "--config";

    @Override
    public String name() {
        return "plugin-verify";
    }

    @Override
    public String summary() {
        return "check a plugin's jar";
    }

    @Override
    public String help() {
        return """
                Checks a jar: its manifest, that all of it is signed and nothing was changed since, that a gateway can
                load it, and that its own code uses no clock, thread, socket, file, reflection, logging or static
                state. Ends with status 1 and the reason if it would be refused.

                Usage: breakwater plugin verify JAR [--config DIR]
                  --config DIR   a gateway's configuration: signed by one of its plugin-signers/ (default: by anybody)
                """;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        Options options = Options.parse(arguments, Set.of(CONFIG), Set.of()).withWords("JAR");
        Path jar = Options.path(options.words().get(0));
        if (!Files.isRegularFile(jar)) {
            throw new UsageException("There is no file " + jar + ".");
        }
        Optional<Path> config = options.value(CONFIG).map(Options::path);
        if (config.isPresent() && !Files.isDirectory(config.get())) {
            throw new UsageException("There is no folder " + config.get() + ".");
        }
        if (!isAccepted(jar, config, out)) {
            return 1;
        }
        List<String> problems = PluginCode.problems(jar);
        problems.forEach(problem -> out.println("pure-code: " + problem));
        out.println(
                problems.isEmpty()
                        ? "code       pure\n" + jar.getFileName() + " is good."
                        : jar.getFileName() + " breaks the contract; docs/contract-kit.md#pure-code");
        return problems.isEmpty() ? 0 : 1;
    }

    /** Asks the gateway itself. */
    private static boolean isAccepted(Path jar, Optional<Path> config, PrintStream out)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("verify", jar.toString()));
        config.map(Path::toString).ifPresent(words::add);
        List<String> command = GatewayProgram.packaged(Home.path())
                .command("-Dbreakwater.verify=true", List.of(), words.toArray(String[]::new));
        Process gateway = new ProcessBuilder(command).redirectErrorStream(true).start();
        gateway.getOutputStream().close();
        out.print(new String(gateway.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return gateway.waitFor() == 0;
    }
}
