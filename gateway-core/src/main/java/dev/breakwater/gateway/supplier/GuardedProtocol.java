package dev.breakwater.gateway.supplier;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.UnitOrder;

/** Calls a plugin's protocol, and every function in the steps it answers, in the plugin's own surroundings. */
final class GuardedProtocol implements SupplierProtocol {
    private final PluginHandle plugin;
    private final SupplierProtocol protocol;

    GuardedProtocol(PluginHandle plugin, SupplierProtocol protocol) {
        this.plugin = plugin;
        this.protocol = protocol;
    }

    @Override
    public Step<QuoteResult> quote(QuoteOrder order) {
        return guarded(plugin.call(() -> protocol.quote(order)));
    }

    @Override
    public Step<CancelResult> cancel(UnitOrder order) {
        return guarded(plugin.call(() -> protocol.cancel(order)));
    }

    @Override
    public Step<LookupResult> lookup(LookupOrder order) {
        return guarded(plugin.call(() -> protocol.lookup(order)));
    }

    @Override
    public BookingKey canonical(BookingReference reference) {
        return plugin.call(() -> protocol.canonical(reference));
    }

    PluginHandle plugin() {
        return plugin;
    }

    @Override
    public String toString() {
        return plugin.plugin().key();
    }

    private <O> Step<O> guarded(Step<O> step) {
        if (step instanceof Step.Ask<O> ask) {
            return new Step.Ask<>(
                    ask.request(), reply -> guarded(plugin.call(() -> ask.then().apply(reply))));
        }
        return step;
    }
}
