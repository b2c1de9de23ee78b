package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A plugin's jar, and how it stands.
 *
 * @param jar the name of its file in the folder of plugins
 * @param id the plugin's id as far as it is known, else empty
 * @param plugin what was loaded; empty exactly if nothing was
 * @param signer who vouches for it; empty: nobody who is known
 * @param suppliers the ids of those that talk by it now, in order
 * @param reason why it is quarantined, for people; else empty
 */
public record PluginStanding(
        State state,
        String jar,
        String id,
        Optional<LoadedPlugin> plugin,
        Optional<String> signer,
        List<String> suppliers,
        String reason) {
    public PluginStanding {
        requireNonNull(state, "state");
        requireNonNull(jar, "jar");
        requireNonNull(id, "id");
        requireNonNull(plugin, "plugin");
        requireNonNull(signer, "signer");
        requireNonNull(reason, "reason");
        suppliers = List.copyOf(suppliers);
    }

    /** How it stands. */
    public enum State {
        /** Suppliers can use it. */
        LOADED,
        /** Its jar is gone; who began with it goes on, and so does a supplier for which nothing newer works. */
        LEAVING,
        /** It was not loaded. */
        QUARANTINED
    }
}
