package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder an author works in. */
record PluginFolder(Path path) {
    static final String CONTRACT_TESTS = "-Dtest=*ContractTest";
    private static final String PAGES = "target/probe";
    static final String PROBE = "-Dbreakwater.probe=" + PAGES;
    static final String NONE_IS_FINE = "-Dsurefire.failIfNoSpecifiedTests=false";
    private static final String MARKDOWN = ".md";
    private static final Pattern BASE_URL =
            Pattern.compile("(?m)^baseUrl: *[\"']?http://(?:127\\.0\\.0\\.1|localhost):([0-9]{1,5})\\b");
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

    /**
     * The jar for a gateway that the last build made.
     *
     * @throws UsageException if there is none
     */
    Path jar() throws IOException {
        return files("target/plugin", ".jar").stream()
                .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                .orElseThrow(() -> new UsageException("The build of " + path + " leaves no jar in target/plugin/."));
    }

    /** The plugin's id, as its jar says. */
    String id(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue("Plugin-Id"))
                    .orElse(name());
        }
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

    /** By which it is called. */
    String name() {
        return path.getFileName().toString();
    }

    /**
     * Builds the jar, and probes instead of testing.
     *
     * @return the pages, one at least
     */
    List<ProbedPage> probe() throws IOException, InterruptedException {
        forgetProbe();
        Tool.maven(path, "package", CONTRACT_TESTS, NONE_IS_FINE, PROBE);
        List<ProbedPage> pages = probed();
        if (pages.isEmpty()) {
            throw new UsageException(
                    "No test of " + path + " tells the contract: a class …ContractTest that extends PluginContract.");
        }
        return pages;
    }

    /** What contract tests wrote that may be gone by now. */
    void forgetProbe() throws IOException {
        for (Path page : files(PAGES, MARKDOWN)) {
            Files.delete(page);
        }
        for (Path arguments : simulators()) {
            Files.delete(arguments);
        }
    }

    /** The pages that the last probe wrote, by name. */
    List<ProbedPage> probed() throws IOException {
        List<ProbedPage> pages = new ArrayList<>();
        for (Path page : files(PAGES, MARKDOWN)) {
            String name = page.getFileName().toString().replaceFirst("\\.md$", "");
            pages.add(new ProbedPage(name(), name, Files.readString(page)));
        }
        pages.sort(Comparator.comparing(ProbedPage::name));
        return pages;
    }

    /** The port of this machine that the supplier of this name is called at, if its configuration names one. */
    OptionalInt port(String supplier) throws IOException {
        Path file = path.resolve("config/suppliers").resolve(supplier + ".yaml");
        Matcher matcher = BASE_URL.matcher(Files.exists(file) ? Files.readString(file) : "");
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** How the simulator of each contract test is started; the last probe wrote them. */
    List<Path> simulators() throws IOException {
        return files("target/simulator", ".args");
    }
}
