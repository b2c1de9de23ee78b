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
import static dev.breakwater.gateway.dispatch.Cases.endingAt;
import static dev.breakwater.gateway.dispatch.Cases.exchange;
import static dev.breakwater.gateway.dispatch.Cases.inFlight;
import static dev.breakwater.gateway.dispatch.Cases.order;
import static dev.breakwater.gateway.dispatch.Cases.progress;
import static dev.breakwater.gateway.dispatch.Cases.supplier;
import static dev.breakwater.gateway.dispatch.Cases.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.cancellation.UnitProgress.State;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class JudgeTest {
    private final Judge judge = new Judge(supplier(), () -> NOW, new Random(7));

    private Verdict cancel(CancelResult result) {
        return cancel(progress(committing()), answered(result));
    }

    private Verdict cancel(Progress progress, Outcome<CancelResult> outcome) {
        Verdict verdict =
                judge.cancel(inFlight(progress), progress, progress.current().orElseThrow(), outcome);
        assertThat(verdict.conclusion().actor()).isEqualTo("gateway");
        return verdict;
    }

    @Test
    void isCancelledWhenTheSupplierConfirms() {
        Verdict verdict = cancel(new CancelResult.Cancelled(REFUND, Set.of(ALIAS), WORD));

        assertVerdict(verdict, Status.CANCELLED, StatusReason.CONFIRMED, Effect.DONE);
        assertThat(verdict.closed()).hasValue(DONE);
        assertThat(verdict.aliases()).containsExactly(ALIAS);
        assertThat(verdict.conclusion().progress().units())
                .singleElement()
                .satisfies(unit -> assertThat(unit.refund()).hasValue(REFUND));
        assertThat(verdict.conclusion().progress().word()).isEqualTo(WORD);
        assertThat(verdict.conclusion().evidence())
                .containsEntry("supplierCode", "E17")
                .containsEntry("supplierText", "as the supplier said");
    }

    @Test
    void isPartiallyCancelledWhenTheSupplierDidAPart() {
        Verdict verdict = cancel(
                new CancelResult.PartlyCancelled(List.of(ONE), List.of(TWO), Optional.of("NEW-1"), REFUND, WORD));

        assertVerdict(verdict, Status.PARTIALLY_CANCELLED, StatusReason.PARTLY_REFUSED, Effect.PARTIAL);
        assertThat(verdict.closed()).hasValue(DONE);
        assertThat(verdict.conclusion().progress().remainingReference()).hasValue("NEW-1");
    }

    @Test
    void awaitsASupplierThatAnswersLaterWithItsIntentOpen() {
        Verdict verdict = cancel(new CancelResult.Pending(WORD));

        assertVerdict(verdict, Status.AWAITING_SUPPLIER, StatusReason.PENDING_AT_SUPPLIER, Effect.UNKNOWN);
        assertThat(verdict.closed()).isEmpty();
        assertThat(verdict.conclusion().delay()).hasValue(LADDER.get(0));
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void isRefusedForTheSuppliersReason(RefusalCode code) {
        Verdict verdict = cancel(new CancelResult.Refused(code, WORD));

        assertVerdict(verdict, Status.REFUSED, StatusReason.valueOf(code.name()), Effect.NONE);
        assertThat(verdict.closed()).hasValue(NOT_DONE);
        assertThat(verdict.conclusion().progress().units())
                .singleElement()
                .satisfies(unit -> assertThat(unit.committedSince()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "0, 0", "100000, 300"})
    void comesBackToABusySupplierWhenItAskedButNotLaterThanTheLongestWait(String asked, int seconds) {
        Outcome<CancelResult> busy = answered(new CancelResult.Busy(WORD), Map.of("Retry-After", asked));

        Verdict verdict = cancel(progress(committing()), busy);

        assertVerdict(verdict, Status.SCHEDULED, StatusReason.BUSY, Effect.NONE);
        assertThat(verdict.closed()).hasValue(NOT_DONE);
        assertThat(verdict.conclusion().delay()).hasValue(Duration.ofSeconds(seconds));
    }

    @Test
    void comesBackToABusySupplierByLotWhenItAskedForNothing() {
        assertThat(cancel(new CancelResult.Busy(WORD)).conclusion().delay())
                .hasValueSatisfying(
                        delay -> assertThat(delay).isBetween(Duration.ofMillis(100), Duration.ofSeconds(1)));
    }

    @Test
    void isTriedForTheLastTimeWhenItsTimeEnds() {
        Progress progress = progress(committing());
        Cancellation old = endingAt(inFlight(progress), NOW.plusMillis(50));
        Outcome<CancelResult> unsent = new Outcome.NotDone<>(Outcome.Cause.NOT_SENT, "no route", List.of());

        assertThat(judge.cancel(old, progress, committing(), unsent)
                        .conclusion()
                        .delay())
                .hasValue(Duration.ofMillis(50));
    }

    static List<Outcome<CancelResult>> vain() {
        return List.of(
                answered(new CancelResult.Busy(WORD), Map.of("Retry-After", "60")),
                answered(new CancelResult.QuoteExpired(WORD)),
                new Outcome.NotDone<>(Outcome.Cause.NOT_SENT, "no route", List.of()),
                new Outcome.HeldBack<>(Withheld.BOOKING_IN_USE, List.of()));
    }

    @ParameterizedTest
    @MethodSource("vain")
    void expiresWithTheAttemptThatFailsAfterItsTime(Outcome<CancelResult> outcome) {
        Progress progress = progress(committing());
        Cancellation late = endingAt(inFlight(progress), NOW);

        Verdict verdict = judge.cancel(late, progress, committing(), outcome);

        assertVerdict(verdict, Status.EXPIRED, StatusReason.RETRIES_EXHAUSTED, Effect.NONE);
        assertThat(verdict.closed()).hasValue(NOT_DONE);
        assertThat(verdict.conclusion().evidence()).containsKey("lastAttempt");
    }

    @ParameterizedTest
    @EnumSource(
            value = Withheld.class,
            names = {"QUOTA", "PAUSED"})
    void neverExpiresBecauseNobodyWasAllowedToTryIt(Withheld why) {
        Progress progress = progress(unit("whole"));
        Cancellation late = endingAt(inFlight(progress), NOW.minusSeconds(3_600));

        Verdict verdict = judge.cancel(late, progress, unit("whole"), new Outcome.HeldBack<>(why, List.of()));

        assertThat(verdict.conclusion().status()).isEqualTo(Status.SCHEDULED);
    }

    @Test
    void looksBeforeItBelievesThatOthersCancelledWhatItHadCommittedBefore() {
        Progress again = progress(committing()
                .inState(State.IN_DOUBT, StatusReason.NOT_DONE_PROVEN, WORD)
                .reopened(StatusReason.NOT_DONE_PROVEN, WORD)
                .committing(NOW, "key"));

        Verdict verdict = cancel(again, answered(new CancelResult.Refused(RefusalCode.ALREADY_CANCELLED, WORD)));

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.ALREADY_CANCELLED, Effect.UNKNOWN);
        assertThat(verdict.closed()).hasValue(NOT_DONE);
        assertThat(verdict.conclusion().progress().current().orElseThrow().committedSince())
                .hasValue(COMMITTED);
        assertVerdict(
                cancel(again, answered(new CancelResult.Refused(RefusalCode.TOO_LATE, WORD))),
                Status.REFUSED,
                StatusReason.TOO_LATE,
                Effect.NONE);
    }

    @Test
    void remembersAnEarlierCommitWhenTheNextOneIsNotSent() {
        UnitProgress proven = committing()
                .inState(State.IN_DOUBT, StatusReason.REPLY_LOST, WORD)
                .reopened(StatusReason.NOT_DONE_PROVEN, WORD);
        Progress again = progress(proven.committing(NOW, "key"));

        Verdict verdict = cancel(again, new Outcome.NotDone<>(Outcome.Cause.NOT_SENT, "no route", List.of()));

        assertVerdict(verdict, Status.SCHEDULED, StatusReason.NOT_SENT, Effect.NONE);
        UnitProgress unit = verdict.conclusion().progress().current().orElseThrow();
        assertThat(unit.commits()).isEqualTo(1);
        assertThat(unit.committedSince()).hasValue(COMMITTED);
    }

    @Test
    void asksForANewQuoteAtOnceTheFirstTimeAndWithAWaitLater() {
        Progress progress = progress(committing());
        Outcome<CancelResult> expired = answered(new CancelResult.QuoteExpired(WORD));

        Verdict first = cancel(progress, expired);
        Verdict later = judge.cancel(order(Status.IN_FLIGHT, progress, 4, 0), progress, committing(), expired);

        assertVerdict(first, Status.SCHEDULED, StatusReason.QUOTE_EXPIRED, Effect.NONE);
        assertThat(first.closed()).hasValue(NOT_DONE);
        assertThat(first.conclusion().progress().quoted()).isFalse();
        assertThat(first.conclusion().delay()).hasValue(Duration.ZERO);
        assertThat(later.conclusion().delay().orElseThrow()).isPositive();
    }

    @Test
    void isInDoubtWhenTheReplyToACommitCannotBeUnderstood() {
        Verdict verdict = cancel(new CancelResult.Unknown(WORD));

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.REPLY_UNREADABLE, Effect.UNKNOWN);
        assertThat(verdict.closed()).isEmpty();
        assertThat(verdict.conclusion().delay()).hasValue(LADDER.get(0));
    }

    @ParameterizedTest
    @EnumSource(Outcome.Doubt.class)
    void isInDoubtWheneverTheConversationIs(Outcome.Doubt doubt) {
        Verdict verdict = cancel(progress(committing()), new Outcome.InDoubt<>(doubt, "closed", List.of()));

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.valueOf(doubt.name()), Effect.UNKNOWN);
        assertThat(verdict.closed()).isEmpty();
        assertThat(verdict.conclusion().evidence()).containsEntry("cause", "closed");
        assertThat(verdict.conclusion().progress().units())
                .singleElement()
                .satisfies(unit -> assertThat(unit.committedSince()).hasValue(COMMITTED));
    }

    static List<CancelResult> effects() {
        return List.of(
                new CancelResult.Cancelled(REFUND, Set.of(), WORD),
                new CancelResult.PartlyCancelled(List.of(ONE), List.of(TWO), Optional.empty(), REFUND, WORD),
                new CancelResult.Pending(WORD),
                new CancelResult.Unknown(WORD));
    }

    @ParameterizedTest
    @MethodSource("effects")
    void believesNoPluginThatClaimsAnEffectWithoutACommit(CancelResult claimed) {
        Outcome<CancelResult> outcome = new Outcome.Answered<>(claimed, List.of(exchange(RequestKind.READ, Map.of())));

        Verdict verdict = cancel(progress(unit("whole")), outcome);

        assertVerdict(verdict, Status.NEEDS_REVIEW, StatusReason.PLUGIN_FAILED, Effect.NONE);
        assertThat(verdict.closed()).hasValue(NOT_DONE);
    }

    @Test
    void refusesWithoutACommitWhatAReadShows() {
        Outcome<CancelResult> outcome = new Outcome.Answered<>(
                new CancelResult.Refused(RefusalCode.ALREADY_CANCELLED, WORD),
                List.of(exchange(RequestKind.READ, Map.of())));

        assertVerdict(
                cancel(progress(unit("whole")), outcome), Status.REFUSED, StatusReason.ALREADY_CANCELLED, Effect.NONE);
    }

    @Test
    void triesAgainWhatWasNotSent() {
        Verdict verdict =
                cancel(progress(committing()), new Outcome.NotDone<>(Outcome.Cause.NOT_SENT, "no route", List.of()));

        assertVerdict(verdict, Status.SCHEDULED, StatusReason.NOT_SENT, Effect.NONE);
        assertThat(verdict.closed()).hasValue(NOT_DONE);
        assertThat(verdict.conclusion().evidence()).containsEntry("cause", "no route");
        assertThat(verdict.conclusion().delay().orElseThrow()).isPositive();
    }

    @Test
    void sendsAgainAtOnceWithNewCredentialsButGivesUpWhenTheyAreRefusedToo() {
        Outcome<CancelResult> renewed = new Outcome.NotDone<>(Outcome.Cause.CREDENTIALS_RENEWED, "401", List.of());

        Verdict first = cancel(progress(committing()), renewed);
        UnitProgress again =
                first.conclusion().progress().current().orElseThrow().committing(NOW, "key");
        Verdict second = cancel(progress(again), renewed);

        assertVerdict(first, Status.SCHEDULED, StatusReason.CREDENTIALS_RENEWED, Effect.NONE);
        assertThat(first.conclusion().delay()).hasValue(Duration.ZERO);
        assertVerdict(second, Status.REFUSED, StatusReason.UNAUTHORIZED, Effect.NONE);
        assertThat(second.closed()).hasValue(NOT_DONE);
    }

    @Test
    void remembersRefusedCredentialsThroughANewQuote() {
        Progress once = cancel(
                        progress(committing()),
                        new Outcome.NotDone<>(Outcome.Cause.CREDENTIALS_RENEWED, "401", List.of()))
                .conclusion()
                .progress();

        Progress quoted = once.withQuote(Optional.empty(), List.of(unit("whole")), Optional.empty());

        assertThat(quoted.current().orElseThrow().reason()).isEqualTo(StatusReason.CREDENTIALS_RENEWED);
    }

    @Test
    void neverOpensASettledUnitAgainWhenTheSupplierOffersItOnceMore() {
        UnitProgress done = unit("a", ONE).cancelled(StatusReason.CONFIRMED, REFUND, WORD);

        Progress quoted = progress(done, unit("b", TWO))
                .withQuote(Optional.empty(), List.of(unit("a", ONE), unit("b", TWO)), Optional.empty());

        assertThat(quoted.units()).extracting(unit -> unit.unit().key()).containsExactly("a", "b");
        assertThat(quoted.units().get(0)).isEqualTo(done);
    }

    @ParameterizedTest
    @EnumSource(Withheld.class)
    void putsBackWhatWasHeldBack(Withheld why) {
        Verdict verdict = cancel(progress(unit("whole")), new Outcome.HeldBack<>(why, List.of()));

        StatusReason reason = switch (why) {
            case QUOTA -> StatusReason.QUOTA;
            case PAUSED -> StatusReason.PAUSED;
            case PARKED -> StatusReason.PARKED;
            case BOOKING_IN_USE -> StatusReason.BOOKING_IN_USE;
            case LATE_ANSWER -> StatusReason.LATE_ANSWER;
            case DONE_ELSEWHERE -> StatusReason.ALREADY_CANCELLED;
            case CLAIM_LOST, NOT_ORDERED, JOURNAL_UNKNOWN, NOT_THE_SAME -> StatusReason.NOT_SENT;
        };
        if (why == Withheld.LATE_ANSWER) {
            assertVerdict(verdict, Status.IN_DOUBT, reason, Effect.UNKNOWN);
            return;
        }
        Status status = why == Withheld.DONE_ELSEWHERE ? Status.REFUSED : Status.SCHEDULED;
        assertVerdict(verdict, status, reason, Effect.NONE);
        assertThat(verdict.closed()).hasValue(NOT_DONE);
    }

    @Test
    void callsAPersonWhenThePluginIsBroken() {
        Verdict verdict = cancel(progress(unit("whole")), new Outcome.Broken<>("threw", List.of()));

        assertVerdict(verdict, Status.NEEDS_REVIEW, StatusReason.PLUGIN_FAILED, Effect.NONE);
        assertThat(verdict.conclusion().delay()).isEmpty();
    }

    @Test
    void goesOnWithTheNextUnit() {
        Progress two = progress(unit("a", ONE).committing(COMMITTED, "key"), unit("b", TWO));

        Verdict verdict = cancel(two, answered(new CancelResult.Cancelled(REFUND, Set.of(), WORD)));

        assertVerdict(verdict, Status.SCHEDULED, StatusReason.CONTINUES, Effect.PARTIAL);
        assertThat(verdict.closed()).hasValue(DONE);
        assertThat(verdict.conclusion().delay()).hasValue(Duration.ZERO);
        assertThat(verdict.conclusion().progress().current())
                .map(unit -> unit.unit().key())
                .hasValue("b");
    }

    @Test
    void isPartiallyCancelledWhenOneUnitIsCancelledAndTheOtherRefusedInWhateverOrder() {
        UnitProgress done = unit("a", ONE).cancelled(StatusReason.CONFIRMED, REFUND, WORD);
        UnitProgress refused = unit("a", ONE).inState(State.REFUSED, StatusReason.TOO_LATE, WORD);
        UnitProgress next = unit("b", TWO).committing(COMMITTED, "key");

        assertVerdict(
                cancel(progress(done, next), answered(new CancelResult.Refused(RefusalCode.TOO_LATE, WORD))),
                Status.PARTIALLY_CANCELLED,
                StatusReason.PARTLY_REFUSED,
                Effect.PARTIAL);
        assertVerdict(
                cancel(progress(refused, next), answered(new CancelResult.Cancelled(REFUND, Set.of(), WORD))),
                Status.PARTIALLY_CANCELLED,
                StatusReason.PARTLY_REFUSED,
                Effect.PARTIAL);
        assertVerdict(
                cancel(progress(refused, next), answered(new CancelResult.Refused(RefusalCode.TOO_LATE, WORD))),
                Status.REFUSED,
                StatusReason.TOO_LATE,
                Effect.NONE);
    }

    @Test
    void keepsTheSecondUnitWaitingWhileTheFirstIsInDoubt() {
        Progress two = progress(unit("a", ONE).committing(COMMITTED, "key"), unit("b", TWO));

        Verdict verdict = cancel(two, new Outcome.InDoubt<>(Outcome.Doubt.REPLY_LOST, "closed", List.of()));

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.REPLY_LOST, Effect.UNKNOWN);
        assertThat(verdict.conclusion().progress().current())
                .map(unit -> unit.unit().key())
                .hasValue("a");
    }

    @ParameterizedTest
    @CsvSource({"RETRIES_EXHAUSTED, EXPIRED", "TERMS_CHANGED, REFUSED"})
    void endsWithNothingDone(StatusReason reason, Status status) {
        assertVerdict(Verdict.ended(progress(unit("whole")), reason, Map.of()), status, reason, Effect.NONE);
    }

    @Test
    void endsPartlyDoneWhenRetriesRunOutBetweenTwoUnits() {
        UnitProgress done = unit("a", ONE).cancelled(StatusReason.CONFIRMED, REFUND, WORD);

        assertVerdict(
                Verdict.ended(progress(done, unit("b", TWO)), StatusReason.RETRIES_EXHAUSTED, Map.of()),
                Status.PARTIALLY_CANCELLED,
                StatusReason.RETRIES_EXHAUSTED,
                Effect.PARTIAL);
    }

    @Test
    void neverEndsInDoubt() {
        assertThat(Verdict.ended(progress(committing()), StatusReason.RETRIES_EXHAUSTED, Map.of())
                        .conclusion()
                        .status())
                .isEqualTo(Status.NEEDS_REVIEW);
    }
}
