package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

/**
 * A jar in the folder of plugins that was not loaded.
 *
 * @param jar the name of the file
 * @param id the plugin's id as far as the manifest tells, else empty
 * @param reason which class broke which rule, for people
 */
public record QuarantinedPlugin(String jar, String id, String reason) {
    public QuarantinedPlugin {
        requireNonNull(jar, "jar");
        requireNonNull(id, "id");
        requireNonNull(reason, "reason");
    }
}
