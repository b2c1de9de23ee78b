package dev.breakwater.airline;

import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.PluginInfo;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.util.List;
import java.util.Set;

/** Airlines: IATA NDC. */
public final class AirlinePlugin implements SupplierPlugin {
    private static final PluginInfo INFO = new PluginInfo(
            "Airlines that speak IATA NDC",
            List.of(new ProtocolInfo(
                    NdcSettings.PROTOCOL,
                    "IATA NDC 21.3, offers to cancel",
                    Set.of(
                            Capability.QUOTE,
                            Capability.QUOTE_REQUIRED,
                            Capability.PARTIAL,
                            Capability.WAIVER,
                            Capability.PUSHES),
                    Set.of(ScopeType.ITEM),
                    List.of(
                            new Setting(NdcSettings.OWNER, true, "The airline's code in OwnerCode, such as ZZ"),
                            new Setting(
                                    NdcSettings.SELLER_ID,
                                    true,
                                    "Our accreditation number, OrgID of the seller in the distribution chain"),
                            new Setting(
                                    NdcSettings.SELLER_NAME,
                                    false,
                                    "Our name in the distribution chain, for airlines that want one"),
                            new Setting(
                                    NdcSettings.RESHOP_PATH,
                                    false,
                                    "Path of OrderReshop below the base URL; /OrderReshop if not set"),
                            new Setting(
                                    NdcSettings.CHANGE_PATH,
                                    false,
                                    "Path of OrderChange below the base URL; /OrderChange if not set"),
                            new Setting(
                                    NdcSettings.RETRIEVE_PATH,
                                    false,
                                    "Path of OrderRetrieve below the base URL; /OrderRetrieve if not set"),
                            new Setting(
                                    NdcSettings.HEADERS,
                                    false,
                                    "Agreed headers of every request, such as 'X-Airline: ZZ; X-Channel: web'"),
                            new Setting(
                                    NdcSettings.ENVELOPE,
                                    false,
                                    "soap to wrap messages into SOAP 1.1; none if not set"),
                            new Setting(
                                    NdcSettings.WAIVER_TYPE,
                                    false,
                                    "FareWaiverTypeCode of every waiver; FareComponent if not set")),
                    List.of(new Setting(
                            Unpaid.ATTRIBUTE,
                            false,
                            "true for an order that is held and not paid, which needs no offer to be cancelled")))));

    @Override
    public PluginInfo info() {
        return INFO;
    }

    @Override
    public SupplierProtocol open(SupplierSettings settings) {
        return new NdcProtocol(NdcSettings.of(settings));
    }
}
