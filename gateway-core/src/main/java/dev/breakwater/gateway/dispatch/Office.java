package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Claim;
import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.gateway.cancellation.Ledger;
import dev.breakwater.gateway.conversation.Conversation.Clocks;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.dispatch.Gate.Guards;
import dev.breakwater.gateway.supplier.SupplierConfig;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What every run needs.
 *
 * @param owner this member and its incarnation
 * @param rest has the calling thread wait
 * @param conversations observes them
 * @param quotes where terms are kept that the caller may find better than his own
 */
record Office(
        String owner,
        Ledger journal,
        Consumer<KeptQuote> quotes,
        Guards guards,
        Pauses pauses,
        Clocks clocks,
        RandomGenerator random,
        Consumer<Duration> rest,
        ConversationObservation conversations) {
    /** More than any conversation between two writes of the journal takes, and waits for quota. */
    private static final Duration MARGIN = Duration.ofSeconds(15).plus(Ticket.PATIENCE);

    /**
     * A claim that outlives the exchanges until the next write: a lost request is asked three times, each may take the
     * supplier's total time-out.
     */
    Claim claim(SupplierConfig supplier) {
        return new Claim(
                owner, MARGIN.plusMillis(4 * supplier.timeouts().total().toMillis()));
    }

    /** Has a conversation about an order, as a part of the order's trace. */
    <O> Outcome<O> converse(Ticket ticket, Cancellation order, Operation operation, Supplier<Outcome<O>> conversation) {
        return conversations.of(ticket, operation, order.instruction().trace(), conversation);
    }
}
