package dev.breakwater.attraction;

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

/** OCTO, opened for one supplier. */
final class OctoProtocol implements SupplierProtocol {
    private final QuoteConversation quotes;
    private final CancelConversation cancels;
    private final LookupConversation lookups;

    OctoProtocol(OctoSettings settings) {
        OctoRequests requests = new OctoRequests(settings);
        BookingFinder finder = new BookingFinder(requests);
        CutoffFinder cutoffs = new CutoffFinder(requests, settings.timeZone());
        Refunds refunds = new Refunds(settings.currency());
        quotes = new QuoteConversation(requests, cutoffs, settings.currency());
        cancels = new CancelConversation(requests, finder, cutoffs, refunds);
        lookups = new LookupConversation(finder, refunds);
    }

    @Override
    public Step<QuoteResult> quote(QuoteOrder order) {
        return quotes.start(order);
    }

    @Override
    public Step<CancelResult> cancel(UnitOrder order) {
        return cancels.start(order);
    }

    @Override
    public Step<LookupResult> lookup(LookupOrder order) {
        return lookups.start(order);
    }

    @Override
    public Optional<PushReader> pushReader() {
        return Optional.of(new BookingPushes());
    }

    @Override
    public BookingKey canonical(BookingReference reference) {
        return OctoReference.of(reference).key();
    }
}
