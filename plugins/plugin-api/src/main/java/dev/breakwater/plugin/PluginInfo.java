package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a plugin is. Its id and version stand in the manifest of its jar.
 *
 * @param description one sentence for people
 * @param protocols the protocols it speaks, at least one, each name once
 */
public record PluginInfo(String description, List<ProtocolInfo> protocols) {
    public PluginInfo {
        requireNonNull(description, "description");
        protocols = List.copyOf(protocols);
        if (protocols.isEmpty()
                || protocols.stream().map(ProtocolInfo::name).distinct().count() != protocols.size()) {
            throw new IllegalArgumentException("a plugin speaks at least one protocol, each named once");
        }
    }
}
