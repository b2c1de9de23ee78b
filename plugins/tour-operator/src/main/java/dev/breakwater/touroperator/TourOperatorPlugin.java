package dev.breakwater.touroperator;

import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.PluginInfo;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.util.List;
import java.util.Set;

/** Tour operators: OpenTravel OTA. */
public final class TourOperatorPlugin implements SupplierPlugin {
    private static final PluginInfo INFO = new PluginInfo(
            "Tour operators that speak OpenTravel OTA",
            List.of(new ProtocolInfo(
                    OtaSettings.PROTOCOL,
                    "OpenTravel OTA 2017B, package bookings",
                    Set.of(
                            Capability.QUOTE,
                            Capability.QUOTE_REQUIRED,
                            Capability.PARTIAL,
                            Capability.WAIVER,
                            Capability.ANSWERS_LATER),
                    Set.of(ScopeType.SEGMENT),
                    OtaSettings.DECLARED,
                    List.of())));

    @Override
    public PluginInfo info() {
        return INFO;
    }

    @Override
    public SupplierProtocol open(SupplierSettings settings) {
        return new OtaProtocol(OtaSettings.of(settings));
    }
}
