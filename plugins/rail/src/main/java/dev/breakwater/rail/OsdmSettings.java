package dev.breakwater.rail;

import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierSettings;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is configured for one supplier.
 *
 * @param requestor the content of the {@code Requestor} header, if there is to be one
 * @param confirmationCheck whether each commit is preceded by the supplier's confirmation check
 * @param dividesTickets whether the supplier refunds what single travellers have of a ticket
 * @param timeZone the zone of times that the supplier tells without an offset
 */
record OsdmSettings(Optional<String> requestor, boolean confirmationCheck, boolean dividesTickets, ZoneId timeZone) {
    static final String PROTOCOL = "osdm";
    static final String REQUESTOR = "requestor";
    static final String CONFIRMATION_CHECK = "confirmationCheck";
    static final String REFUND_SPECIFICATIONS = "refundSpecifications";

    private static final Set<String> NAMES = Set.of(REQUESTOR, CONFIRMATION_CHECK, REFUND_SPECIFICATIONS);

    static OsdmSettings of(SupplierSettings settings) {
        List<String> problems = new ArrayList<>();
        if (!settings.protocol().equals(PROTOCOL)) {
            problems.add("protocol must be " + PROTOCOL);
        }
        for (String name : new TreeSet<>(settings.values().keySet())) {
            if (!NAMES.contains(name)) {
                problems.add(name + " is not a setting of " + PROTOCOL);
            }
        }
        Optional<String> requestor = settings.value(REQUESTOR);
        if (requestor.isPresent() && !requestor.get().matches("[!-~](?:[ -~]{0,998}[!-~])?")) {
            problems.add(REQUESTOR + " must be 1 to 1000 printable ASCII characters without blanks at its ends");
        }
        boolean check = isTrue(settings, CONFIRMATION_CHECK, problems);
        boolean divides = isTrue(settings, REFUND_SPECIFICATIONS, problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new OsdmSettings(requestor, check, divides, settings.timeZone());
    }

    private static boolean isTrue(SupplierSettings settings, String name, List<String> problems) {
        String value = settings.value(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            problems.add(name + " must be true or false");
        }
        return value.equals("true");
    }
}
