package dev.breakwater.gateway.intake;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change.Conclude;
import dev.breakwater.gateway.cancellation.Change.Conclusion;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.postgres.CommitUnknown;
import dev.breakwater.gateway.postgres.NotCommitted;
import dev.breakwater.gateway.postgres.Overloaded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Takes orders back while certainly nothing was sent. */
public final class Withdrawal {
    private static final int ATTEMPTS = 5;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Journal journal;

    public Withdrawal(Journal journal) {
        this.journal = journal;
    }

    /**
     * Takes an order back. One that is withdrawn already stays so.
     *
     * @param actor {@code caller:ID} or {@code operator:ID}
     * @param reason {@link StatusReason#WITHDRAWN_BY_CALLER} or {@link StatusReason#WITHDRAWN_BY_OPERATOR}
     * @throws Rejection if it is not there, or too late
     */
    public Cancellation withdraw(UUID id, String actor, StatusReason reason) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Cancellation now = journal.find(id)
                    .orElseThrow(() -> Rejection.of(Code.NOT_FOUND, "There is no such cancellation of yours."));
            if (now.status() == Status.WITHDRAWN) {
                return now;
            }
            whyNot(now).ifPresent(why -> {
                throw Rejection.of(Code.NOT_WITHDRAWABLE, why);
            });
            if (write(now, actor, reason) instanceof Changed.Written written) {
                return written.cancellation();
            }
        }
        throw Rejection.tryAgain(
                Code.NOT_WITHDRAWABLE, "It changes too quickly to be withdrawn at this moment; try again.", SOON);
    }

    private Changed write(Cancellation base, String actor, StatusReason reason) {
        Conclusion withdrawn = new Conclusion(
                Status.WITHDRAWN, reason, actor, Map.of(), base.progress(), base.lookups(), Optional.empty());
        try {
            return journal.write(new Conclude(base, withdrawn, List.of(), Optional.empty(), Optional.empty(), Set.of()))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommitUnknown) {
                return new Changed.Missed();
            }
            if (e.getCause() instanceof Overloaded) {
                throw Rejection.tryAgain(Code.OVERLOADED, "Too much is waiting to be written.", SOON);
            }
            if (e.getCause() instanceof NotCommitted) {
                throw Rejection.tryAgain(
                        Code.JOURNAL_UNAVAILABLE, "The journal cannot be reached; nothing was changed.", SOON);
            }
            throw e;
        }
    }

    private static Optional<String> whyNot(Cancellation now) {
        return switch (now.status()) {
            case ACCEPTED, SCHEDULED, NEEDS_REVIEW ->
                now.progress().effect() == Effect.NONE
                        ? Optional.empty()
                        : Optional.of("Some of it was sent to the supplier already; see its units.");
            case IN_FLIGHT -> Optional.of("The gateway is talking to the supplier about it at this moment.");
            case IN_DOUBT -> Optional.of("A commit was sent and its reply was lost; it may be cancelled already.");
            case AWAITING_SUPPLIER -> Optional.of("The supplier has accepted it and works on it.");
            case CANCELLED, PARTIALLY_CANCELLED, REFUSED, EXPIRED, WITHDRAWN ->
                Optional.of("It has ended as " + now.status() + ".");
        };
    }
}
