package dev.breakwater.hotelchain;

import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.PluginInfo;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.util.List;
import java.util.Set;

/** Hotel chains, over the protocol {@code rapid}. */
public final class HotelChainPlugin implements SupplierPlugin {
    private static final ProtocolInfo RAPID = new ProtocolInfo(
            "rapid",
            "Expedia Rapid v3, lodging",
            Set.of(
                    Capability.QUOTE,
                    Capability.QUOTE_REQUIRED,
                    Capability.PARTIAL,
                    Capability.LOOKUP_BY_OWN_REFERENCE,
                    Capability.PUSHES,
                    Capability.SIGNED_REQUESTS),
            Set.of(ScopeType.ROOM),
            RapidSettings.DECLARED,
            Access.ATTRIBUTES);

    /** For the {@link java.util.ServiceLoader}. */
    public HotelChainPlugin() {}

    @Override
    public PluginInfo info() {
        return new PluginInfo("Cancels rooms of hotels.", List.of(RAPID));
    }

    /** @throws SettingsException if the protocol is not {@code rapid} or a setting is missing, unknown or wrong */
    @Override
    public SupplierProtocol open(SupplierSettings settings) {
        if (!settings.protocol().equals(RAPID.name())) {
            throw new SettingsException(List.of("protocol must be " + RAPID.name()));
        }
        return new RapidProtocol(RapidSettings.of(settings));
    }
}
