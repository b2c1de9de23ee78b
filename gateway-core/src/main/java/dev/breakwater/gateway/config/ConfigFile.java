package dev.breakwater.gateway.config;

import static java.util.Comparator.comparingInt;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One YAML file of the configuration, read strictly. Ask {@link #root()} for its values, then {@link #finish} for the result:
 *
 * <pre>{@code
 * ConfigFile file = ConfigFile.read(path, folder, System::getenv);
 * Optional<String> host = file.root().required("host").text();
 * Duration poll = file.root().optional("poll").duration(ofMillis(100), ofHours(1)).orElse(ofSeconds(1));
 * Optional<Inbox> inbox = file.finish(() -> new Inbox(host.orElseThrow(), poll));
 * }</pre>
 *
 * Reading never throws: what is wrong is collected in {@link #problems()}. A value may be {@code ${env:NAME}} or
 * {@code ${file:path}}, relative to the folder of the configuration. Anchors, aliases and tags are refused.
 */
public final class ConfigFile {
    private final String name;
    private final References references;
    private final List<Problem> problems = new ArrayList<>();
    private final List<ConfigSection> sections = new ArrayList<>();
    private final ConfigSection root;
    private final boolean unreadable;
    private boolean finished;

    private ConfigFile(Path file, Path configFolder, Function<String, String> env) {
        this.name = nameOf(file, configFolder);
        this.references = new References(configFolder, env);
        Optional<Node> tree = YamlTree.read(file, name, problems::add);
        this.unreadable = !problems.isEmpty();
        this.root = ConfigSection.of(this, "", 1, tree);
    }

    /**
     * Reads a file.
     *
     * @param configFolder the folder of the configuration, from which references and names of files are told
     * @param env the environment; answers {@code null} for a name it does not have
     */
    public static ConfigFile read(Path file, Path configFolder, Function<String, String> env) {
        requireNonNull(env, "env");
        return new ConfigFile(file, configFolder, env);
    }

    public ConfigSection root() {
        return root;
    }

    /**
     * The result, if the file has no problem at all. Keys that nobody asked for until now are problems.
     *
     * @param build only called if there is no problem, so that every required value is there
     * @throws IllegalStateException if called twice
     */
    public <T> Optional<T> finish(Supplier<T> build) {
        if (finished) {
            throw new IllegalStateException(name + " is finished");
        }
        finished = true;
        List.copyOf(sections).forEach(ConfigSection::reportUnknownKeys);
        return problems.isEmpty() ? Optional.of(build.get()) : Optional.empty();
    }

    /** What is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems.stream().sorted(comparingInt(Problem::line)).toList();
    }

    /** The line of the key with this dotted path; if it is missing, of the nearest section around it. */
    public int lineOf(String path) {
        Optional<Integer> line = sections.stream()
                .flatMap(section -> section.lineOf(path).stream())
                .findFirst();
        int dot = path.lastIndexOf('.');
        return line.orElseGet(() -> dot < 0 ? 1 : lineOf(path.substring(0, dot)));
    }

    /** The name of this file in problems. */
    public String name() {
        return name;
    }

    /** The files that values refer to, there or not: if one of them changes, this file has to be read again. */
    public Set<Path> referencedFiles() {
        return references.files();
    }

    void report(String path, int line, String sentence) {
        if (!unreadable) {
            problems.add(new Problem(name, path, line, sentence));
        }
    }

    void opened(ConfigSection section) {
        sections.add(section);
    }

    References references() {
        return references;
    }

    private static String nameOf(Path file, Path configFolder) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = configFolder.toAbsolutePath().normalize();
        return (absolute.startsWith(folder) ? folder.relativize(absolute) : file).toString();
    }
}
