package dev.breakwater.hotelchain;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Signer;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.UnitOrder;
import java.util.Optional;

/** Rapid, opened for one supplier. */
final class RapidProtocol implements SupplierProtocol {
    private final QuoteConversation quotes;
    private final CancelConversation cancels;
    private final LookupConversation lookups;
    private final Signer signer;

    RapidProtocol(RapidSettings settings) {
        RapidRequests requests = new RapidRequests(settings);
        ItineraryFinder finder = new ItineraryFinder(requests, settings.links());
        quotes = new QuoteConversation(settings, finder);
        cancels = new CancelConversation(settings, requests, finder);
        lookups = new LookupConversation(settings, finder);
        signer = new RapidSigner(settings.spelling());
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
    public BookingKey canonical(BookingReference reference) {
        return ItineraryReference.of(reference).key();
    }

    @Override
    public Optional<PushReader> pushReader() {
        return Optional.of(new Notifications());
    }

    @Override
    public Optional<Signer> signer() {
        return Optional.of(signer);
    }
}
