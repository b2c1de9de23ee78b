package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Claim;
import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.gateway.cancellation.Ledger;
import dev.breakwater.gateway.conversation.Conversation.Clocks;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.supplier.SupplierConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What every run needs.
 *
 * @param owner this member and its incarnation
 * @param rest has the calling thread wait
 * @param quotes where terms are kept that the caller may find better than his own
 */
record Office(
        String owner,
        Ledger journal,
        Consumer<KeptQuote> quotes,
        Quota quota,
        Pauses pauses,
        Clocks clocks,
        RandomGenerator random,
        Consumer<Duration> rest) {
    /** More than any conversation between two writes of the journal takes. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    /** Why nothing may leave for this supplier now; empty if one exchange may, and is paid for. */
    Optional<Withheld> hindrance(String supplier, Ticket ticket) {
        if (pauses.isPaused(supplier)) {
            return Optional.of(Withheld.PAUSED);
        }
        return ticket.pay() ? Optional.empty() : Optional.of(Withheld.QUOTA);
    }

    /**
     * A claim that outlives the exchanges until the next write: a lost request is asked three times, each may take the
     * supplier's total time-out.
     */
    Claim claim(SupplierConfig supplier) {
        return new Claim(
                owner, MARGIN.plusMillis(4 * supplier.timeouts().total().toMillis()));
    }
}
