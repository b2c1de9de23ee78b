package dev.breakwater.airline;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.UnitOrder;
import java.util.Optional;

/** NDC for one airline. */
final class NdcProtocol implements SupplierProtocol {
    private final NdcSettings settings;
    private final NdcRequests requests;

    NdcProtocol(NdcSettings settings) {
        this.settings = settings;
        this.requests = new NdcRequests(settings);
    }

    @Override
    public Step<QuoteResult> quote(QuoteOrder order) {
        return new Quoting(order, settings, requests).begin();
    }

    @Override
    public Step<CancelResult> cancel(UnitOrder order) {
        return new Cancelling(order, settings, requests).begin();
    }

    @Override
    public Step<LookupResult> lookup(LookupOrder order) {
        return new LookingUp(order, settings, requests).begin();
    }

    @Override
    public BookingKey canonical(BookingReference reference) {
        Unpaid.check(reference);
        return References.canonical(reference.reference());
    }

    @Override
    public Optional<PushReader> pushReader() {
        return Optional.of(new ChangeNotices(settings.owner()));
    }
}
