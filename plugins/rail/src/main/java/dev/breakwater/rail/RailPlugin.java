package dev.breakwater.rail;

import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.PluginInfo;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.util.List;
import java.util.Set;

/** Railways: UIC OSDM. */
public final class RailPlugin implements SupplierPlugin {
    private static final PluginInfo INFO = new PluginInfo(
            "Railways that speak UIC OSDM",
            List.of(new ProtocolInfo(
                    "osdm",
                    "UIC OSDM 3.8.1, refund offers",
                    Set.of(
                            Capability.QUOTE,
                            Capability.QUOTE_REQUIRED,
                            Capability.PARTIAL,
                            Capability.WAIVER,
                            Capability.ANSWERS_LATER,
                            Capability.LOOKUP_BY_OWN_REFERENCE,
                            Capability.PUSHES),
                    Quoting.SCOPES,
                    List.of(
                            new Setting(
                                    OsdmSettings.REQUESTOR,
                                    false,
                                    "Content of the Requestor header, as agreed with the supplier"),
                            new Setting(
                                    OsdmSettings.CONFIRMATION_CHECK,
                                    false,
                                    "true to ask for the confirmation check before each commit; false if not set"),
                            new Setting(
                                    OsdmSettings.REFUND_SPECIFICATIONS,
                                    false,
                                    "true if the supplier refunds what single travellers have of a ticket for several;"
                                            + " false if not set: then that is refused")),
                    List.of())));

    @Override
    public PluginInfo info() {
        return INFO;
    }

    @Override
    public SupplierProtocol open(SupplierSettings settings) {
        return new OsdmProtocol(OsdmSettings.of(settings));
    }
}
