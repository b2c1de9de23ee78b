package dev.breakwater.gateway.review;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change.Decide;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.WrittenByNewer;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.postgres.CommitUnknown;
import dev.breakwater.gateway.postgres.NotCommitted;
import dev.breakwater.gateway.postgres.Overloaded;
import dev.breakwater.gateway.review.Decision.Action;
import dev.breakwater.gateway.review.Decision.Finding;
import dev.breakwater.gateway.review.Decision.Resolution;
import dev.breakwater.gateway.review.Decision.Withdrawal;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.gateway.supplier.Suppliers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Carries out what people decide. Of several who decide at once, one wins, and the others are told how it stands. */
public final class Decisions {
    private static final int ATTEMPTS = 5;
    private static final Duration SOON = Duration.ofSeconds(1);
    /** For a supplier that is not configured any more: longer than any exchange with it took. */
    private static final Duration LONG_QUIET = Duration.ofMinutes(10);

    private static final Duration LIFE_WITHOUT_SUPPLIER = Duration.ofHours(24);

    private final Journal journal;
    private final Suppliers suppliers;
    private final Dispatcher dispatcher;

    public Decisions(Journal journal, Suppliers suppliers, Dispatcher dispatcher) {
        this.journal = journal;
        this.suppliers = suppliers;
        this.dispatcher = dispatcher;
    }

    /** What somebody who sees everything may decide about this one now. */
    public static Set<Action> allowed(Cancellation now) {
        Set<Action> allowed = EnumSet.noneOf(Action.class);
        if (Resolving.whyNot(now).isEmpty()) {
            allowed.add(Action.RESOLVE);
        }
        if (!now.status().isFinal()) {
            allowed.add(Action.RETRY);
        }
        if (Withdrawing.whyNot(now).isEmpty()) {
            allowed.add(Action.WITHDRAW);
        }
        return allowed;
    }

    /**
     * Carries it out, however the cancellation stands when it comes to it.
     *
     * @return how it stands then
     * @throws Rejection if it is not there, or the decision does not fit
     */
    public Cancellation carryOut(UUID id, Decision decision, Author author) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Cancellation now = find(id);
            Optional<Next> next = next(decision, now);
            if (next.isEmpty()) {
                return now;
            }
            Optional<Cancellation> written = write(now, next.get(), decision, author);
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw Rejection.tryAgain(busy(decision), "Somebody works on it at this moment; try again.", SOON);
    }

    /**
     * Carries it out if the cancellation is still as it was at this version, once, however often it is asked for.
     *
     * @return whether it is carried out; if not, it has changed
     * @throws Rejection if the decision does not fit
     */
    boolean carryOutUnchanged(UUID id, int version, Decision decision, Author author) {
        Cancellation now = find(id);
        if (now.version() != version) {
            return isOurs(id, version + 1, decision, author);
        }
        Optional<Next> next = next(decision, now);
        return next.isEmpty() || write(now, next.get(), decision, author).isPresent();
    }

    private Cancellation find(UUID id) {
        return journal.find(id)
                .orElseThrow(() -> Rejection.of(Code.NOT_FOUND, "There is no such cancellation of yours."));
    }

    private static Code busy(Decision decision) {
        return switch (decision.action()) {
            case RESOLVE -> Code.NOT_RESOLVABLE;
            case RETRY -> Code.NOT_RETRYABLE;
            case WITHDRAW -> Code.NOT_WITHDRAWABLE;
        };
    }

    private Optional<Next> next(Decision decision, Cancellation now) {
        if (decision instanceof Resolution resolution) {
            Next next = Resolving.next(resolution, now);
            if (resolution.finding() != Finding.DONE_AT_SUPPLIER) {
                requireQuietWire(now);
            }
            return Optional.of(next);
        }
        return decision instanceof Withdrawal withdrawal ? Withdrawing.next(withdrawal, now) : Retrying.next(now);
    }

    /** Nobody can know that something was not done while it may still be on its way, or the supplier still be at it. */
    private void requireQuietWire(Cancellation now) {
        Duration quiet = suppliers
                .find(now.supplier())
                .map(Supplier::config)
                .map(config -> config.timeouts().total().plus(config.settlingTime()))
                .orElse(LONG_QUIET);
        journal.sinceLastSend(now.id())
                .map(quiet::minus)
                .filter(left -> !left.isNegative())
                .ifPresent(left -> {
                    throw Rejection.tryAgain(
                            Code.NOT_RESOLVABLE,
                            "A commit may still be on its way, or at work at the supplier; whether it was done can be known in "
                                    + (left.toSeconds() + 1) + " s.",
                            left);
                });
    }

    private Optional<Cancellation> write(Cancellation base, Next next, Decision decision, Author author) {
        Optional<Duration> life = next.anew() ? Optional.of(life(base.supplier())) : Optional.empty();
        Map<String, String> evidence = author.evidence(decision);
        Decide change =
                new Decide(base, next.conclusion(author.actor(), evidence), next.closing(), life, next.interrupts());
        Optional<Cancellation> written = write(change);
        if (written.isEmpty() && isOurs(base.id(), base.version() + 1, decision, author)) {
            written = journal.find(base.id());
        }
        if (next.isDue()) {
            written.ifPresent(dispatcher::due);
        }
        return written;
    }

    private Duration life(String supplier) {
        return suppliers
                .find(supplier)
                .map(Supplier::config)
                .map(SupplierConfig::retry)
                .map(SupplierConfig.Retry::giveUpAfter)
                .orElse(LIFE_WITHOUT_SUPPLIER);
    }

    private Optional<Cancellation> write(Decide change) {
        try {
            return journal.write(change).join() instanceof Changed.Written written
                    ? Optional.of(written.cancellation())
                    : Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommitUnknown) {
                return Optional.empty();
            }
            if (e.getCause() instanceof Overloaded) {
                throw Rejection.tryAgain(Code.OVERLOADED, "Too much is waiting to be written.", SOON);
            }
            if (e.getCause() instanceof NotCommitted) {
                throw Rejection.tryAgain(
                        Code.JOURNAL_UNAVAILABLE, "The journal cannot be reached; nothing was changed.", SOON);
            }
            if (e.getCause() instanceof WrittenByNewer) {
                throw Rejection.tryAgain(
                        Code.JOURNAL_UNAVAILABLE,
                        "A newer version of the gateway sees to it, and this member does not understand it; nothing was"
                                + " changed. Ask a member of the newer version.",
                        SOON);
            }
            throw e;
        }
    }

    /** Whether this very decision made this version: its commit may have been written although its answer got lost. */
    private boolean isOurs(UUID id, int version, Decision decision, Author author) {
        return journal.events(id).stream()
                .anyMatch(event -> event.seq() == version
                        && event.actor().equals(author.actor())
                        && event.evidence().equals(author.evidence(decision)));
    }
}
