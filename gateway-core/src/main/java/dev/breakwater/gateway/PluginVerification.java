package dev.breakwater.gateway;

import static java.util.stream.Collectors.joining;

import dev.breakwater.gateway.supplier.LoadedPlugin;
import dev.breakwater.gateway.supplier.PluginCheck;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.ProtocolInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Tells on the command line what this gateway says about a plugin's jar. */
final class PluginVerification {
    private PluginVerification() {}

    /**
     * Writes it down.
     *
     * @param words the jar, and the folder of a configuration if its signers are to be trusted only
     * @return whether a gateway takes the jar
     */
    static boolean of(List<String> words, PrintStream out) throws IOException {
        Path jar = Path.of(words.get(0));
        PluginCheck check =
                PluginCheck.of(jar, words.stream().skip(1).findFirst().map(Path::of));
        out.println(check.plugin()
                .map(plugin -> description(plugin, check.signer()))
                .orElse(jar.getFileName() + " is refused: " + check.refusal()));
        return check.plugin().isPresent();
    }

    private static String description(LoadedPlugin plugin, String signer) {
        String protocols = plugin.info().protocols().stream()
                .map(protocol -> protocol.name() + capabilities(protocol))
                .collect(joining("; "));
        return """
                plugin     %s, for version %s of the plugin API
                protocols  %s
                signed by  %s""".formatted(plugin.key(), plugin.requires(), protocols, signer);
    }

    private static String capabilities(ProtocolInfo protocol) {
        return protocol.capabilities().stream().sorted().map(Capability::name).collect(joining(", ", " (", ")"));
    }
}
