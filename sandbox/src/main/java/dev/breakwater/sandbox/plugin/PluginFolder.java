package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder an author works in. */
record PluginFolder(Path path) {
    static final String CONTRACT_TESTS = "-Dtest=*ContractTest";
    private static final Pattern TESTS = Pattern.compile("<testsuite [^>]*\\btests=\"([0-9]+)\"");

    /** Opens it, and brings the kit in it up to date. */
    static PluginFolder open(Path path, PrintStream out) throws IOException {
        if (!Files.isRegularFile(path.resolve("pom.xml"))) {
            throw new UsageException(path + " has no pom.xml. Go to the folder of a plugin, or name it with --dir.");
        }
        Kit kit = Kit.of(Home.path());
        if (kit.refresh(path)) {
            out.println(
                    "The contract kit of this Breakwater is " + kit.version() + "; pom.xml and .breakwater/ follow.");
        }
        return new PluginFolder(path);
    }

    /** The jar for a gateway that the last build made. */
    Path jar() throws IOException {
        return files("target/plugin", ".jar").stream()
                .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                .orElseThrow(
                        () -> new IOException("The build has left no jar in " + path.resolve("target/plugin") + "."));
    }

    /** Those with this end, by name. */
    List<Path> files(String folder, String end) throws IOException {
        if (!Files.isDirectory(path.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }

    /** How many tests the last build ran. */
    int tests() throws IOException {
        int tests = 0;
        for (Path report : files("target/surefire-reports", ".xml")) {
            Matcher matcher = TESTS.matcher(Files.readString(report));
            tests += matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        }
        return tests;
    }

    /** Builds the jar, and probes instead of testing. */
    void probe() throws IOException, InterruptedException {
        Tool.maven(path, "package", CONTRACT_TESTS, "-Dbreakwater.probe=" + path.resolve("target/probe"));
    }
}
