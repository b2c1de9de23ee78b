package dev.breakwater.plugin;

import java.util.List;
import java.util.Set;

/**
 * One protocol of a plugin.
 *
 * @param name the name suppliers are configured with, such as {@code octo}
 * @param description the standard and its version, for people
 * @param capabilities what the protocol can do
 * @param scopes the kinds of items a scope may name; empty without {@link Capability#PARTIAL}
 * @param settings what a supplier's {@code settings} may hold
 * @param attributes what a booking's {@code attributes} may hold
 */
public record ProtocolInfo(
        String name,
        String description,
        Set<Capability> capabilities,
        Set<ScopeType> scopes,
        List<Setting> settings,
        List<Setting> attributes) {
    public ProtocolInfo {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("not a protocol's name: " + name);
        }
        capabilities = Set.copyOf(capabilities);
        scopes = Set.copyOf(scopes);
        settings = List.copyOf(settings);
        attributes = List.copyOf(attributes);
        if (capabilities.contains(Capability.PARTIAL) == scopes.isEmpty()) {
            throw new IllegalArgumentException("PARTIAL needs scopes, and scopes need PARTIAL");
        }
        if (capabilities.contains(Capability.QUOTE_REQUIRED) && !capabilities.contains(Capability.QUOTE)) {
            throw new IllegalArgumentException("QUOTE_REQUIRED needs QUOTE");
        }
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
