package dev.breakwater.attraction;

import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierSettings;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What may differ from one OCTO supplier to the next.
 *
 * @param capabilities the header {@code Octo-Capabilities}; empty: core only, which tells no prices
 * @param trailingSlash whether the paths of collections end in a slash
 * @param language the header {@code Accept-Language}, if it is to be sent
 * @param currency what an amount of nothing is expressed in when the supplier names no currency
 * @param timeZone where the venue is, if neither the product nor the booking tells
 */
record OctoSettings(
        String capabilities, boolean trailingSlash, Optional<String> language, Currency currency, ZoneId timeZone) {
    private static final String CAPABILITIES = "capabilities";
    private static final String TRAILING_SLASH = "trailingSlash";
    private static final String LANGUAGE = "language";
    private static final String CAPABILITY = "[a-z0-9-]+/[a-z0-9-]+";
    private static final String LANGUAGE_RANGE = "(\\*|[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)(;q=[01](\\.[0-9]{1,3})?)?";

    static final List<Setting> DECLARED = List.of(
            new Setting(
                    CAPABILITIES,
                    false,
                    "The OCTO capabilities to ask for, separated by commas; octo/pricing if absent. "
                            + "Without octo/pricing the supplier tells no prices."),
            new Setting(
                    TRAILING_SLASH,
                    false,
                    "Whether the paths of collections end in a slash (/bookings/): true or false; true if absent."),
            new Setting(
                    LANGUAGE,
                    false,
                    "The language the supplier's texts are asked for in, such as en-US; the supplier's own if absent."));

    /** @throws SettingsException naming every problem at once */
    static OctoSettings of(SupplierSettings settings) {
        List<String> problems = new ArrayList<>();
        List<String> known = DECLARED.stream().map(Setting::name).toList();
        for (String name : new TreeSet<>(settings.values().keySet())) {
            if (!known.contains(name)) {
                problems.add(name + " is not a setting of octo; there are " + String.join(", ", known));
            }
        }
        String capabilities = settings.value(CAPABILITIES).orElse("octo/pricing");
        if (!isList(capabilities, CAPABILITY) && !capabilities.isEmpty()) {
            problems.add(CAPABILITIES + " must be names such as octo/pricing, separated by commas, or empty");
        }
        String trailingSlash = settings.value(TRAILING_SLASH).orElse("true");
        if (!trailingSlash.matches("true|false")) {
            problems.add(TRAILING_SLASH + " must be true or false");
        }
        Optional<String> language = settings.value(LANGUAGE);
        if (language.isPresent() && !isList(language.get(), LANGUAGE_RANGE)) {
            problems.add(LANGUAGE + " must be language tags such as en-US, separated by commas");
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new OctoSettings(
                capabilities, Boolean.parseBoolean(trailingSlash), language, settings.currency(), settings.timeZone());
    }

    private static boolean isList(String text, String element) {
        return text.length() <= 500 && text.matches(element + "( ?, ?" + element + ")*");
    }
}
