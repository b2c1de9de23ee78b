package dev.breakwater.gateway.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A section of a file: keys and what they hold. A key that nobody asks for is a problem. */
public final class ConfigSection {
    private final ConfigFile file;
    private final String path;
    private final int line;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private record Entry(int line, Node value) {}

    private ConfigSection(ConfigFile file, String path, int line) {
        this.file = file;
        this.path = path;
        this.line = line;
    }

    static ConfigSection of(ConfigFile file, String path, int line, Optional<Node> node) {
        ConfigSection section = new ConfigSection(file, path, line);
        node.ifPresent(section::fill);
        file.opened(section);
        return section;
    }

    /** The field of this name, which may be missing. */
    public ConfigField optional(String key) {
        known.add(key);
        Entry entry = entries.get(key);
        return new ConfigField(
                file,
                pathOf(key),
                entry == null ? line : entry.line,
                Optional.ofNullable(entry).map(Entry::value));
    }

    /** The field of this name; it is a problem if it is missing. */
    public ConfigField required(String key) {
        ConfigField field = optional(key);
        if (!field.isPresent()) {
            field.problem("is missing");
        }
        return field;
    }

    /** Whether there is no key at all. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Reports something that is wrong with this section as a whole. */
    public void problem(String sentence) {
        file.report(path, line, sentence);
    }

    Set<String> keys() {
        return entries.keySet();
    }

    Optional<Integer> lineOf(String fullPath) {
        return entries.entrySet().stream()
                .filter(entry -> pathOf(entry.getKey()).equals(fullPath))
                .map(entry -> entry.getValue().line())
                .findFirst();
    }

    void reportUnknownKeys() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                file.report(pathOf(key), entry.line, "is not a known key" + Nearest.hint(key, known));
            }
        });
    }

    private void fill(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            problem("must be a section of keys and values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                file.report(path, keyLine, "has a key that is not a plain word");
                continue;
            }
            Entry first = entries.putIfAbsent(key.getValue(), new Entry(keyLine, tuple.getValueNode()));
            if (first != null) {
                file.report(pathOf(key.getValue()), keyLine, "is there twice, first in line " + first.line);
            }
        }
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
