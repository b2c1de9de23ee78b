package dev.breakwater.gateway.dispatch;

import static dev.breakwater.gateway.cancellation.Intent.State.DONE;
import static dev.breakwater.gateway.cancellation.Intent.State.NOT_DONE;
import static dev.breakwater.gateway.dispatch.Cases.ALIAS;
import static dev.breakwater.gateway.dispatch.Cases.COMMITTED;
import static dev.breakwater.gateway.dispatch.Cases.LADDER;
import static dev.breakwater.gateway.dispatch.Cases.NOW;
import static dev.breakwater.gateway.dispatch.Cases.ONE;
import static dev.breakwater.gateway.dispatch.Cases.REFUND;
import static dev.breakwater.gateway.dispatch.Cases.TWO;
import static dev.breakwater.gateway.dispatch.Cases.WORD;
import static dev.breakwater.gateway.dispatch.Cases.answered;
import static dev.breakwater.gateway.dispatch.Cases.assertVerdict;
import static dev.breakwater.gateway.dispatch.Cases.committing;
import static dev.breakwater.gateway.dispatch.Cases.order;
import static dev.breakwater.gateway.dispatch.Cases.progress;
import static dev.breakwater.gateway.dispatch.Cases.supplier;
import static dev.breakwater.gateway.dispatch.Cases.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.cancellation.UnitProgress.State;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.dispatch.Ladder.Sight;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.RefusalCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows for a commit that may have happened. */
final class LadderTest {
    private static final Sight PROVES = new Sight(false, Duration.ZERO);

    private final Ladder ladder = ladder(false, SupplierConfig.Resend.NEVER);
    private final Ladder resending = ladder(false, SupplierConfig.Resend.AFTER_PROOF);

    private static Ladder ladder(boolean idempotentCommit, SupplierConfig.Resend resend) {
        return new Ladder(supplier(idempotentCommit, resend), () -> NOW, new Random(7));
    }

    @Test
    void goesOnWithTheSecondUnitWhenTheFirstIsFoundDone() {
        Progress two = progress(unit("a", ONE).committing(COMMITTED, "key"), unit("b", TWO));

        Verdict verdict = lookup(two, 0, new LookupResult.Cancelled(Author.US, REFUND, Set.of(), WORD));

        assertVerdict(verdict, Status.SCHEDULED, StatusReason.CONTINUES, Effect.PARTIAL);
        assertThat(verdict.closed()).hasValue(DONE);
    }

    private Verdict lookup(Progress progress, int lookups, LookupResult result) {
        return lookup(ladder, progress, lookups, PROVES, answered(result));
    }

    private static Verdict lookup(
            Ladder ladder, Progress progress, int lookups, Sight sight, Outcome<LookupResult> outcome) {
        UnitProgress unit = progress.current().orElseThrow();
        Status status = unit.state() == State.PENDING ? Status.AWAITING_SUPPLIER : Status.IN_DOUBT;
        return ladder.lookup(order(status, progress, 1, lookups), sight, unit, outcome);
    }

    private static Progress doubtful() {
        return progress(committing().inState(State.IN_DOUBT, StatusReason.REPLY_LOST, WORD));
    }

    @ParameterizedTest
    @CsvSource({
        "US, CANCELLED, FOUND_DONE, DONE, DONE",
        "UNKNOWN, CANCELLED, FOUND_DONE, DONE, DONE",
        "OTHERS, REFUSED, ALREADY_CANCELLED, NONE, NOT_DONE"
    })
    void judgesByWhoCancelled(Author author, Status status, StatusReason reason, Effect effect, Intent.State closed) {
        Verdict verdict =
                lookup(progress(committing()), 0, new LookupResult.Cancelled(author, REFUND, Set.of(ALIAS), WORD));

        assertVerdict(verdict, status, reason, effect);
        assertThat(verdict.closed()).hasValue(closed);
        assertThat(verdict.aliases()).containsExactly(ALIAS);
    }

    @Test
    void findsAPartDone() {
        LookupResult found = new LookupResult.PartlyCancelled(
                LookupResult.Author.US, List.of(ONE), List.of(TWO), Optional.of("NEW-2"), REFUND, WORD);

        Verdict verdict = lookup(progress(committing()), 0, found);

        assertVerdict(verdict, Status.PARTIALLY_CANCELLED, StatusReason.PARTLY_REFUSED, Effect.PARTIAL);
        assertThat(verdict.closed()).hasValue(DONE);
        assertThat(verdict.conclusion().progress().remainingReference()).hasValue("NEW-2");
    }

    @Test
    void aPartFoundDoneSettlesNothingWhileTheRestMayFollow() {
        LookupResult found = new LookupResult.PartlyCancelled(
                LookupResult.Author.US, List.of(ONE), List.of(TWO), Optional.empty(), REFUND, WORD);
        Sight early = new Sight(false, Duration.ofSeconds(7));

        Verdict verdict = lookup(ladder, progress(committing()), 0, early, answered(found));

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.STILL_ACTIVE, Effect.UNKNOWN);
        assertThat(verdict.closed()).isEmpty();
    }

    @Test
    void aPartThatOthersCancelledSaysNothingAboutOurCommit() {
        LookupResult found = new LookupResult.PartlyCancelled(
                LookupResult.Author.OTHERS, List.of(ONE), List.of(TWO), Optional.empty(), REFUND, WORD);

        Verdict verdict = lookup(progress(committing()), 0, found);

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.STILL_ACTIVE, Effect.UNKNOWN);
        assertThat(verdict.closed()).isEmpty();
    }

    @Test
    void awaitsWhatIsFoundUnderWayAndClimbsTheLadder() {
        Verdict verdict = lookup(progress(committing()), 0, new LookupResult.Pending(WORD));

        assertVerdict(verdict, Status.AWAITING_SUPPLIER, StatusReason.PENDING_AT_SUPPLIER, Effect.UNKNOWN);
        assertThat(verdict.conclusion().lookups()).isEqualTo(1);
        assertThat(verdict.conclusion().delay()).hasValue(LADDER.get(1));
        assertThat(lookup(progress(committing()), 70, new LookupResult.Pending(WORD))
                        .conclusion()
                        .delay())
                .hasValue(LADDER.get(2));
    }

    static List<LookupResult> unsettled() {
        return List.of(
                new LookupResult.Active(WORD),
                new LookupResult.Gone(RefusalCode.TOO_LATE, WORD),
                new LookupResult.NotFound(WORD));
    }

    @ParameterizedTest
    @MethodSource("unsettled")
    void climbsTheLadderWithoutCountingWhatItSeesTooEarly(LookupResult result) {
        Sight early = new Sight(false, Duration.ofSeconds(7));

        Verdict first = lookup(ladder, doubtful(), 0, early, answered(result));
        Verdict last = lookup(ladder, doubtful(), 2, early, answered(result));

        assertVerdict(first, Status.IN_DOUBT, reason(result), Effect.UNKNOWN);
        assertThat(agreeing(first)).isZero();
        assertThat(first.conclusion().delay()).hasValue(LADDER.get(1));
        assertThat(first.conclusion().lookups()).isEqualTo(1);
        assertThat(first.conclusion().evidence().get("agreeing")).startsWith("does not count");
        assertVerdict(last, Status.IN_DOUBT, reason(result), Effect.UNKNOWN);
        assertThat(last.conclusion().delay()).hasValue(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @MethodSource("unsettled")
    void isProvenNotDoneByLookUpsThatAgreeAndLeavesTheRestToAPerson(LookupResult result) {
        Verdict first = lookup(doubtful(), 0, result);
        Verdict second = lookup(first.conclusion().progress(), 1, result);

        assertVerdict(first, Status.IN_DOUBT, reason(result), Effect.UNKNOWN);
        assertThat(first.conclusion().evidence()).containsEntry("agreeing", "1 of 2");
        assertVerdict(second, Status.NEEDS_REVIEW, StatusReason.NOT_DONE_PROVEN, Effect.UNKNOWN);
        assertThat(second.conclusion().evidence())
                .containsEntry("agreeing", "2 of 2")
                .containsEntry("lookup", reason(result).name());
        assertThat(second.closed()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unsettled")
    void mayBeSentAgainAfterProof(LookupResult result) {
        Verdict first = lookup(resending, doubtful(), 0, PROVES, answered(result));
        Verdict second = lookup(resending, first.conclusion().progress(), 1, PROVES, answered(result));

        assertVerdict(second, Status.SCHEDULED, StatusReason.NOT_DONE_PROVEN, Effect.NONE);
        assertThat(second.closed()).hasValue(NOT_DONE);
        UnitProgress unit = second.conclusion().progress().current().orElseThrow();
        assertThat(unit.state()).isEqualTo(State.OPEN);
        assertThat(unit.committedSince()).hasValue(COMMITTED);
        assertThat(second.conclusion().progress().quoted()).isFalse();
    }

    @Test
    void expiresWhenItIsProvenNotDoneTooLate() {
        Sight late = new Sight(true, Duration.ZERO);
        LookupResult active = new LookupResult.Active(WORD);

        Verdict first = lookup(resending, doubtful(), 0, late, answered(active));
        Verdict second = lookup(resending, first.conclusion().progress(), 1, late, answered(active));

        assertThat(first.conclusion().status()).isEqualTo(Status.IN_DOUBT);
        assertVerdict(second, Status.EXPIRED, StatusReason.RETRIES_EXHAUSTED, Effect.NONE);
        assertThat(second.closed()).hasValue(NOT_DONE);
    }

    @Test
    void needsLookUpsThatAgreeInARow() {
        Progress once = lookup(doubtful(), 0, new LookupResult.Active(WORD))
                .conclusion()
                .progress();

        Verdict other = lookup(once, 1, new LookupResult.NotFound(WORD));
        Verdict failed = lookup(once, 1, new LookupResult.Unknown(WORD));

        assertThat(agreeing(other)).isEqualTo(1);
        assertThat(agreeing(failed)).isZero();
        assertThat(agreeing(lookup(failed.conclusion().progress(), 1, new LookupResult.Active(WORD))))
                .isEqualTo(1);
    }

    @Test
    void callsAPersonWhenLookUpsDoNotAgreeInTheEnd() {
        Progress once = lookup(doubtful(), 0, new LookupResult.Active(WORD))
                .conclusion()
                .progress();

        Verdict onTheLadder = lookup(once, 3, new LookupResult.NotFound(WORD));
        Verdict atItsEnd = lookup(once, 4, new LookupResult.NotFound(WORD));

        assertThat(onTheLadder.conclusion().status()).isEqualTo(Status.IN_DOUBT);
        assertThat(onTheLadder.conclusion().delay()).hasValue(LADDER.get(2));
        assertVerdict(atItsEnd, Status.NEEDS_REVIEW, StatusReason.LOOKUP_NOT_FOUND, Effect.UNKNOWN);
    }

    private static StatusReason reason(LookupResult result) {
        return result instanceof LookupResult.NotFound ? StatusReason.LOOKUP_NOT_FOUND : StatusReason.STILL_ACTIVE;
    }

    private static int agreeing(Verdict verdict) {
        return verdict.conclusion().progress().current().orElseThrow().agreeing();
    }

    @Test
    void countsWhatNobodyKnowsTheAuthorOfAsOursOnlyIfACommitOfOursMayHaveLeft() {
        LookupResult cancelled = new LookupResult.Cancelled(Author.UNKNOWN, REFUND, Set.of(), WORD);
        Progress never = progress(unit("whole").inState(State.IN_DOUBT, StatusReason.REPLY_UNREADABLE, WORD));

        assertVerdict(lookup(never, 0, cancelled), Status.REFUSED, StatusReason.ALREADY_CANCELLED, Effect.NONE);
        assertVerdict(lookup(doubtful(), 0, cancelled), Status.CANCELLED, StatusReason.FOUND_DONE, Effect.DONE);
    }

    @Test
    void keepsTheDoubtWhenItWasNotAllowedToLook() {
        Outcome<LookupResult> held = new Outcome.HeldBack<>(Withheld.QUOTA, List.of());

        Verdict verdict = lookup(ladder, doubtful(), 1, PROVES, held);

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.QUOTA, Effect.UNKNOWN);
        assertThat(verdict.conclusion().lookups()).isEqualTo(1);
        assertThat(verdict.conclusion().progress().units()).isEqualTo(doubtful().units());
    }

    static List<Arguments> repeats() {
        return List.of(
                Arguments.of(
                        answered(new CancelResult.Cancelled(REFUND, Set.of(), WORD)),
                        Status.CANCELLED,
                        StatusReason.CONFIRMED,
                        false),
                Arguments.of(
                        answered(new CancelResult.PartlyCancelled(
                                List.of(ONE), List.of(TWO), Optional.empty(), REFUND, WORD)),
                        Status.PARTIALLY_CANCELLED,
                        StatusReason.PARTLY_REFUSED,
                        false),
                Arguments.of(
                        answered(new CancelResult.Pending(WORD)),
                        Status.AWAITING_SUPPLIER,
                        StatusReason.PENDING_AT_SUPPLIER,
                        false),
                Arguments.of(answered(new CancelResult.Busy(WORD)), Status.IN_DOUBT, StatusReason.BUSY, true),
                Arguments.of(
                        answered(new CancelResult.Refused(RefusalCode.NOT_CANCELLABLE, WORD)),
                        Status.IN_DOUBT,
                        StatusReason.NOT_CANCELLABLE,
                        false),
                Arguments.of(
                        answered(new CancelResult.QuoteExpired(WORD)),
                        Status.IN_DOUBT,
                        StatusReason.REPLY_UNREADABLE,
                        false),
                Arguments.of(
                        new Outcome.InDoubt<>(Outcome.Doubt.REPLY_LOST, "closed", List.of()),
                        Status.IN_DOUBT,
                        StatusReason.REPLY_LOST,
                        true),
                Arguments.of(
                        new Outcome.NotDone<>(Outcome.Cause.NOT_SENT, "no route", List.of()),
                        Status.IN_DOUBT,
                        StatusReason.NOT_SENT,
                        true),
                Arguments.of(
                        new Outcome.HeldBack<>(Withheld.NOT_THE_SAME, List.of()),
                        Status.IN_DOUBT,
                        StatusReason.NOT_REPEATABLE,
                        false),
                Arguments.of(
                        new Outcome.HeldBack<>(Withheld.PAUSED, List.of()), Status.IN_DOUBT, StatusReason.PAUSED, true),
                Arguments.of(
                        new Outcome.Broken<>("threw", List.of()), Status.IN_DOUBT, StatusReason.PLUGIN_FAILED, false));
    }

    @ParameterizedTest
    @MethodSource("repeats")
    void learnsFromARepeatOnlyThatItWasDone(
            Outcome<CancelResult> outcome, Status status, StatusReason reason, boolean again) {
        Ladder idempotent = ladder(true, SupplierConfig.Resend.NEVER);
        Progress progress = doubtful();
        UnitProgress unit = progress.current().orElseThrow();

        Verdict verdict = idempotent.repeat(order(Status.IN_DOUBT, progress, 1, 0), progress, unit, outcome);

        assertThat(verdict.conclusion().status()).isEqualTo(status);
        assertThat(verdict.conclusion().reason()).isEqualTo(reason);
        assertThat(verdict.closed()).isNotEqualTo(Optional.of(NOT_DONE));
        assertThat(verdict.conclusion().progress().current().filter(left -> idempotent.mayRepeat(left, false)))
                .isEqualTo(again ? verdict.conclusion().progress().current() : Optional.empty());
    }

    @Test
    void repeatsOnlyWhereTheSupplierPromisedItAndOnlyWhatNobodyAnswered() {
        Ladder idempotent = ladder(true, SupplierConfig.Resend.NEVER);
        UnitProgress lost = doubtful().current().orElseThrow();

        assertThat(idempotent.mayRepeat(lost, false)).isTrue();
        assertThat(idempotent.mayRepeat(lost, true)).isFalse();
        assertThat(ladder.mayRepeat(lost, false)).isFalse();
        assertThat(idempotent.mayRepeat(lost.inState(State.IN_DOUBT, StatusReason.REPLY_UNREADABLE, WORD), false))
                .isFalse();
        assertThat(idempotent.mayRepeat(lost.inState(State.PENDING, StatusReason.REPLY_LOST, WORD), false))
                .isFalse();
    }

    @Test
    void waitsForASupplierThatAcceptedItAsLongAsItsTimeLasts() {
        Progress pending = progress(committing().inState(State.PENDING, StatusReason.PENDING_AT_SUPPLIER, WORD));

        assertVerdict(
                lookup(pending, 50, new LookupResult.Active(WORD)),
                Status.AWAITING_SUPPLIER,
                StatusReason.STILL_ACTIVE,
                Effect.UNKNOWN);
        assertThat(lookup(ladder, pending, 50, new Sight(true, Duration.ZERO), answered(new LookupResult.Active(WORD)))
                        .conclusion()
                        .status())
                .isEqualTo(Status.NEEDS_REVIEW);
        assertThat(lookup(ladder, pending, 50, new Sight(true, Duration.ZERO), answered(new LookupResult.Pending(WORD)))
                        .conclusion()
                        .status())
                .isEqualTo(Status.NEEDS_REVIEW);
    }

    static List<Outcome<LookupResult>> failures() {
        return List.of(
                answered(new LookupResult.Unknown(WORD)),
                answered(new LookupResult.Busy(WORD)),
                new Outcome.NotDone<>(Outcome.Cause.NOT_SENT, "no route", List.of()),
                new Outcome.Broken<>("threw", List.of()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void doesNotCountALookUpThatToldNothing(Outcome<LookupResult> outcome) {
        Verdict verdict = lookup(ladder, progress(committing()), 1, PROVES, outcome);

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.LOOKUP_FAILED, Effect.UNKNOWN);
        assertThat(verdict.conclusion().lookups()).isEqualTo(1);
        assertThat(verdict.conclusion().delay()).hasValue(LADDER.get(1));
        assertThat(verdict.closed()).isEmpty();
        assertThat(lookup(ladder, progress(committing()), 1, new Sight(true, Duration.ZERO), outcome)
                        .conclusion()
                        .status())
                .isEqualTo(Status.NEEDS_REVIEW);
    }

    @Test
    void looksNoSoonerThanABusySupplierAsked() {
        Outcome<LookupResult> busy = answered(new LookupResult.Busy(WORD), Map.of("Retry-After", "60"));

        assertThat(lookup(ladder, progress(committing()), 0, PROVES, busy)
                        .conclusion()
                        .delay())
                .hasValue(Duration.ofSeconds(60));
        assertThat(lookup(ladder, progress(committing()), 2, PROVES, busy)
                        .conclusion()
                        .delay())
                .hasValue(Duration.ofMinutes(2));
    }
}
