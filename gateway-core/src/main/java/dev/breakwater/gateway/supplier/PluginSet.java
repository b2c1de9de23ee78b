package dev.breakwater.gateway.supplier;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import dev.breakwater.gateway.config.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the folder of plugins came to.
 *
 * @param loaded oldest version first
 * @param signers who vouches for them, by the SHA-256 of the jar; nobody for a jar that is not there
 * @param quarantined the jars that were not loaded
 * @param problems what is wrong with what says who is trusted
 * @param copies the jars that are ignored because they are the same as another one, and which: names of files
 */
record PluginSet(
        List<PluginHandle> loaded,
        Map<String, String> signers,
        List<QuarantinedPlugin> quarantined,
        List<Problem> problems,
        Map<String, String> copies) {
    static final PluginSet NONE = new PluginSet(List.of(), Map.of(), List.of(), List.of(), Map.of());

    PluginSet {
        loaded = loaded.stream().sorted(PluginHandle::byVersion).toList();
        signers = Map.copyOf(signers);
        quarantined = List.copyOf(quarantined);
        problems = List.copyOf(problems);
        copies = Collections.unmodifiableMap(new TreeMap<>(copies));
    }

    /** The pinned version, or all, the newest first. */
    List<PluginHandle> find(String id, Optional<String> version) {
        List<PluginHandle> found = loaded.stream()
                .filter(handle -> handle.plugin().id().equals(id))
                .filter(handle -> version.isEmpty()
                        || version.get().equals(handle.plugin().version()))
                .collect(toCollection(ArrayList::new));
        Collections.reverse(found);
        return found;
    }

    /** Whether a jar of this plugin was not loaded: then nobody goes on with what is not there, which may be that very jar. */
    boolean hasQuarantined(String id) {
        return quarantined.stream().anyMatch(jar -> jar.id().equals(id));
    }

    /** Why {@link #find} finds nothing, to go on after "plugin". */
    String whyNot(String id, Optional<String> version) {
        String wanted = version.map(pinned -> id + "@" + pinned).orElse(id);
        String jars = quarantined.stream()
                .filter(jar -> jar.id().equals(id))
                .map(jar -> jar.jar() + ": " + jar.reason())
                .collect(joining("; "));
        String versions = loaded.stream()
                .filter(handle -> handle.plugin().id().equals(id))
                .map(handle -> handle.plugin().version())
                .collect(joining(", "));
        String there = versions.isEmpty() ? "" : "; there is " + versions;
        return jars.isEmpty()
                ? wanted + " is not in the folder of plugins" + there
                : wanted + " is quarantined (" + jars + ")" + there;
    }
}
