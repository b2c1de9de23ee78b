package dev.breakwater.airline;

import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.WireRequest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is configured for one airline.
 *
 * @param owner the airline's code, in {@code OwnerCode}
 * @param sellerId our accreditation number, in the distribution chain
 * @param sellerName our name there, if the airline wants one
 * @param paths where each message goes
 * @param headers agreed headers of every request
 * @param isSoap whether messages travel in a SOAP 1.1 envelope
 * @param waiverType the {@code FareWaiverTypeCode} of every waiver
 * @param currency what the airline settles in
 * @param timeZone the zone of times that the airline tells without an offset
 */
record NdcSettings(
        String owner,
        String sellerId,
        Optional<String> sellerName,
        Map<Message, String> paths,
        Map<String, String> headers,
        boolean isSoap,
        String waiverType,
        Currency currency,
        ZoneId timeZone) {
    static final String PROTOCOL = "ndc";
    static final String OWNER = "ownerCode";
    static final String SELLER_ID = "sellerId";
    static final String SELLER_NAME = "sellerName";
    static final String RESHOP_PATH = "reshopPath";
    static final String CHANGE_PATH = "changePath";
    static final String RETRIEVE_PATH = "retrievePath";
    static final String HEADERS = "headers";
    static final String ENVELOPE = "envelope";
    static final String WAIVER_TYPE = "waiverType";

    private static final List<String> NAMES = List.of(
            OWNER, SELLER_ID, SELLER_NAME, RESHOP_PATH, CHANGE_PATH, RETRIEVE_PATH, HEADERS, ENVELOPE, WAIVER_TYPE);
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{2,3}");
    private static final Pattern LINE = Pattern.compile("\\S(?:.{0,198}\\S)?");
    private static final Pattern PATH = Pattern.compile("/(?:[!-.0-~][!-~]*)?");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]+): ?([!-~](?:[ -~]*[!-~])?)");

    NdcSettings {
        paths = Map.copyOf(paths);
        headers = Map.copyOf(headers);
    }

    static NdcSettings of(SupplierSettings settings) {
        return new Check(settings).read();
    }

    private static final class Check {
        private final SupplierSettings settings;
        private final List<String> problems = new ArrayList<>();

        Check(SupplierSettings settings) {
            this.settings = settings;
        }

        NdcSettings read() {
            if (!settings.protocol().equals(PROTOCOL)) {
                problems.add("protocol must be " + PROTOCOL);
            }
            for (String name : new TreeSet<>(settings.values().keySet())) {
                if (!NAMES.contains(name)) {
                    problems.add(name + " is not a setting of " + PROTOCOL);
                }
            }
            String owner = text(OWNER, CODE, "2 or 3 capital letters or digits").orElse("");
            String sellerId = text(SELLER_ID, LINE, "1 to 200 characters without blanks at the ends")
                    .orElse("");
            if (settings.value(OWNER).isEmpty()) {
                problems.add(OWNER + " is required");
            }
            if (settings.value(SELLER_ID).isEmpty()) {
                problems.add(SELLER_ID + " is required");
            }
            NdcSettings read = new NdcSettings(
                    owner,
                    sellerId,
                    text(SELLER_NAME, LINE, "1 to 200 characters without blanks at the ends"),
                    Map.of(
                            Message.RESHOP, path(RESHOP_PATH, "/OrderReshop"),
                            Message.CHANGE, path(CHANGE_PATH, "/OrderChange"),
                            Message.RETRIEVE, path(RETRIEVE_PATH, "/OrderRetrieve")),
                    headers(),
                    text(ENVELOPE, Pattern.compile("none|soap"), "none or soap")
                            .filter("soap"::equals)
                            .isPresent(),
                    text(WAIVER_TYPE, LINE, "1 to 200 characters without blanks at the ends")
                            .orElse("FareComponent"),
                    settings.currency(),
                    settings.timeZone());
            if (!problems.isEmpty()) {
                throw new SettingsException(problems);
            }
            return read;
        }

        private Optional<String> text(String name, Pattern allowed, String description) {
            Optional<String> value = settings.value(name);
            boolean isAllowed = value.filter(text -> !allowed.matcher(text).matches() || !Markup.canCarry(text))
                    .isEmpty();
            if (!isAllowed) {
                problems.add(name + " must be " + description);
            }
            return value;
        }

        private String path(String name, String otherwise) {
            return text(name, PATH, "a path that begins with one slash and is percent-encoded")
                    .orElse(otherwise);
        }

        private Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String header : settings.value(HEADERS).orElse("").split(";")) {
                var parts = HEADER.matcher(header.strip());
                if (parts.matches()) {
                    headers.put(parts.group(1), parts.group(2));
                } else if (!header.isBlank()) {
                    problems.add(HEADERS + " must be like 'Name: value; Other-Name: value' in printable ASCII");
                }
            }
            try {
                WireRequest.get("/", headers);
            } catch (IllegalArgumentException reserved) {
                problems.add(HEADERS + " must leave the gateway's own headers alone: " + reserved.getMessage());
            }
            return headers;
        }
    }
}
