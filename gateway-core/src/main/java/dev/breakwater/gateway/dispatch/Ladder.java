package dev.breakwater.gateway.dispatch;

import static dev.breakwater.gateway.cancellation.Intent.State.NOT_DONE;
import static dev.breakwater.gateway.dispatch.Verdict.said;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.cancellation.UnitProgress.State;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.SupplierWord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What follows for a commit that may have happened: it is repeated where the supplier promises that this does no harm, else
 * looked for, rung by rung, until it is found done or proven not done. A single look-up proves only that it is done.
 */
final class Ladder {
    /** Doubts that the same commit once more can settle: nobody has read a reply to it. */
    private static final Set<StatusReason> REPEATABLE = EnumSet.of(
            StatusReason.REPLY_LOST,
            StatusReason.GATEWAY_DIED,
            StatusReason.NOT_SENT,
            StatusReason.BUSY,
            StatusReason.CREDENTIALS_RENEWED);

    private final SupplierConfig supplier;
    private final InstantSource clock;
    private final RandomGenerator random;

    Ladder(SupplierConfig supplier, InstantSource clock, RandomGenerator random) {
        this.supplier = supplier;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What one may conclude from a look-up.
     *
     * @param expired whether the order's time has run out
     * @param untilProof how long after the beginning of the look-up a commit that left may still take effect unseen; zero or
     *     negative if it would have shown
     */
    record Sight(boolean expired, Duration untilProof) {
        boolean proves() {
            return untilProof.isZero() || untilProof.isNegative();
        }
    }

    /** How long after its last chance to leave a commit may take effect, and that be seen. */
    Duration unseen() {
        return supplier.timeouts().total().plus(supplier.settlingTime());
    }

    /** Whether the commit of this unit may be sent again as it was. */
    boolean mayRepeat(UnitProgress unit, boolean expired) {
        return supplier.idempotentCommit()
                && !expired
                && unit.state() == State.IN_DOUBT
                && REPEATABLE.contains(unit.reason());
    }

    /** A commit of {@code unit}, which is in doubt in {@code progress}, may have happened, and nobody has looked yet. */
    Verdict doubt(StatusReason reason, Progress progress, UnitProgress unit, Map<String, String> evidence) {
        Duration delay = mayRepeat(unit, false) ? backoff(unit) : rung(0);
        return Verdict.uncertain(Status.IN_DOUBT, reason, progress, 0, delay, evidence);
    }

    /** The supplier says that it is cancelled already, and an earlier commit of ours may have done it. */
    Verdict confirm(Progress progress, UnitProgress unit, SupplierWord word) {
        StatusReason reason = StatusReason.ALREADY_CANCELLED;
        UnitProgress doubtful = unit.reopened(reason, word).inState(State.IN_DOUBT, reason, word);
        return Verdict.uncertain(
                Status.IN_DOUBT, reason, progress.with(doubtful), 0, supplier.settlingTime(), said(word));
    }

    /**
     * What follows from the same commit sent once more. Only that it was done can be learnt from the reply: a refusal says
     * nothing about the first time.
     *
     * @param progress with the repeat counted, if it may have left
     */
    Verdict repeat(Cancellation order, Progress progress, UnitProgress unit, Outcome<CancelResult> outcome) {
        if (outcome instanceof Outcome.Answered<CancelResult> answered) {
            return repeatAnswered(order, progress, unit, answered);
        }
        if (outcome instanceof Outcome.InDoubt<CancelResult> doubt) {
            return unclear(progress, unit, Judge.reason(doubt.doubt()), unit.word(), Map.of("cause", doubt.detail()));
        }
        if (outcome instanceof Outcome.NotDone<CancelResult> notDone) {
            StatusReason reason = Judge.reason(notDone.cause());
            boolean refusedTwice = unit.reason() == reason && reason == StatusReason.CREDENTIALS_RENEWED;
            return unclear(
                    progress,
                    unit,
                    refusedTwice ? StatusReason.NOT_REPEATABLE : reason,
                    unit.word(),
                    Map.of("cause", notDone.detail()));
        }
        if (outcome instanceof Outcome.HeldBack<CancelResult> held) {
            return heldBack(order, progress, unit, held);
        }
        Outcome.Broken<CancelResult> broken = (Outcome.Broken<CancelResult>) outcome;
        return unclear(progress, unit, StatusReason.PLUGIN_FAILED, unit.word(), Map.of("cause", broken.detail()));
    }

    private Verdict repeatAnswered(
            Cancellation order, Progress progress, UnitProgress unit, Outcome.Answered<CancelResult> answered) {
        CancelResult result = answered.value();
        SupplierWord word = result.word();
        if (!answered.committed()) {
            return unclear(progress, unit, StatusReason.NOT_REPEATABLE, word, said(word));
        }
        if (result instanceof CancelResult.Cancelled done) {
            return Verdict.done(progress, unit.cancelled(StatusReason.CONFIRMED, done.refund(), word))
                    .learning(done.aliases());
        }
        if (result instanceof CancelResult.PartlyCancelled part) {
            UnitProgress settled = unit.partlyCancelled(StatusReason.CONFIRMED, part.refund(), part.remaining(), word);
            return Verdict.done(progress.renamed(part.remainingReference()), settled);
        }
        if (result instanceof CancelResult.Pending) {
            return pending(progress.with(unit.inState(State.PENDING, StatusReason.PENDING_AT_SUPPLIER, word)), 0, word);
        }
        if (result instanceof CancelResult.Busy) {
            UnitProgress unclear = unit.inState(State.IN_DOUBT, StatusReason.BUSY, word);
            Duration delay = Backoff.retryAfter(answered, clock.instant(), supplier.retry())
                    .orElseGet(() -> backoff(unclear));
            return Verdict.uncertain(
                    Status.IN_DOUBT, StatusReason.BUSY, progress.with(unclear), order.lookups(), delay, said(word));
        }
        StatusReason reason = result instanceof CancelResult.Refused refused
                ? StatusReason.of(refused.code())
                : StatusReason.REPLY_UNREADABLE;
        return unclear(progress, unit, reason, word, said(word));
    }

    private Verdict unclear(
            Progress progress,
            UnitProgress unit,
            StatusReason reason,
            SupplierWord word,
            Map<String, String> evidence) {
        UnitProgress unclear = unit.inState(State.IN_DOUBT, reason, word);
        return doubt(reason, progress.with(unclear), unclear, evidence);
    }

    private Verdict heldBack(
            Cancellation order, Progress progress, UnitProgress unit, Outcome.HeldBack<CancelResult> held) {
        return switch (held.why()) {
            case NOT_THE_SAME, NOT_ORDERED ->
                unclear(progress, unit, StatusReason.NOT_REPEATABLE, unit.word(), Map.of());
            case QUOTA, PAUSED, PARKED, BOOKING_IN_USE, DONE_ELSEWHERE, CLAIM_LOST, JOURNAL_UNKNOWN, LATE_ANSWER ->
                waiting(order, progress, unit, held);
        };
    }

    /** Nobody was let through: that changes nothing about the doubt. */
    private Verdict waiting(Cancellation order, Progress progress, UnitProgress unit, Outcome.HeldBack<?> held) {
        return Verdict.uncertain(
                order.status(),
                Judge.reason(held.why()),
                progress.with(unit),
                order.lookups(),
                Judge.holdUp(held.why()),
                Map.of());
    }

    /** What follows from a look-up of {@code unit}, which is in doubt or pending. */
    Verdict lookup(Cancellation order, Sight sight, UnitProgress unit, Outcome<LookupResult> outcome) {
        if (outcome instanceof Outcome.HeldBack<LookupResult> held) {
            return waiting(order, order.progress(), unit, held);
        }
        if (!(outcome instanceof Outcome.Answered<LookupResult> answered)) {
            return lookupFailed(order, sight, unit, outcome, unit.word());
        }
        Progress progress = order.progress();
        LookupResult result = answered.value();
        SupplierWord word = result.word();
        if (result instanceof LookupResult.Cancelled done) {
            return foundCancelled(progress, unit, done).learning(done.aliases());
        }
        if (result instanceof LookupResult.PartlyCancelled part) {
            // As long as the commit may be at work, the rest may follow.
            if (!isOurs(part.author(), unit) || !sight.proves()) {
                return notDone(order, sight, unit, StatusReason.STILL_ACTIVE, word);
            }
            UnitProgress settled = unit.partlyCancelled(StatusReason.FOUND_DONE, part.refund(), part.remaining(), word);
            return Verdict.done(progress.renamed(part.remainingReference()), settled);
        }
        if (result instanceof LookupResult.Pending) {
            Progress waiting = progress.with(unit.inState(State.PENDING, StatusReason.PENDING_AT_SUPPLIER, word));
            return sight.expired()
                    ? Verdict.review(StatusReason.PENDING_AT_SUPPLIER, waiting, order.lookups(), said(word))
                    : pending(waiting, order.lookups() + 1, word);
        }
        if (result instanceof LookupResult.Active || result instanceof LookupResult.Gone) {
            return notDone(order, sight, unit, StatusReason.STILL_ACTIVE, word);
        }
        if (result instanceof LookupResult.NotFound) {
            return notDone(order, sight, unit, StatusReason.LOOKUP_NOT_FOUND, word);
        }
        return lookupFailed(order, sight, unit, outcome, word);
    }

    private static Verdict foundCancelled(Progress progress, UnitProgress unit, LookupResult.Cancelled done) {
        return isOurs(done.author(), unit)
                ? Verdict.done(progress, unit.cancelled(StatusReason.FOUND_DONE, done.refund(), done.word()))
                : Verdict.refused(progress, unit, RefusalCode.ALREADY_CANCELLED, done.word())
                        .closing(NOT_DONE);
    }

    private static boolean isOurs(LookupResult.Author author, UnitProgress unit) {
        return switch (author) {
            case US -> true;
            case UNKNOWN -> unit.committedSince().isPresent();
            case OTHERS -> false;
        };
    }

    /** A look-up did not find it. Before a commit that left would have shown, that says nothing. */
    private Verdict notDone(
            Cancellation order, Sight sight, UnitProgress unit, StatusReason reason, SupplierWord word) {
        if (unit.state() == State.PENDING) {
            return stillPending(order, sight, unit, reason, word);
        }
        int lookups = order.lookups() + 1;
        int agreeing = !sight.proves() ? 0 : unit.agreeing() > 0 && unit.reason() == reason ? unit.agreeing() + 1 : 1;
        UnitProgress looked = unit.lookedAt(reason, agreeing, word);
        Map<String, String> evidence = new LinkedHashMap<>(said(word));
        evidence.put("lookup", reason.name());
        evidence.put(
                "agreeing",
                sight.proves()
                        ? agreeing + " of " + supplier.agreeingLookups()
                        : "does not count: a commit that left may still take effect");
        if (agreeing >= supplier.agreeingLookups()) {
            return proven(order, sight, looked, evidence);
        }
        Progress progress = order.progress().with(looked);
        int rungs = supplier.lookups().size();
        if (sight.proves() && lookups >= rungs + supplier.agreeingLookups()) {
            return Verdict.review(reason, progress, lookups, evidence);
        }
        Duration delay = lookups >= rungs && !sight.proves() ? sight.untilProof() : rung(lookups);
        return Verdict.uncertain(Status.IN_DOUBT, reason, progress, lookups, delay, evidence);
    }

    private Verdict proven(Cancellation order, Sight sight, UnitProgress unit, Map<String, String> evidence) {
        StatusReason reason = StatusReason.NOT_DONE_PROVEN;
        return switch (supplier.resend()) {
            case NEVER -> Verdict.review(reason, order.progress().with(unit), order.lookups() + 1, evidence);
            case AFTER_PROOF -> {
                Progress open = order.progress()
                        .with(unit.reopened(reason, unit.word()))
                        .withoutOffer();
                if (open.uncertain().isPresent()) {
                    // The same commit may have been about others, too: nothing leaves before they are settled.
                    yield Verdict.settled(open, reason, evidence);
                }
                Verdict next = sight.expired()
                        ? Verdict.ended(open, StatusReason.RETRIES_EXHAUSTED, evidence)
                        : Verdict.scheduled(reason, open, backoff(unit), evidence);
                yield next.closing(NOT_DONE);
            }
        };
    }

    /** What the supplier has accepted is not begun anew because it is not done yet. */
    private Verdict stillPending(
            Cancellation order, Sight sight, UnitProgress unit, StatusReason reason, SupplierWord word) {
        Progress progress = order.progress().with(unit.lookedAt(reason, 0, word));
        int lookups = order.lookups() + 1;
        return sight.expired()
                ? Verdict.review(reason, progress, lookups, said(word))
                : Verdict.uncertain(Status.AWAITING_SUPPLIER, reason, progress, lookups, rung(lookups), said(word));
    }

    private Verdict lookupFailed(
            Cancellation order, Sight sight, UnitProgress unit, Outcome<LookupResult> outcome, SupplierWord word) {
        StatusReason reason = StatusReason.LOOKUP_FAILED;
        Progress progress = order.progress().with(unit.lookedAt(reason, 0, word));
        Map<String, String> evidence = outcome instanceof Outcome.NotDone<LookupResult> notDone
                ? Map.of("cause", notDone.detail())
                : said(word);
        if (sight.expired() && sight.proves()) {
            return Verdict.review(reason, progress, order.lookups(), evidence);
        }
        Duration asked =
                Backoff.retryAfter(outcome, clock.instant(), supplier.retry()).orElse(Duration.ZERO);
        Duration delay = rung(order.lookups());
        return Verdict.uncertain(
                order.status(),
                reason,
                progress,
                order.lookups(),
                asked.compareTo(delay) > 0 ? asked : delay,
                evidence);
    }

    /** The supplier has accepted it, and will finish. */
    Verdict pending(Progress progress, int lookups, SupplierWord word) {
        return Verdict.uncertain(
                Status.AWAITING_SUPPLIER,
                StatusReason.PENDING_AT_SUPPLIER,
                progress,
                lookups,
                rung(lookups),
                said(word));
    }

    private Duration rung(int lookups) {
        List<Duration> rungs = supplier.lookups();
        return rungs.get(Math.min(lookups, rungs.size() - 1));
    }

    private Duration backoff(UnitProgress unit) {
        return Backoff.afterAttempt(unit.commits(), supplier.retry(), random);
    }
}
