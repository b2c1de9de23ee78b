package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/**
 * One supplier, as far as a plugin may know it. Base URL and credentials are the gateway's.
 *
 * @param supplier the supplier's id, for messages
 * @param protocol one of {@link PluginInfo#protocols()}
 * @param currency the currency the supplier settles in
 * @param timeZone the zone for times the supplier tells without one
 * @param values the plugin's own settings; only names that {@link ProtocolInfo#settings()} declares get here, and all
 *     required ones are there
 */
public record SupplierSettings(
        String supplier, String protocol, Currency currency, ZoneId timeZone, Map<String, String> values) {
    public SupplierSettings {
        requireNonNull(supplier, "supplier");
        requireNonNull(protocol, "protocol");
        requireNonNull(currency, "currency");
        requireNonNull(timeZone, "timeZone");
        values = Map.copyOf(values);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
