package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.gateway.supplier.LoadedPlugin;
import dev.breakwater.gateway.supplier.PluginStanding;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Setting;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** A plugin's jar as callers see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Plugin")
record PluginView(
        @Schema(description = "Absent if the jar does not tell.", example = "rail")
        String id,

        @Schema(description = "Absent if it was not loaded.", example = "0.1.0")
        String version,

        @Schema(
                description = "LOADED: suppliers can use it. LEAVING: its jar is gone, and who began with it goes on."
                        + " QUARANTINED: it was not loaded.")
        PluginStanding.State state,

        @Schema(description = "Why it is quarantined.") String reason,

        @Schema(example = "rail-0.1.0.jar") String jar,

        @Schema(description = "Of the jar.") String sha256,

        @Schema(description = "Who vouches for it; absent: nobody who is known.", example = "mei")
        String signer,

        @Schema(description = "The versions of the plugin API it works with.", example = "1-2")
        String requires,

        @Schema(description = "What it is.") String description,

        @Schema(description = "What it speaks.") List<ProtocolView> protocols,

        @Schema(description = "The suppliers that are talked to by it now.")
        List<String> suppliers) {

    /** What it speaks. */
    @Schema(name = "Protocol")
    record ProtocolView(
            @Schema(example = "osdm") String name,

            String description,
            List<Capability> capabilities,

            @Schema(description = "The kinds of items a scope may name.")
            List<ScopeType> scopes,

            @Schema(description = "What a supplier's settings may hold.")
            List<SettingView> settings) {
        static ProtocolView of(ProtocolInfo info) {
            return new ProtocolView(
                    info.name(),
                    info.description(),
                    info.capabilities().stream().sorted().toList(),
                    info.scopes().stream().sorted().toList(),
                    info.settings().stream().map(SettingView::of).toList());
        }
    }

    /** What a supplier's settings may hold. */
    @Schema(name = "Setting")
    record SettingView(String name, boolean required, boolean secret, String description) {
        static SettingView of(Setting setting) {
            return new SettingView(setting.name(), setting.required(), setting.secret(), setting.description());
        }
    }

    /** All plugins. */
    @Schema(name = "Plugins")
    record All(
            @Schema(description = "The version of the plugin API of this gateway.", example = "1")
            int api,

            List<PluginView> items) {}

    static PluginView of(PluginStanding standing) {
        Optional<LoadedPlugin> plugin = standing.plugin();
        return new PluginView(
                standing.id().isEmpty() ? null : standing.id(),
                plugin.map(LoadedPlugin::version).orElse(null),
                standing.state(),
                standing.reason().isEmpty() ? null : standing.reason(),
                standing.jar(),
                plugin.map(LoadedPlugin::sha256).orElse(null),
                standing.signer().orElse(null),
                plugin.map(LoadedPlugin::requires).orElse(null),
                plugin.map(known -> known.info().description()).orElse(null),
                plugin.map(known -> known.info().protocols().stream()
                                .map(ProtocolView::of)
                                .toList())
                        .orElse(List.of()),
                standing.suppliers());
    }
}
