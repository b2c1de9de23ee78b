package dev.breakwater.gateway.supplier;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a protocol that was just opened works at all: it folds a booking's reference, or refuses it as none of its own; and
 * for a booking that it does not refuse, quote and look-up have a first step. Nothing is sent.
 */
final class Checkup {
    private static final BookingReference SAMPLE = new BookingReference(
            "1234567890",
            Optional.of("1234567890"),
            Optional.of(new Traveller("Sample Traveller", "traveller@example.com")),
            Map.of());
    private static final Instant THEN = Instant.parse("2020-01-25T08:00:00Z");
    private static final String KEY = "00000000-0000-4000-8000-000000000000";

    private Checkup() {}

    /** @throws PluginException if it does not */
    static <T extends SupplierProtocol> T examine(T protocol, ProtocolInfo info) throws PluginException {
        String what = "canonical()";
        try {
            protocol.canonical(SAMPLE);
        } catch (IllegalArgumentException refused) {
            return protocol;
        } catch (RuntimeException e) {
            throw sick(what, e);
        }
        if (info.attributes().stream().anyMatch(Setting::required)) {
            return protocol;
        }
        try {
            if (info.can(Capability.QUOTE)) {
                what = "quote()";
                protocol.quote(new QuoteOrder(
                        SAMPLE, List.of(), CancellationReason.OTHER, Optional.empty(), List.of(), KEY, THEN));
            }
            what = "lookup()";
            protocol.lookup(new LookupOrder(SAMPLE, Unit.whole(List.of()), Optional.empty(), THEN));
            return protocol;
        } catch (RuntimeException e) {
            throw sick(what, e);
        }
    }

    private static PluginException sick(String what, RuntimeException e) {
        return new PluginException(what + " fails for a sample booking: " + PluginException.describe(e));
    }
}
