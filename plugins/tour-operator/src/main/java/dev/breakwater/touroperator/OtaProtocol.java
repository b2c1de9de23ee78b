package dev.breakwater.touroperator;

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

/** OTA for one supplier. */
final class OtaProtocol implements SupplierProtocol {
    private final OtaSettings settings;

    OtaProtocol(OtaSettings settings) {
        this.settings = settings;
    }

    @Override
    public Step<QuoteResult> quote(QuoteOrder order) {
        return new Quoting(order, settings).begin();
    }

    @Override
    public Step<CancelResult> cancel(UnitOrder order) {
        return Carried.of(order.unit())
                .map(carried -> new Cancelling(order, carried, settings).begin())
                .orElseGet(Cancelling::withoutQuote);
    }

    @Override
    public Step<LookupResult> lookup(LookupOrder order) {
        return new LookingUp(order, settings).begin();
    }

    @Override
    public BookingKey canonical(BookingReference reference) {
        return References.canonical(reference.reference());
    }
}
