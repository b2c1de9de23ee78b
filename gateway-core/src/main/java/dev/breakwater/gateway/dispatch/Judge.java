package dev.breakwater.gateway.dispatch;

import static dev.breakwater.gateway.cancellation.Intent.State.DONE;
import static dev.breakwater.gateway.cancellation.Intent.State.NOT_DONE;

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
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The one place that decides what follows from what a supplier said or did not say: by certainty of effect first, then by the
 * normalised code.
 */
final class Judge {
    private static final Duration QUOTA_WAIT = Duration.ofSeconds(1);

    private final SupplierConfig supplier;
    private final InstantSource clock;
    private final RandomGenerator random;

    Judge(SupplierConfig supplier, InstantSource clock, RandomGenerator random) {
        this.supplier = supplier;
        this.clock = clock;
        this.random = random;
    }

    /** What follows from an attempt to cancel {@code unit}, whose commit may have left. */
    Verdict cancel(Cancellation order, Progress progress, UnitProgress unit, Outcome<CancelResult> outcome) {
        if (outcome instanceof Outcome.Answered<CancelResult> answered) {
            return answered(order, progress, unit, answered);
        }
        if (outcome instanceof Outcome.InDoubt<CancelResult> doubt) {
            StatusReason reason = reason(doubt.doubt());
            Progress unclear = progress.with(unit.inState(State.IN_DOUBT, reason, unit.word()));
            return inDoubt(reason, unclear, Map.of("cause", doubt.detail()));
        }
        return undone(order, progress, unit, outcome);
    }

    /** What follows from a conversation without an answer in which certainly nothing was committed. */
    Verdict undone(Cancellation order, Progress progress, UnitProgress unit, Outcome<?> outcome) {
        if (outcome instanceof Outcome.NotDone<?> notDone) {
            return notDone(order, progress, unit, notDone);
        }
        if (outcome instanceof Outcome.HeldBack<?> held) {
            return heldBack(order, progress, unit, held);
        }
        Outcome.Broken<?> broken = (Outcome.Broken<?>) outcome;
        return broken(order, progress, unit, broken.detail());
    }

    private Verdict answered(
            Cancellation order, Progress progress, UnitProgress unit, Outcome.Answered<CancelResult> answered) {
        CancelResult result = answered.value();
        SupplierWord word = result.word();
        boolean committed = answered.exchanges().stream()
                .anyMatch(exchange -> exchange.request().kind().mayCommit());
        if (!committed && claimsEffect(result)) {
            return broken(order, progress, unit, "answered " + result.getClass().getSimpleName() + " without a commit");
        }
        if (result instanceof CancelResult.Cancelled done) {
            UnitProgress settled = unit.cancelled(StatusReason.CONFIRMED, done.refund(), word);
            return Verdict.settled(progress.with(settled), StatusReason.CONFIRMED, said(word))
                    .closing(DONE)
                    .learning(done.aliases());
        }
        if (result instanceof CancelResult.PartlyCancelled part) {
            UnitProgress settled = unit.partlyCancelled(StatusReason.CONFIRMED, part.refund(), part.remaining(), word);
            return Verdict.settled(
                            renamed(progress.with(settled), part.remainingReference()),
                            StatusReason.CONFIRMED,
                            said(word))
                    .closing(DONE);
        }
        if (result instanceof CancelResult.Pending) {
            return pending(progress.with(unit.inState(State.PENDING, StatusReason.PENDING_AT_SUPPLIER, word)), 0, word);
        }
        if (result instanceof CancelResult.Refused refused) {
            return refused(progress, unit, refused.code(), word).closing(NOT_DONE);
        }
        if (result instanceof CancelResult.Busy) {
            return busy(order, progress, unit, answered, word).closing(NOT_DONE);
        }
        if (result instanceof CancelResult.QuoteExpired) {
            Progress unquoted = progress.with(unit.reopened(StatusReason.QUOTE_EXPIRED, word))
                    .withoutOffer();
            Duration delay = order.attempts() == 1 ? Duration.ZERO : backoff(order);
            return Verdict.scheduled(StatusReason.QUOTE_EXPIRED, unquoted, delay, said(word))
                    .closing(NOT_DONE);
        }
        StatusReason reason = StatusReason.REPLY_UNREADABLE;
        return inDoubt(reason, progress.with(unit.inState(State.IN_DOUBT, reason, word)), said(word));
    }

    private static boolean claimsEffect(CancelResult result) {
        return result instanceof CancelResult.Cancelled
                || result instanceof CancelResult.PartlyCancelled
                || result instanceof CancelResult.Pending
                || result instanceof CancelResult.Unknown;
    }

    /** Refused for certain, by the commit or before it. */
    Verdict refused(Progress progress, UnitProgress unit, RefusalCode code, SupplierWord word) {
        StatusReason reason = StatusReason.of(code);
        UnitProgress settled = unit.reopened(reason, word).inState(State.REFUSED, reason, word);
        return Verdict.settled(progress.with(settled), reason, said(word));
    }

    /** The supplier wants us to come back later. */
    Verdict busy(Cancellation order, Progress progress, UnitProgress unit, Outcome<?> outcome, SupplierWord word) {
        Instant now = clock.instant();
        Duration delay = outcome.lastReply()
                .flatMap(
                        reply -> Backoff.retryAfter(reply, now, supplier.retry().max()))
                .orElseGet(() -> backoff(order));
        return Verdict.scheduled(
                StatusReason.BUSY,
                progress.with(unit.reopened(StatusReason.BUSY, word)),
                untilExpiry(order, delay),
                said(word));
    }

    private Verdict notDone(Cancellation order, Progress progress, UnitProgress unit, Outcome.NotDone<?> notDone) {
        Map<String, String> evidence = Map.of("cause", notDone.detail());
        return switch (notDone.cause()) {
            case NOT_SENT ->
                Verdict.scheduled(
                                StatusReason.NOT_SENT,
                                progress.with(unit.reopened(StatusReason.NOT_SENT, unit.word())),
                                untilExpiry(order, backoff(order)),
                                evidence)
                        .closing(NOT_DONE);
            case CREDENTIALS_RENEWED -> {
                if (unit.reason() == StatusReason.CREDENTIALS_RENEWED) {
                    yield refused(progress, unit, RefusalCode.UNAUTHORIZED, new SupplierWord("401", ""))
                            .closing(NOT_DONE);
                }
                yield Verdict.scheduled(
                                StatusReason.CREDENTIALS_RENEWED,
                                progress.with(unit.reopened(StatusReason.CREDENTIALS_RENEWED, unit.word())),
                                Duration.ZERO,
                                evidence)
                        .closing(NOT_DONE);
            }
        };
    }

    private Verdict heldBack(Cancellation order, Progress progress, UnitProgress unit, Outcome.HeldBack<?> held) {
        StatusReason reason = switch (held.why()) {
            case QUOTA -> StatusReason.QUOTA;
            case PAUSED -> StatusReason.PAUSED;
            case PARKED -> StatusReason.PARKED;
            case BOOKING_IN_USE -> StatusReason.BOOKING_IN_USE;
            case CLAIM_LOST, JOURNAL_UNKNOWN, NOT_ORDERED -> StatusReason.NOT_SENT;
        };
        Duration delay = switch (held.why()) {
            case QUOTA, PARKED -> QUOTA_WAIT;
            case PAUSED -> Duration.ZERO;
            case BOOKING_IN_USE, CLAIM_LOST, JOURNAL_UNKNOWN, NOT_ORDERED -> untilExpiry(order, backoff(order));
        };
        return Verdict.scheduled(reason, progress.with(unit.reopened(reason, unit.word())), delay, Map.of())
                .closing(NOT_DONE);
    }

    private Verdict broken(Cancellation order, Progress progress, UnitProgress unit, String detail) {
        Progress open = progress.with(unit.reopened(StatusReason.PLUGIN_FAILED, unit.word()));
        return Verdict.review(StatusReason.PLUGIN_FAILED, open, order.lookups(), Map.of("cause", detail))
                .closing(NOT_DONE);
    }

    /** A commit may have happened, and nobody has looked yet. */
    Verdict inDoubt(StatusReason reason, Progress progress, Map<String, String> evidence) {
        return Verdict.uncertain(Status.IN_DOUBT, reason, progress, 0, rung(0), evidence);
    }

    /** What follows from a look-up of {@code unit}, which is in doubt or pending. */
    Verdict lookup(Cancellation order, boolean expired, UnitProgress unit, Outcome<LookupResult> outcome) {
        if (!(outcome instanceof Outcome.Answered<LookupResult> answered)) {
            return lookupFailed(order, expired, unit, outcome, unit.word());
        }
        Progress progress = order.progress();
        LookupResult result = answered.value();
        SupplierWord word = result.word();
        if (result instanceof LookupResult.Cancelled done) {
            return foundCancelled(progress, unit, done).learning(done.aliases());
        }
        if (result instanceof LookupResult.PartlyCancelled part) {
            UnitProgress settled = unit.partlyCancelled(StatusReason.FOUND_DONE, part.refund(), part.remaining(), word);
            return Verdict.settled(
                            renamed(progress.with(settled), part.remainingReference()),
                            StatusReason.FOUND_DONE,
                            said(word))
                    .closing(DONE);
        }
        if (result instanceof LookupResult.Pending) {
            UnitProgress waiting = unit.inState(State.PENDING, StatusReason.PENDING_AT_SUPPLIER, word);
            return expired
                    ? Verdict.review(
                            StatusReason.PENDING_AT_SUPPLIER, progress.with(waiting), order.lookups(), said(word))
                    : pending(progress.with(waiting), order.lookups() + 1, word);
        }
        if (result instanceof LookupResult.Active || result instanceof LookupResult.Gone) {
            return notSettled(order, expired, unit, StatusReason.STILL_ACTIVE, word);
        }
        if (result instanceof LookupResult.NotFound) {
            return notSettled(order, expired, unit, StatusReason.LOOKUP_NOT_FOUND, word);
        }
        return lookupFailed(order, expired, unit, outcome, word);
    }

    private static Verdict foundCancelled(Progress progress, UnitProgress unit, LookupResult.Cancelled done) {
        SupplierWord word = done.word();
        return switch (done.author()) {
            case OTHERS -> {
                StatusReason reason = StatusReason.ALREADY_CANCELLED;
                UnitProgress settled = unit.reopened(reason, word).inState(State.REFUSED, reason, word);
                yield Verdict.settled(progress.with(settled), reason, said(word))
                        .closing(NOT_DONE);
            }
            case US, UNKNOWN -> {
                UnitProgress settled = unit.cancelled(StatusReason.FOUND_DONE, done.refund(), word);
                yield Verdict.settled(progress.with(settled), StatusReason.FOUND_DONE, said(word))
                        .closing(DONE);
            }
        };
    }

    private Verdict notSettled(
            Cancellation order, boolean expired, UnitProgress unit, StatusReason reason, SupplierWord word) {
        int lookups = order.lookups() + 1;
        Progress progress = order.progress().with(unit.inState(unit.state(), reason, word));
        boolean pending = unit.state() == State.PENDING;
        if (expired || !pending && lookups >= supplier.lookups().size()) {
            return Verdict.review(reason, progress, lookups, said(word));
        }
        Status status = pending ? Status.AWAITING_SUPPLIER : Status.IN_DOUBT;
        return Verdict.uncertain(status, reason, progress, lookups, rung(lookups), said(word));
    }

    private Verdict lookupFailed(
            Cancellation order, boolean expired, UnitProgress unit, Outcome<LookupResult> outcome, SupplierWord word) {
        StatusReason reason = StatusReason.LOOKUP_FAILED;
        Progress progress = order.progress().with(unit.inState(unit.state(), reason, word));
        Map<String, String> evidence = outcome instanceof Outcome.NotDone<LookupResult> notDone
                ? Map.of("cause", notDone.detail())
                : said(word);
        if (expired) {
            return Verdict.review(reason, progress, order.lookups(), evidence);
        }
        Duration asked = outcome.lastReply()
                .flatMap(reply -> Backoff.retryAfter(
                        reply, clock.instant(), supplier.retry().max()))
                .orElse(Duration.ZERO);
        Duration delay = rung(order.lookups());
        return Verdict.uncertain(
                order.status(),
                reason,
                progress,
                order.lookups(),
                asked.compareTo(delay) > 0 ? asked : delay,
                evidence);
    }

    private Verdict pending(Progress progress, int lookups, SupplierWord word) {
        return Verdict.uncertain(
                Status.AWAITING_SUPPLIER,
                StatusReason.PENDING_AT_SUPPLIER,
                progress,
                lookups,
                rung(lookups),
                said(word));
    }

    private Duration rung(int lookups) {
        List<Duration> ladder = supplier.lookups();
        return ladder.get(Math.min(lookups, ladder.size() - 1));
    }

    private Duration backoff(Cancellation order) {
        return Backoff.afterAttempt(order.attempts(), supplier.retry(), random);
    }

    /** Not beyond the end of its retries, where it is taken up once more to expire. */
    private Duration untilExpiry(Cancellation order, Duration delay) {
        Duration left = Duration.between(clock.instant(), order.expiresAt());
        return left.compareTo(delay) < 0 ? left.isNegative() ? Duration.ZERO : left : delay;
    }

    private static Progress renamed(Progress progress, Optional<String> remainingReference) {
        return remainingReference.map(progress::withRemainingReference).orElse(progress);
    }

    private static StatusReason reason(Outcome.Doubt doubt) {
        return switch (doubt) {
            case REPLY_LOST -> StatusReason.REPLY_LOST;
            case REPLY_UNREADABLE -> StatusReason.REPLY_UNREADABLE;
            case PLUGIN_FAILED -> StatusReason.PLUGIN_FAILED;
        };
    }

    static Map<String, String> said(SupplierWord word) {
        Map<String, String> evidence = new LinkedHashMap<>();
        if (!word.code().isEmpty()) {
            evidence.put("supplierCode", word.code());
        }
        if (!word.text().isEmpty()) {
            evidence.put("supplierText", word.text());
        }
        return evidence;
    }
}
