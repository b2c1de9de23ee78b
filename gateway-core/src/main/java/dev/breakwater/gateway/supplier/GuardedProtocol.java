package dev.breakwater.gateway.supplier;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.Signer;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.UnitOrder;
import java.util.Optional;

/** Calls a plugin's protocol, and every function in the steps it answers, in the plugin's own surroundings. */
final class GuardedProtocol implements SupplierProtocol {
    private final PluginHandle plugin;
    private final SupplierProtocol protocol;
    private final boolean hasSecrets;
    private final Optional<Signer> signer;
    private final Optional<PushReader> pushReader;

    private GuardedProtocol(PluginHandle plugin, SupplierProtocol protocol, boolean hasSecrets) {
        this.plugin = plugin;
        this.protocol = protocol;
        this.hasSecrets = hasSecrets;
        this.signer = protocol.signer().map(this::guarded);
        this.pushReader = protocol.pushReader().map(this::guarded);
    }

    /** @throws PluginException if the protocol's faces are not what it declares */
    static GuardedProtocol of(PluginHandle plugin, SupplierProtocol protocol, ProtocolInfo info)
            throws PluginException {
        boolean hasSecrets = info.settings().stream().anyMatch(Setting::secret);
        GuardedProtocol guarded = new GuardedProtocol(plugin, protocol, hasSecrets);
        check(info, Capability.SIGNED_REQUESTS, guarded.signer, "signer()");
        check(info, Capability.PUSHES, guarded.pushReader, "pushReader()");
        return guarded;
    }

    private static void check(ProtocolInfo info, Capability capability, Optional<?> face, String method)
            throws PluginException {
        if (info.can(capability) != face.isPresent()) {
            throw new PluginException("the protocol " + info.name() + " declares " + (face.isPresent() ? "no " : "")
                    + capability + ", but " + method + " answers " + (face.isPresent() ? "one" : "none"));
        }
    }

    @Override
    public Step<QuoteResult> quote(QuoteOrder order) {
        refusePlaceholders(order.booking(), order);
        return within(order, guarded(plugin.call(() -> protocol.quote(order))));
    }

    @Override
    public Step<CancelResult> cancel(UnitOrder order) {
        refusePlaceholders(order.booking(), order);
        return guarded(plugin.call(() -> protocol.cancel(order)));
    }

    @Override
    public Step<LookupResult> lookup(LookupOrder order) {
        refusePlaceholders(order.booking(), order);
        return guarded(plugin.call(() -> protocol.lookup(order)));
    }

    @Override
    public BookingKey canonical(BookingReference reference) {
        refusePlaceholders(reference, reference);
        return plugin.call(() -> protocol.canonical(reference));
    }

    @Override
    public Optional<PushReader> pushReader() {
        return pushReader;
    }

    @Override
    public Optional<Signer> signer() {
        return signer;
    }

    PluginHandle plugin() {
        return plugin;
    }

    @Override
    public String toString() {
        return plugin.plugin().key();
    }

    /** What a plugin offered beside an ordered part would be cancelled with it. */
    private Step<QuoteResult> within(QuoteOrder order, Step<QuoteResult> step) {
        if (step instanceof Step.Ask<QuoteResult> ask) {
            return new Step.Ask<>(
                    ask.request(), reply -> within(order, ask.then().apply(reply)));
        }
        if (step instanceof Step.Answer<QuoteResult> answer
                && answer.value() instanceof QuoteResult.Quoted offer
                && !isWithin(order, offer)) {
            throw new IllegalStateException(this + " offers to cancel more than was ordered");
        }
        return step;
    }

    private static boolean isWithin(QuoteOrder order, QuoteResult.Quoted offer) {
        return order.scope().isEmpty()
                || offer.units().stream()
                        .map(quoted -> quoted.unit().scope())
                        .allMatch(scope -> !scope.isEmpty() && order.scope().containsAll(scope));
    }

    private void refusePlaceholders(BookingReference booking, Object order) {
        if (hasSecrets) {
            Secrets.refuseIn(booking, order);
        }
    }

    private Signer guarded(Signer raw) {
        return (request, key, now) -> plugin.call(() -> raw.sign(request, key, now));
    }

    private PushReader guarded(PushReader raw) {
        return push -> plugin.call(() -> raw.read(push));
    }

    private <O> Step<O> guarded(Step<O> step) {
        if (step instanceof Step.Ask<O> ask) {
            return new Step.Ask<>(
                    ask.request(), reply -> guarded(plugin.call(() -> ask.then().apply(reply))));
        }
        return step;
    }
}
