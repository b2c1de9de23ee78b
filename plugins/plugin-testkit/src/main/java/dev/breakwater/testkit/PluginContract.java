package dev.breakwater.testkit;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of one protocol of a plugin, as JUnit tests. Extend it, name it {@code …Test}, and tell it an example booking
 * and how the supplier answers in each {@link State}; every rule becomes a test.
 *
 * <p>All orders are given at {@link #NOW}. The supplier is a pure function of what it is asked and of the {@link Scene}: which
 * commits were executed, and when, is kept by the kit.
 */
public abstract class PluginContract {
    /** When everything happens. */
    public static final Instant NOW = Instant.parse("2031-03-04T10:00:00Z");

    /** For the subclass. */
    protected PluginContract() {}

    /** The plugin, new. */
    protected abstract SupplierPlugin plugin();

    /** The example booking, as a caller names it. */
    protected abstract BookingReference booking();

    /** What this request does to the booking at a supplier that executes it, whatever kind the plugin declares. */
    protected abstract Effect effect(WireRequest request);

    /** What the supplier answers. States that do not apply to the protocol are never asked for. */
    protected abstract WireReply reply(WireRequest request, Scene scene);

    /** The protocol, if the plugin speaks several. */
    protected String protocol() {
        return plugin().info().protocols().get(0).name();
    }

    /** A supplier's settings that are right, the required ones at least. Secrets are put there by the kit. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** One wrong value of each setting that can be wrong. */
    protected Map<String, String> wrongSettings() {
        return Map.of();
    }

    /** The supplier's currency, in which most of the example's prices are. */
    protected Currency currency() {
        return Currency.getInstance("EUR");
    }

    /** The supplier's time zone. */
    protected ZoneId timeZone() {
        return ZoneId.of("Europe/Paris");
    }

    /** A part of the example booking; the rest is ordered after it. Needed with {@code PARTIAL}. */
    protected List<ScopeItem> part() {
        return List.of();
    }

    /** A waiver's code that the supplier applies. */
    protected String waiver() {
        return "WAIVER-2020";
    }

    /** A push about the example booking. Needed with {@code PUSHES}. */
    protected Push push() {
        throw new IllegalStateException("PUSHES is declared: override push() with a message about the example booking");
    }

    /** States that the protocol has no reply for, such as {@link State#BUSY} where a supplier cannot say so. */
    protected Set<State> neverShown() {
        return Set.of();
    }

    /** A reply in JSON. */
    protected static WireReply json(int status, String body) {
        return raw(status, "application/json", body);
    }

    /** A reply in XML. */
    protected static WireReply xml(int status, String body) {
        return raw(status, "text/xml; charset=utf-8", body);
    }

    /** A reply in UTF-8; without a body it has no content type. */
    protected static WireReply raw(int status, String contentType, String body) {
        return new WireReply(status, body.isEmpty() ? Map.of() : Map.of("Content-Type", contentType), Bytes.utf8(body));
    }

    /** One test for each rule; one that fails if there is no plugin to try. */
    @TestFactory
    final Stream<DynamicTest> keepsTheRule() {
        Optional<AssertionError> flaw = Contract.flaw(this);
        if (flaw.isPresent()) {
            return Stream.of(DynamicTest.dynamicTest("the plugin can be made", () -> {
                throw flaw.get();
            }));
        }
        Optional<Path> probe = Probe.folder();
        if (probe.isPresent()) {
            return Stream.of(DynamicTest.dynamicTest("is probed", () -> Probe.write(this, probe.get())));
        }
        Contract contract = new Contract(this);
        return Stream.of(Rule.values())
                .map(rule -> DynamicTest.dynamicTest(rule.id() + ": " + rule.sentence(), () -> contract.check(rule)));
    }
}
