package dev.breakwater.testkit;

import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.PluginInfo;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A tiny plugin that keeps every rule: coach tickets, cancelled seat by seat, over lines of text. */
class CoachPlugin implements SupplierPlugin {
    static final String AGENCY = "agency";
    static final String LANGUAGE = "language";

    static final Set<Capability> CAPABILITIES =
            Set.of(Capability.QUOTE, Capability.PARTIAL, Capability.WAIVER, Capability.ANSWERS_LATER);

    static Set<Capability> with(Capability more) {
        Set<Capability> all = new HashSet<>(CAPABILITIES);
        all.add(more);
        return all;
    }

    static Set<Capability> without(Capability less) {
        Set<Capability> all = new HashSet<>(CAPABILITIES);
        all.remove(less);
        return all;
    }

    /** What a sinner may declare instead. */
    Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public PluginInfo info() {
        return new PluginInfo(
                "Coaches",
                List.of(new ProtocolInfo(
                        "coach",
                        "Lines of text",
                        capabilities(),
                        Set.of(ScopeType.TRAVELLER),
                        List.of(
                                new Setting(AGENCY, true, "Our number at the supplier: digits"),
                                new Setting(LANGUAGE, false, "Two letters")),
                        List.of())));
    }

    @Override
    public SupplierProtocol open(SupplierSettings settings) {
        List<String> problems = new ArrayList<>();
        if (settings.value(AGENCY).filter(value -> value.matches("[0-9]{1,9}")).isEmpty()) {
            problems.add(AGENCY + " must be 1 to 9 digits");
        }
        if (settings.value(LANGUAGE).filter(value -> !value.matches("[a-z]{2}")).isPresent()) {
            problems.add(LANGUAGE + " must be two small letters");
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return protocol(settings);
    }

    SupplierProtocol protocol(SupplierSettings settings) {
        return new CoachProtocol();
    }
}
