package dev.breakwater.testkit;

import dev.breakwater.gateway.conversation.Conversation;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.QuotedUnit;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.Waiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Where a plugin is tried: it gives the orders, runs them through the gateway's conversation, and audits what comes out. */
final class Bench {
    private static final String QUOTE_KEY = "5f0c6a52-3d5e-4c0a-9f5b-1c1f2c0a7d01";
    private static final Duration LATER = Duration.ofMinutes(10);

    private final PluginContract contract;
    private final Rule rule;
    private final BookingReference booking;
    private final String order;
    private final ProtocolInfo info;
    private final SupplierProtocol protocol;
    private final Audit audit;
    private List<Unit> whole;

    /** @param rule what is being checked */
    Bench(PluginContract contract, Rule rule) {
        this(contract, rule, contract.booking(), "");
    }

    /** @param order what tells the keys of this order from those of another one */
    private Bench(PluginContract contract, Rule rule, BookingReference booking, String order) {
        this.contract = contract;
        this.rule = rule;
        this.booking = booking;
        this.order = order;
        this.info = contract.plugin().info().protocols().stream()
                .filter(protocol -> protocol.name().equals(contract.protocol()))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("the plugin has no protocol " + contract.protocol()));
        this.protocol = open(settings());
        this.audit = new Audit(contract, info, rule);
    }

    /** Where the next order for the booking is given, by the reference it has then. */
    Bench next(String reference) {
        BookingReference named =
                new BookingReference(reference, booking.ownReference(), booking.traveller(), booking.attributes());
        return new Bench(contract, rule, named, order + "next ");
    }

    PluginContract contract() {
        return contract;
    }

    Rule rule() {
        return rule;
    }

    ProtocolInfo info() {
        return info;
    }

    boolean can(Capability capability) {
        return info.can(capability);
    }

    boolean shows(State state) {
        return !contract.neverShown().contains(state);
    }

    SupplierProtocol protocol() {
        return protocol;
    }

    /** As the orders name it. */
    BookingReference booking() {
        return booking;
    }

    /** The settings of the example, with placeholders for secrets as the gateway puts them. */
    Map<String, String> settings() {
        Map<String, String> all = new HashMap<>(contract.settings());
        info.settings().stream()
                .filter(Setting::secret)
                .filter(Setting::required)
                .forEach(setting -> all.put(setting.name(), setting.placeholder()));
        return all;
    }

    SupplierProtocol open(Map<String, String> settings) {
        return contract.plugin()
                .open(new SupplierSettings(
                        "example", contract.protocol(), contract.currency(), contract.timeZone(), settings));
    }

    NastySupplier supplier(State state) {
        return new NastySupplier(contract, state, can(Capability.QUOTE) ? units().size() : 1);
    }

    /** The units of the whole booking, as a quote names them. */
    List<Unit> units() {
        if (whole == null) {
            whole = units(new NastySupplier(contract, State.ACTIVE, 1), List.of());
        }
        return whole;
    }

    /** The first unit of the whole booking. */
    Unit unit() {
        return units().get(0);
    }

    List<Unit> units(NastySupplier supplier, List<ScopeItem> scope) {
        if (!can(Capability.QUOTE)) {
            return List.of(Unit.whole(scope));
        }
        Run<QuoteResult> run = quote(supplier, quoteOrder(scope, Optional.empty(), List.of()), Mishap.NONE);
        return quoted(run).units().stream().map(QuotedUnit::unit).toList();
    }

    QuoteResult.Quoted quoted(Run<QuoteResult> run) {
        return run.answer(QuoteResult.Quoted.class)
                .orElseThrow(() -> run.breaks(Rule.QUOTE, "a booking that can be cancelled is not quoted"));
    }

    QuoteOrder quoteOrder(List<ScopeItem> scope, Optional<Waiver> waiver, List<Unit> previous) {
        return new QuoteOrder(
                booking,
                scope,
                CancellationReason.CUSTOMER_REQUEST,
                waiver,
                previous,
                order.isEmpty() ? QUOTE_KEY : key(QUOTE_KEY),
                PluginContract.NOW);
    }

    UnitOrder unitOrder(Unit unit, Optional<Waiver> waiver) {
        return new UnitOrder(
                booking, unit, CancellationReason.CUSTOMER_REQUEST, waiver, commitKey(unit), PluginContract.NOW);
    }

    String commitKey(Unit unit) {
        return key(unit.key());
    }

    private String key(String name) {
        return UUID.nameUUIDFromBytes((order + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** @param committed whether a commit of ours may have left before */
    LookupOrder lookupOrder(BookingReference booking, Unit unit, boolean committed) {
        return new LookupOrder(
                booking,
                unit,
                committed
                        ? Optional.of(new LookupOrder.Committed(PluginContract.NOW, commitKey(unit)))
                        : Optional.empty(),
                PluginContract.NOW.plus(LATER));
    }

    Run<QuoteResult> quote(NastySupplier supplier, QuoteOrder order, Mishap mishap) {
        return run(Operation.QUOTE, () -> protocol.quote(order), supplier, mishap);
    }

    Run<QuoteResult> quote(NastySupplier supplier, Mishap mishap) {
        return quote(supplier, quoteOrder(List.of(), Optional.empty(), List.of()), mishap);
    }

    Run<CancelResult> cancel(NastySupplier supplier, UnitOrder order, Mishap mishap) {
        return run(Operation.CANCEL, () -> protocol.cancel(order), supplier, mishap);
    }

    Run<CancelResult> cancel(NastySupplier supplier, Unit unit, Mishap mishap) {
        return cancel(supplier, unitOrder(unit, Optional.empty()), mishap);
    }

    /** Cancels the first unit of the booking. */
    Run<CancelResult> cancel(NastySupplier supplier, Mishap mishap) {
        return cancel(supplier, unit(), mishap);
    }

    Run<LookupResult> lookup(NastySupplier supplier, LookupOrder order, Mishap mishap) {
        return run(Operation.LOOKUP, () -> protocol.lookup(order), supplier, mishap);
    }

    /** Looks how the first unit of the booking stands. */
    Run<LookupResult> lookup(NastySupplier supplier, boolean committed, Mishap mishap) {
        return lookup(supplier, lookupOrder(booking, unit(), committed), mishap);
    }

    private <O> Run<O> run(Operation operation, Supplier<Step<O>> opening, NastySupplier supplier, Mishap mishap) {
        State before = supplier.state();
        int executedBefore = supplier.commits().size();
        supplier.expect(mishap);
        Steps<O> steps = new Steps<>(rule == Rule.SAME_ANSWER);
        Outcome<O> outcome =
                new Conversation<O>(operation, supplier, supplier, supplier.clocks()).run(() -> steps.take(opening));
        String scene = before == supplier.state() ? "in state " + before : "from " + before + " to " + supplier.state();
        Run<O> run = new Run<>(operation, scene, mishap, steps.asked(), outcome);
        if (supplier.scriptFailure() != null) {
            throw new AssertionError(
                    "The scripted supplier failed. It has to answer every request the plugin sends in state "
                            + supplier.state() + ":\n" + run.sent(),
                    supplier.scriptFailure());
        }
        audit.check(run, steps, supplier, supplier.commits().size() - executedBefore);
        return run;
    }
}
