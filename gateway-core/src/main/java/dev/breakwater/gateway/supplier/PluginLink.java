package dev.breakwater.gateway.supplier;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.breakwater.gateway.config.Nearest;
import dev.breakwater.gateway.supplier.SupplierConfig.Auth;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What looking for a supplier's plugin and opening its protocol came to. */
sealed interface PluginLink {
    /** The protocol is open. */
    record Linked(PluginHandle plugin, ProtocolInfo info, SupplierProtocol protocol) implements PluginLink {}

    /** It cannot be opened. */
    record Unlinked(List<Flaw> flaws) implements PluginLink {
        public Unlinked {
            flaws = List.copyOf(flaws);
        }

        String reason() {
            return flaws.stream().map(flaw -> flaw.path + " " + flaw.sentence).collect(joining("; "));
        }
    }

    /**
     * What stands in the way.
     *
     * @param path the key of the supplier's file
     */
    record Flaw(String path, String sentence) {}

    /** Opens the protocol that a supplier is configured with. */
    static PluginLink of(SupplierConfig config, PluginHandle handle) {
        LoadedPlugin plugin = handle.plugin();
        Optional<ProtocolInfo> info = plugin.info().protocols().stream()
                .filter(protocol -> protocol.name().equals(config.protocol()))
                .findFirst();
        if (info.isEmpty()) {
            String spoken =
                    plugin.info().protocols().stream().map(ProtocolInfo::name).collect(joining(", "));
            return unlinked(
                    "protocol", config.protocol() + " is not spoken by " + plugin.key() + ", which speaks " + spoken);
        }
        List<Flaw> flaws = flaws(config, info.get());
        Map<String, String> values = Secrets.hidden(config, info.get());
        if (!isComplete(values, info.get())) {
            return new Unlinked(flaws);
        }
        PluginLink opened = open(config, values, handle, info.get());
        if (opened instanceof Unlinked more) {
            flaws.addAll(more.flaws());
        }
        return flaws.isEmpty() ? opened : new Unlinked(flaws);
    }

    /** Whether a plugin may see these settings: a draft of a configuration lacks some, or has blank ones. */
    private static boolean isComplete(Map<String, String> values, ProtocolInfo info) {
        return values.values().stream().noneMatch(String::isBlank)
                && info.settings().stream()
                        .allMatch(setting -> !setting.required() || values.containsKey(setting.name()));
    }

    private static PluginLink open(
            SupplierConfig config, Map<String, String> values, PluginHandle plugin, ProtocolInfo info) {
        SupplierSettings settings =
                new SupplierSettings(config.id(), config.protocol(), config.currency(), config.timeZone(), values);
        try {
            return new Linked(plugin, info, plugin.open(settings, info));
        } catch (SettingsException e) {
            return new Unlinked(e.problems().stream()
                    .map(problem -> new Flaw("settings", problem))
                    .toList());
        } catch (PluginException e) {
            return unlinked("plugin", plugin.plugin().key() + " is broken: " + e.getMessage());
        }
    }

    private static List<Flaw> flaws(SupplierConfig config, ProtocolInfo info) {
        Set<String> declared = info.settings().stream().map(Setting::name).collect(toSet());
        List<Flaw> flaws = new ArrayList<>();
        boolean signed = config.auth() instanceof Auth.Signed;
        if (info.can(Capability.SIGNED_REQUESTS) && !signed) {
            flaws.add(new Flaw("auth", "must be of type signed: the protocol " + info.name() + " signs its requests"));
        } else if (signed && !info.can(Capability.SIGNED_REQUESTS)) {
            flaws.add(new Flaw("auth", "is of type signed, but the protocol " + info.name() + " signs no requests"));
        }
        if (config.pushSecret().isPresent() && !info.can(Capability.PUSHES)) {
            flaws.add(new Flaw(
                    "push", "is there, but the protocol " + info.name() + " has no messages that suppliers send"));
        }
        for (String name : config.settings().keySet().stream().collect(toCollection(TreeSet::new))) {
            if (!declared.contains(name)) {
                String known = declared.isEmpty() ? "none" : String.join(", ", new TreeSet<>(declared));
                flaws.add(new Flaw(
                        "settings." + name,
                        "is not a setting of the protocol " + info.name() + ", which has " + known
                                + Nearest.hint(name, declared)));
            }
        }
        for (Setting setting : info.settings()) {
            if (setting.required() && !config.settings().containsKey(setting.name())) {
                flaws.add(new Flaw("settings." + setting.name(), "is missing: " + setting.description()));
            }
        }
        return flaws;
    }

    static Unlinked unlinked(String path, String sentence) {
        return new Unlinked(List.of(new Flaw(path, sentence)));
    }
}
