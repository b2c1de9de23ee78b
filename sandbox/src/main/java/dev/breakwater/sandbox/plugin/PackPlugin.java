package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.Command;
import dev.breakwater.sandbox.UsageException;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Signs a plugin's jar. */
public final class PackPlugin implements Command {
    private static final String KEY = "--key";
    private static final String ALIAS = "--alias";
    static final String PASSWORD = "BREAKWATER_KEY_PASSWORD";
    private static final int SHORTEST_PASSWORD = 6;

    @Override
    public String name() {
        return "plugin-pack";
    }

    @Override
    public String summary() {
        return "test a plugin and sign its jar";
    }

    @Override
    public String help() {
        return """
                Runs mvn verify, signs the jar as jarsigner does, and puts it into target/signed/, with the signer's
                certificate beside it. A gateway loads the jar if that certificate is in its plugin-signers/.
                The key's password is read from the environment variable %s, or asked for.

                Usage: breakwater plugin pack [--dir DIR] [--key FILE] [--alias NAME]
                  --dir DIR      the plugin's folder (default: the current one)
                  --key FILE     a keystore (PKCS #12); made if it is not there (default: signing.p12 in that folder)
                  --alias NAME   which key of it (default: signer)
                """.formatted(PASSWORD);
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws Exception {
        Options options = Options.parse(arguments, Set.of(Options.DIR, KEY, ALIAS), Set.of())
                .withWords();
        PluginFolder folder = PluginFolder.open(options.folder(), out);
        Path key = options.value(KEY).map(Options::path).orElse(folder.path().resolve("signing.p12"));
        String alias = options.value(ALIAS).orElse("signer");
        if (!alias.matches("[A-Za-z0-9._-]{1,60}")) {
            throw new UsageException("--alias NAME has letters, digits, dots, dashes and underscores.");
        }
        boolean isNew = Files.notExists(key);
        if (isNew && !Files.isDirectory(key.getParent())) {
            throw new UsageException("There is no folder " + key.getParent() + " for the key.");
        }
        Signing signing = new Signing(key, alias, password(key, isNew));
        if (!isNew) {
            signing.check();
        }
        Tool.maven(folder.path(), "verify");
        Path jar = folder.jar();
        if (isNew) {
            signing.makeKey(folder.id(jar));
            out.println("Made the key " + key + ". Keep it, and keep it secret: who has it signs in your name.");
        }
        Path signed = Files.createDirectories(folder.path().resolve("target/signed"));
        Path certificate = signed.resolve(jar.getFileName().toString().replaceFirst("\\.jar$", ".pem"));
        signing.sign(jar, signed.resolve(jar.getFileName()));
        signing.exportCertificate(certificate);
        out.println("Signed:      " + signed.resolve(jar.getFileName()));
        out.println("Certificate: " + certificate + ", for plugin-signers/ of the gateways that shall load it");
        return 0;
    }

    private static String password(Path key, boolean isNew) {
        String word = Optional.ofNullable(System.getenv(PASSWORD)).orElseGet(() -> ask(key, isNew));
        if (word.length() < SHORTEST_PASSWORD) {
            throw new UsageException("The key's password has " + SHORTEST_PASSWORD + " characters at least.");
        }
        return word;
    }

    private static String ask(Path key, boolean isNew) {
        String word = ask((isNew ? "Password for the new key " : "Password of the key ") + key);
        if (isNew && !ask("The same again").equals(word)) {
            throw new UsageException("These were two different passwords.");
        }
        return word;
    }

    private static String ask(String question) {
        Console console = System.console();
        char[] word = console == null ? null : console.readPassword("%s: ", question);
        if (word == null) {
            throw new UsageException("Set " + PASSWORD + ": there is no terminal to ask for the key's password.");
        }
        return new String(word);
    }
}
