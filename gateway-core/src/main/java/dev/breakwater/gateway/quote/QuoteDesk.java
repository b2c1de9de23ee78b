package dev.breakwater.gateway.quote;

import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.gateway.cancellation.Quotes;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.dispatch.OrderCheck;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.SupplierWord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives quotes. */
public final class QuoteDesk {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Suppliers suppliers;
    private final Dispatcher dispatcher;
    private final Quotes quotes;
    private final InstantSource clock;

    public QuoteDesk(Suppliers suppliers, Dispatcher dispatcher, Quotes quotes, InstantSource clock) {
        this.suppliers = suppliers;
        this.dispatcher = dispatcher;
        this.quotes = quotes;
        this.clock = clock;
    }

    /**
     * Asks the supplier, and keeps what it said.
     *
     * @throws Rejection if there is no quote
     */
    public KeptQuote ask(Question question) {
        Supplier supplier = OrderCheck.connected(suppliers, question.supplier());
        Connection connection = supplier.connection().orElseThrow();
        OrderCheck.check(connection, question.booking(), question.scope(), question.waiver());
        if (!connection.info().can(Capability.QUOTE)) {
            throw Rejection.of(Code.NOT_SUPPORTED, "This supplier's protocol cannot tell terms before it cancels.");
        }
        if (dispatcher.isPaused(question.supplier())) {
            throw Rejection.tryAgain(Code.SUPPLIER_PAUSED, "The supplier is paused by an operator.", SOON);
        }
        UUID id = Ids.next();
        Instant now = clock.instant();
        QuoteOrder order = new QuoteOrder(
                question.booking(),
                question.scope(),
                question.reason(),
                question.waiver(),
                List.of(),
                Ids.stable(id, "quote", 0).toString(),
                now);
        Outcome<QuoteResult> outcome = dispatcher.quote(supplier, connection, order);
        Quoted quoted = quoted(outcome);
        KeptQuote kept = new KeptQuote(
                id,
                question.caller(),
                question.supplier(),
                question.booking(),
                question.scope(),
                question.reason(),
                question.waiver(),
                quoted.units().stream()
                        .map(unit -> new KeptQuote.Offer(unit.unit(), unit.terms()))
                        .toList(),
                quoted.waiverApplied(),
                now,
                quoted.expiresAt());
        quotes.save(kept, outcome.exchanges());
        return kept;
    }

    /** A quote that was given to this caller. */
    public Optional<KeptQuote> find(UUID id) {
        return quotes.find(id);
    }

    private static Quoted quoted(Outcome<QuoteResult> outcome) {
        if (!(outcome instanceof Outcome.Answered<QuoteResult> answered)) {
            if (outcome instanceof Outcome.HeldBack<QuoteResult> held && held.why() == Withheld.NOT_ORDERED) {
                throw Rejection.of(
                        Code.NOT_SUPPORTED,
                        "This supplier may cancel when it is asked for its terms, so it is only asked for an order.");
            }
            if (outcome instanceof Outcome.HeldBack<QuoteResult>) {
                throw Rejection.tryAgain(
                        Code.SUPPLIER_UNAVAILABLE, "The supplier's quota is used up for the moment.", SOON);
            }
            String cause = outcome instanceof Outcome.NotDone<QuoteResult> notDone ? ": " + notDone.detail() : ".";
            boolean broken = outcome instanceof Outcome.Broken<QuoteResult>;
            throw broken
                    ? Rejection.of(Code.SUPPLIER_UNREADABLE, "The supplier's plugin failed; nothing was cancelled.")
                    : Rejection.tryAgain(Code.SUPPLIER_UNAVAILABLE, "The supplier gave no quote" + cause, SOON);
        }
        QuoteResult result = answered.value();
        if (result instanceof Quoted quoted) {
            return quoted;
        }
        if (result instanceof QuoteResult.Refused refused) {
            throw Rejection.of(Code.SUPPLIER_REFUSED, "The supplier refuses: " + refused.code() + said(refused.word()));
        }
        if (result instanceof QuoteResult.Busy busy) {
            throw Rejection.tryAgain(Code.SUPPLIER_UNAVAILABLE, "The supplier is busy" + said(busy.word()), SOON);
        }
        throw Rejection.of(
                Code.SUPPLIER_UNREADABLE, "The supplier's answer could not be understood" + said(result.word()));
    }

    private static String said(SupplierWord word) {
        String text = (word.code() + " " + word.text()).strip();
        return text.isEmpty() ? "." : " (" + text + ").";
    }
}
