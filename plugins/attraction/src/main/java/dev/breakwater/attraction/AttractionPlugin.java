package dev.breakwater.attraction;

import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.PluginInfo;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.util.List;
import java.util.Set;

/** Attractions, tours and activities, over the protocol {@code octo}. */
public final class AttractionPlugin implements SupplierPlugin {
    private static final ProtocolInfo OCTO = new ProtocolInfo(
            "octo",
            "OCTO core with octo/pricing and octo/webhooks, as of January 2026",
            Set.of(Capability.QUOTE, Capability.ANSWERS_LATER, Capability.LOOKUP_BY_OWN_REFERENCE, Capability.PUSHES),
            Set.of(),
            OctoSettings.DECLARED,
            List.of());

    /** For the {@link java.util.ServiceLoader}. */
    public AttractionPlugin() {}

    @Override
    public PluginInfo info() {
        return new PluginInfo("Cancels bookings of attractions, tours and activities.", List.of(OCTO));
    }

    /** @throws SettingsException if the protocol is not {@code octo} or a setting is unknown or wrong */
    @Override
    public SupplierProtocol open(SupplierSettings settings) {
        if (!settings.protocol().equals(OCTO.name())) {
            throw new SettingsException(List.of("protocol must be " + OCTO.name()));
        }
        return new OctoProtocol(OctoSettings.of(settings));
    }
}
