package dev.breakwater.rail;

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

/** OSDM for one supplier. */
final class OsdmProtocol implements SupplierProtocol {
    private final OsdmRequests requests;
    private final OsdmReader reader;
    private final boolean confirmationCheck;
    private final boolean dividesTickets;

    OsdmProtocol(OsdmSettings settings) {
        this.requests = new OsdmRequests(settings.requestor());
        this.reader = new OsdmReader(settings.timeZone());
        this.confirmationCheck = settings.confirmationCheck();
        this.dividesTickets = settings.dividesTickets();
    }

    @Override
    public Step<QuoteResult> quote(QuoteOrder order) {
        return new Quoting(order, requests, reader, dividesTickets).begin();
    }

    @Override
    public Step<CancelResult> cancel(UnitOrder order) {
        return Carried.of(order.unit())
                .map(carried -> new Cancelling(order, carried, requests, reader).begin(confirmationCheck))
                .orElseGet(Cancelling::withoutQuote);
    }

    @Override
    public Step<LookupResult> lookup(LookupOrder order) {
        return new LookingUp(order, requests, reader).begin();
    }

    @Override
    public BookingKey canonical(BookingReference reference) {
        return References.canonical(reference.reference());
    }

    @Override
    public Optional<PushReader> pushReader() {
        return Optional.of(new BookingEvents());
    }
}
