package com.example.template;

import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.PluginInfo;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.util.List;
import java.util.Set;

/** What the plugin can do, and what its suppliers' settings may be. */
public final class TemplatePlugin implements SupplierPlugin {
    private static final String LANGUAGE = "language";

    private static final ProtocolInfo PROTOCOL = new ProtocolInfo(
            "template",
            "Template's booking API 1.0",
            Set.of(Capability.QUOTE, Capability.QUOTE_REQUIRED),
            Set.of(),
            List.of(new Setting(LANGUAGE, false, "two small letters: the language of the supplier's texts")),
            List.of());

    @Override
    public PluginInfo info() {
        return new PluginInfo("Suppliers of type SUPPLIER-TYPE that speak Template's API", List.of(PROTOCOL));
    }

    @Override
    public SupplierProtocol open(SupplierSettings settings) {
        String language = settings.value(LANGUAGE).orElse("en");
        if (!language.matches("[a-z]{2}")) {
            throw new SettingsException(List.of(LANGUAGE + " must be two small letters"));
        }
        return new TemplateProtocol(language);
    }
}
