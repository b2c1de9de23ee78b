package dev.breakwater.gateway.dispatch;

import static dev.breakwater.gateway.cancellation.Intent.State.NOT_DONE;
import static dev.breakwater.gateway.dispatch.Verdict.said;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.cancellation.UnitProgress.State;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.SupplierWord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The one place that decides what follows from an attempt: by certainty of effect first, then by the normalised code. What may
 * have had an effect is left to the {@link Ladder}.
 *
 * <p>Attempts are not counted. They end when one fails whose order has become too old; so an order that nobody was allowed to
 * try, however long, gets its try.
 */
final class Judge {
    private static final Duration QUOTA_WAIT = Duration.ofSeconds(1);
    private static final Duration BOOKING_WAIT = Duration.ofSeconds(5);

    private final SupplierConfig supplier;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Ladder ladder;

    Judge(SupplierConfig supplier, InstantSource clock, RandomGenerator random) {
        this.supplier = supplier;
        this.clock = clock;
        this.random = random;
        this.ladder = new Ladder(supplier, clock, random);
    }

    Ladder ladder() {
        return ladder;
    }

    /** What follows from an attempt to cancel {@code unit}, whose commit may have left. */
    Verdict cancel(Cancellation order, Progress progress, UnitProgress unit, Outcome<CancelResult> outcome) {
        if (outcome instanceof Outcome.Answered<CancelResult> answered) {
            return answered(order, progress, unit, answered);
        }
        if (outcome instanceof Outcome.InDoubt<CancelResult> doubt) {
            return inDoubt(progress, unit, reason(doubt.doubt()), unit.word(), Map.of("cause", doubt.detail()));
        }
        return undone(order, progress, unit, outcome);
    }

    /** What follows from a conversation without an answer in which certainly nothing was committed. */
    Verdict undone(Cancellation order, Progress progress, UnitProgress unit, Outcome<?> outcome) {
        if (outcome instanceof Outcome.NotDone<?> notDone) {
            return notDone(order, progress, unit, notDone);
        }
        if (outcome instanceof Outcome.HeldBack<?> held) {
            return heldBack(order, progress, unit, held.why());
        }
        Outcome.Broken<?> broken = (Outcome.Broken<?>) outcome;
        return broken(order, progress, unit, broken.detail());
    }

    private Verdict answered(
            Cancellation order, Progress progress, UnitProgress unit, Outcome.Answered<CancelResult> answered) {
        CancelResult result = answered.value();
        SupplierWord word = result.word();
        if (!answered.committed() && claimsEffect(result)) {
            return broken(order, progress, unit, "answered " + result.getClass().getSimpleName() + " without a commit");
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
            return ladder.pending(
                    progress.with(unit.inState(State.PENDING, StatusReason.PENDING_AT_SUPPLIER, word)), 0, word);
        }
        if (result instanceof CancelResult.Refused refused) {
            return refused(progress, unit, refused.code(), word);
        }
        if (result instanceof CancelResult.Busy) {
            return busy(order, progress, unit, answered, word);
        }
        if (result instanceof CancelResult.QuoteExpired) {
            Progress unquoted = progress.with(unit.reopened(StatusReason.QUOTE_EXPIRED, word))
                    .withoutOffer();
            Duration delay = order.attempts() == 1 ? Duration.ZERO : backoff(order);
            return again(order, StatusReason.QUOTE_EXPIRED, unquoted, delay, said(word));
        }
        return inDoubt(progress, unit, StatusReason.REPLY_UNREADABLE, word, said(word));
    }

    private static boolean claimsEffect(CancelResult result) {
        return result instanceof CancelResult.Cancelled
                || result instanceof CancelResult.PartlyCancelled
                || result instanceof CancelResult.Pending
                || result instanceof CancelResult.Unknown;
    }

    /** What follows from taking up what somebody else was talking about; empty: nothing was on the wire, the talk may begin. */
    Optional<Verdict> abandoned(Changed.TakenUp taken) {
        Progress progress = taken.cancellation().progress();
        if (!taken.open().isEmpty()) {
            return Optional.of(inDoubt(
                    progress,
                    taken.late() ? StatusReason.LATE_ANSWER : StatusReason.GATEWAY_DIED,
                    Map.of("cause", "the gateway stopped while the commit may have been on the wire")));
        }
        return taken.late()
                ? Optional.of(inDoubt(
                        progress,
                        StatusReason.LATE_ANSWER,
                        Map.of("cause", "an answer to an earlier commit came late")))
                : Optional.empty();
    }

    /** Whatever is being committed may have happened; if nothing is, what is worked on. */
    Verdict inDoubt(Progress progress, StatusReason reason, Map<String, String> evidence) {
        Progress unclear = progress;
        for (UnitProgress unit : progress.units()) {
            if (unit.state() == State.COMMITTING) {
                unclear = unclear.with(unit.inState(State.IN_DOUBT, reason, unit.word()));
            }
        }
        UnitProgress current = unclear.current().orElseThrow();
        return inDoubt(unclear, current, reason, current.word(), evidence);
    }

    /** A commit of {@code unit} may have happened. */
    private Verdict inDoubt(
            Progress progress,
            UnitProgress unit,
            StatusReason reason,
            SupplierWord word,
            Map<String, String> evidence) {
        UnitProgress unclear = unit.inState(State.IN_DOUBT, reason, word);
        return ladder.doubt(reason, progress.with(unclear), unclear, evidence);
    }

    /** Refused for certain, by the commit or before it. What is cancelled already may be so by an earlier commit of ours. */
    Verdict refused(Progress progress, UnitProgress unit, RefusalCode code, SupplierWord word) {
        Verdict verdict = code == RefusalCode.ALREADY_CANCELLED && unit.earlierCommits() > 0
                ? ladder.confirm(progress, unit, word)
                : Verdict.refused(progress, unit, code, word);
        return verdict.closing(NOT_DONE);
    }

    /** The supplier wants us to come back later. */
    Verdict busy(Cancellation order, Progress progress, UnitProgress unit, Outcome<?> outcome, SupplierWord word) {
        Duration delay = Backoff.retryAfter(outcome, clock.instant(), supplier.retry())
                .orElseGet(() -> untilExpiry(order, backoff(order)));
        return again(
                order, StatusReason.BUSY, progress.with(unit.reopened(StatusReason.BUSY, word)), delay, said(word));
    }

    private Verdict notDone(Cancellation order, Progress progress, UnitProgress unit, Outcome.NotDone<?> notDone) {
        StatusReason reason = reason(notDone.cause());
        Progress open = progress.with(unit.reopened(reason, unit.word()));
        Map<String, String> evidence = Map.of("cause", notDone.detail());
        return switch (notDone.cause()) {
            case NOT_SENT -> again(order, reason, open, untilExpiry(order, backoff(order)), evidence);
            case CREDENTIALS_RENEWED ->
                unit.reason() == reason
                        ? refused(progress, unit, RefusalCode.UNAUTHORIZED, new SupplierWord("401", ""))
                        : Verdict.scheduled(reason, open, Duration.ZERO, evidence)
                                .closing(NOT_DONE);
        };
    }

    private Verdict heldBack(Cancellation order, Progress progress, UnitProgress unit, Withheld why) {
        StatusReason reason = reason(why);
        Progress open = progress.with(unit.reopened(reason, unit.word()));
        return switch (why) {
            // It was not allowed to try: that ends nothing.
            case QUOTA, PAUSED, PARKED ->
                Verdict.scheduled(reason, open, holdUp(why), Map.of()).closing(NOT_DONE);
            case LATE_ANSWER -> inDoubt(progress, unit, reason, unit.word(), Map.of());
            case DONE_ELSEWHERE -> refused(progress, unit, RefusalCode.ALREADY_CANCELLED, unit.word());
            case BOOKING_IN_USE, CLAIM_LOST, JOURNAL_UNKNOWN, NOT_ORDERED, NOT_THE_SAME ->
                again(order, reason, open, untilExpiry(order, backoff(order)), Map.of());
        };
    }

    private Verdict broken(Cancellation order, Progress progress, UnitProgress unit, String detail) {
        Progress open = progress.with(unit.reopened(StatusReason.PLUGIN_FAILED, unit.word()));
        return Verdict.review(StatusReason.PLUGIN_FAILED, open, order.lookups(), Map.of("cause", detail))
                .closing(NOT_DONE);
    }

    /** Later; but an order that is too old has had its last try. */
    private Verdict again(
            Cancellation order, StatusReason reason, Progress progress, Duration delay, Map<String, String> evidence) {
        boolean tooOld = !clock.instant().isBefore(order.expiresAt());
        if (!tooOld) {
            return Verdict.scheduled(reason, progress, delay, evidence).closing(NOT_DONE);
        }
        Map<String, String> last = new LinkedHashMap<>(evidence);
        last.put("lastAttempt", reason.name());
        return Verdict.ended(progress, StatusReason.RETRIES_EXHAUSTED, last).closing(NOT_DONE);
    }

    private Duration backoff(Cancellation order) {
        return Backoff.afterAttempt(order.attempts(), supplier.retry(), random);
    }

    /** Not beyond the end of its time, when it is tried for the last time. */
    private Duration untilExpiry(Cancellation order, Duration delay) {
        Duration left = Duration.between(clock.instant(), order.expiresAt());
        return left.compareTo(delay) < 0 ? left.isNegative() ? Duration.ZERO : left : delay;
    }

    /** How long what the gateway itself holds back waits before it knocks again. */
    static Duration holdUp(Withheld why) {
        return switch (why) {
            case QUOTA, PARKED -> QUOTA_WAIT;
            case PAUSED, LATE_ANSWER, DONE_ELSEWHERE -> Duration.ZERO;
            case BOOKING_IN_USE, CLAIM_LOST, JOURNAL_UNKNOWN, NOT_ORDERED, NOT_THE_SAME -> BOOKING_WAIT;
        };
    }

    static StatusReason reason(Outcome.Doubt doubt) {
        return switch (doubt) {
            case REPLY_LOST -> StatusReason.REPLY_LOST;
            case REPLY_UNREADABLE -> StatusReason.REPLY_UNREADABLE;
            case PLUGIN_FAILED -> StatusReason.PLUGIN_FAILED;
        };
    }

    static StatusReason reason(Outcome.Cause cause) {
        return switch (cause) {
            case NOT_SENT -> StatusReason.NOT_SENT;
            case CREDENTIALS_RENEWED -> StatusReason.CREDENTIALS_RENEWED;
        };
    }

    static StatusReason reason(Withheld why) {
        return switch (why) {
            case QUOTA -> StatusReason.QUOTA;
            case PAUSED -> StatusReason.PAUSED;
            case PARKED -> StatusReason.PARKED;
            case BOOKING_IN_USE -> StatusReason.BOOKING_IN_USE;
            case LATE_ANSWER -> StatusReason.LATE_ANSWER;
            case DONE_ELSEWHERE -> StatusReason.ALREADY_CANCELLED;
            case CLAIM_LOST, JOURNAL_UNKNOWN, NOT_ORDERED, NOT_THE_SAME -> StatusReason.NOT_SENT;
        };
    }
}
