package dev.breakwater.hotelchain;

import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What may differ from one Rapid supplier to the next.
 *
 * @param links where the supplier's links may lead
 * @param email the address itineraries were booked with, where an order does not tell it
 * @param quoteAge how long a quote is good for at most
 * @param currency what an amount of nothing is expressed in where the supplier names no currency
 * @param timeZone where a property is that does not tell
 */
record RapidSettings(
        LinkBase links,
        String customerIp,
        String userAgent,
        Optional<String> email,
        Duration quoteAge,
        RapidSigner.Spelling spelling,
        Currency currency,
        ZoneId timeZone) {
    private static final String LINK_BASE = "linkBase";
    private static final String CUSTOMER_IP = "customerIp";
    private static final String USER_AGENT = "userAgent";
    private static final String EMAIL = "email";
    private static final String QUOTE_MINUTES = "quoteMinutes";
    private static final String SIGNATURE_SPELLING = "signatureSpelling";

    static final List<Setting> DECLARED = List.of(
            new Setting(
                    LINK_BASE,
                    true,
                    "The supplier's base URL as its own links spell it, such as https://api.ean.com/v3; "
                            + "links that lead elsewhere are not followed."),
            new Setting(CUSTOMER_IP, true, "The header Customer-Ip: the address that requests are made for."),
            new Setting(USER_AGENT, true, "The header User-Agent, such as HarbourTrips/1.0."),
            new Setting(EMAIL, false, "The address itineraries were booked with, where an order does not tell it."),
            new Setting(
                    QUOTE_MINUTES,
                    false,
                    "How many minutes a quote is good for, unless its link expires before: 1 to 1440; 15 if absent."),
            new Setting(
                    SIGNATURE_SPELLING,
                    false,
                    "How the header Authorization spells its words: apikey or APIKey; apikey if absent."));

    /** @throws SettingsException naming every problem at once */
    static RapidSettings of(SupplierSettings settings) {
        List<String> problems = new ArrayList<>();
        List<String> known = DECLARED.stream().map(Setting::name).toList();
        for (String name : new TreeSet<>(settings.values().keySet())) {
            if (!known.contains(name)) {
                problems.add(name + " is not a setting of rapid; there are " + String.join(", ", known));
            }
        }
        Optional<LinkBase> links = settings.value(LINK_BASE).flatMap(LinkBase::of);
        if (links.isEmpty()) {
            problems.add(LINK_BASE + " must be a URL of http or https such as https://api.ean.com/v3");
        }
        String customerIp = settings.value(CUSTOMER_IP).orElse("");
        if (!customerIp.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=.*:)[0-9A-Fa-f:.]{2,45}")) {
            problems.add(CUSTOMER_IP + " must be an IP address");
        }
        String userAgent = settings.value(USER_AGENT).orElse("");
        if (!userAgent.matches("[!-~]([ -~]{0,198}[!-~])?")) {
            problems.add(USER_AGENT + " must be 1 to 200 printable ASCII characters without blanks at its ends");
        }
        Optional<String> email = settings.value(EMAIL);
        if (email.isPresent() && !Access.isEmail(email.get())) {
            problems.add(EMAIL + " must be an e-mail address");
        }
        String minutes = settings.value(QUOTE_MINUTES).orElse("15");
        boolean readable = minutes.matches("[1-9][0-9]{0,3}") && Integer.parseInt(minutes) <= 1440;
        if (!readable) {
            problems.add(QUOTE_MINUTES + " must be a whole number from 1 to 1440");
        }
        Optional<RapidSigner.Spelling> spelling =
                RapidSigner.Spelling.of(settings.value(SIGNATURE_SPELLING).orElse("apikey"));
        if (spelling.isEmpty()) {
            problems.add(SIGNATURE_SPELLING + " must be apikey or APIKey");
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new RapidSettings(
                links.orElseThrow(),
                customerIp,
                userAgent,
                email,
                Duration.ofMinutes(Long.parseLong(minutes)),
                spelling.orElseThrow(),
                settings.currency(),
                settings.timeZone());
    }
}
