package dev.breakwater.gateway.dispatch;

import static dev.breakwater.gateway.cancellation.Intent.State.DONE;
import static dev.breakwater.gateway.cancellation.Intent.State.NOT_DONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change.Conclusion;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Guard;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.cancellation.UnitProgress.State;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class JudgeTest {
    private static final Instant NOW = Instant.parse("2020-01-24T10:00:00Z");
    private static final Instant COMMITTED = NOW.minusSeconds(10);
    private static final SupplierWord WORD = new SupplierWord("E17", "as the supplier said");
    private static final Refund REFUND =
            new Refund(Refund.Status.AUTOMATIC, Optional.of(Money.of("12.50", "EUR")), List.of());
    private static final BookingKey ALIAS = new BookingKey("ALIAS");
    private static final ScopeItem ONE = new ScopeItem(ScopeType.TICKET, "1");
    private static final ScopeItem TWO = new ScopeItem(ScopeType.TICKET, "2");
    private static final List<Duration> LADDER =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
    private static final Duration MOST = Duration.ofMinutes(5);

    private final Judge judge = new Judge(supplier(), () -> NOW, new Random(7));

    private static SupplierConfig supplier() {
        return new SupplierConfig(
                "tower",
                "Tower",
                "attraction",
                Optional.empty(),
                "octo",
                URI.create("http://127.0.0.1:1"),
                new SupplierConfig.Auth.None(),
                new SupplierConfig.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15)),
                20,
                Optional.empty(),
                Currency.getInstance("EUR"),
                ZoneId.of("Europe/Paris"),
                Duration.ofSeconds(2),
                false,
                false,
                SupplierConfig.Resend.NEVER,
                LADDER,
                new SupplierConfig.Retry(Duration.ofSeconds(1), MOST, Duration.ofHours(24)),
                Map.of());
    }

    private static UnitProgress unit(String key, ScopeItem... scope) {
        return UnitProgress.open(new Unit(key, List.of(scope), Map.of()), Terms.UNKNOWN);
    }

    private static UnitProgress committing() {
        return unit("whole").committing(COMMITTED);
    }

    private static Progress progress(UnitProgress... units) {
        return Progress.NONE.withUnits(List.of(units));
    }

    private static Cancellation order(Status status, Progress progress, int attempts, int lookups) {
        Instruction instruction = new Instruction(
                "tower",
                BookingReference.of("A1"),
                List.of(),
                CancellationReason.CUSTOMER_REQUEST,
                Optional.empty(),
                new Guard.AnyPenalty(),
                Optional.empty(),
                Map.of(),
                List.of());
        return new Cancellation(
                new UUID(1, 1),
                "web",
                "key",
                "hash",
                1,
                instruction,
                status,
                StatusReason.TALKING,
                progress.effect(),
                progress,
                attempts,
                lookups,
                false,
                Optional.of(NOW),
                3,
                NOW.minusSeconds(60),
                NOW,
                NOW.plusSeconds(3_600));
    }

    private static Cancellation inFlight(Progress progress) {
        return order(Status.IN_FLIGHT, progress, 1, 0);
    }

    private static Exchange exchange(RequestKind kind, Map<String, String> headers) {
        return new Exchange(
                Operation.CANCEL,
                WireRequest.json(kind, "POST", "/cancel", Map.of(), "{}"),
                NOW,
                Duration.ofMillis(5),
                new Delivery.Answered(new WireReply(200, headers, Bytes.EMPTY), false));
    }

    private static <O> Outcome<O> answered(O result) {
        return answered(result, Map.of());
    }

    private static <O> Outcome<O> answered(O result, Map<String, String> headers) {
        return new Outcome.Answered<>(result, List.of(exchange(RequestKind.COMMIT, headers)));
    }

    private Verdict cancel(CancelResult result) {
        return cancel(progress(committing()), answered(result));
    }

    private Verdict cancel(Progress progress, Outcome<CancelResult> outcome) {
        Verdict verdict =
                judge.cancel(inFlight(progress), progress, progress.current().orElseThrow(), outcome);
        assertThat(verdict.conclusion().actor()).isEqualTo("gateway");
        return verdict;
    }

    private static void assertVerdict(Verdict verdict, Status status, StatusReason reason, Effect effect) {
        Conclusion conclusion = verdict.conclusion();
        assertThat(conclusion.status()).isEqualTo(status);
        assertThat(conclusion.reason()).isEqualTo(reason);
        assertThat(conclusion.progress().effect()).isEqualTo(effect);
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
    void comesBackNoLaterThanItsRetriesEnd() {
        Progress progress = progress(committing());
        Cancellation old = endingAt(inFlight(progress), NOW.plusSeconds(3));
        Cancellation late = endingAt(inFlight(progress), NOW.minusSeconds(3));
        Outcome<CancelResult> busy = answered(new CancelResult.Busy(WORD), Map.of("Retry-After", "60"));

        assertThat(judge.cancel(old, progress, committing(), busy).conclusion().delay())
                .hasValue(Duration.ofSeconds(3));
        assertThat(judge.cancel(late, progress, committing(), busy).conclusion().delay())
                .hasValue(Duration.ZERO);
    }

    private static Cancellation endingAt(Cancellation order, Instant end) {
        return new Cancellation(
                order.id(),
                order.caller(),
                order.idempotencyKey(),
                order.requestHash(),
                order.bookingId(),
                order.instruction(),
                order.status(),
                order.reason(),
                order.effect(),
                order.progress(),
                order.attempts(),
                order.lookups(),
                order.disputed(),
                order.dueAt(),
                order.version(),
                order.createdAt(),
                order.updatedAt(),
                end);
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
                first.conclusion().progress().current().orElseThrow().committing(NOW);
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
            case BOOKING_IN_USE -> StatusReason.BOOKING_IN_USE;
            case CLAIM_LOST, NOT_ORDERED, JOURNAL_UNKNOWN -> StatusReason.NOT_SENT;
        };
        assertVerdict(verdict, Status.SCHEDULED, reason, Effect.NONE);
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
        Progress two = progress(unit("a", ONE).committing(COMMITTED), unit("b", TWO));

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
        UnitProgress next = unit("b", TWO).committing(COMMITTED);

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
        Progress two = progress(unit("a", ONE).committing(COMMITTED), unit("b", TWO));

        Verdict verdict = cancel(two, new Outcome.InDoubt<>(Outcome.Doubt.REPLY_LOST, "closed", List.of()));

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.REPLY_LOST, Effect.UNKNOWN);
        assertThat(verdict.conclusion().progress().current())
                .map(unit -> unit.unit().key())
                .hasValue("a");
    }

    @Test
    void goesOnWithTheSecondUnitWhenTheFirstIsFoundDone() {
        Progress two = progress(unit("a", ONE).committing(COMMITTED), unit("b", TWO));

        Verdict verdict = lookup(two, 0, false, new LookupResult.Cancelled(Author.US, REFUND, Set.of(), WORD));

        assertVerdict(verdict, Status.SCHEDULED, StatusReason.CONTINUES, Effect.PARTIAL);
        assertThat(verdict.closed()).hasValue(DONE);
    }

    private Verdict lookup(Progress progress, int lookups, boolean expired, LookupResult result) {
        return lookup(progress, lookups, expired, answered(result));
    }

    private Verdict lookup(Progress progress, int lookups, boolean expired, Outcome<LookupResult> outcome) {
        UnitProgress unit = progress.current().orElseThrow();
        Status status = unit.state() == State.PENDING ? Status.AWAITING_SUPPLIER : Status.IN_DOUBT;
        return judge.lookup(order(status, progress, 1, lookups), expired, unit, outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "US, CANCELLED, FOUND_DONE, DONE, DONE",
        "UNKNOWN, CANCELLED, FOUND_DONE, DONE, DONE",
        "OTHERS, REFUSED, ALREADY_CANCELLED, NONE, NOT_DONE"
    })
    void judgesByWhoCancelled(Author author, Status status, StatusReason reason, Effect effect, Intent.State closed) {
        Verdict verdict = lookup(
                progress(committing()), 0, false, new LookupResult.Cancelled(author, REFUND, Set.of(ALIAS), WORD));

        assertVerdict(verdict, status, reason, effect);
        assertThat(verdict.closed()).hasValue(closed);
        assertThat(verdict.aliases()).containsExactly(ALIAS);
    }

    @Test
    void findsAPartDone() {
        LookupResult found =
                new LookupResult.PartlyCancelled(List.of(ONE), List.of(TWO), Optional.of("NEW-2"), REFUND, WORD);

        Verdict verdict = lookup(progress(committing()), 0, false, found);

        assertVerdict(verdict, Status.PARTIALLY_CANCELLED, StatusReason.PARTLY_REFUSED, Effect.PARTIAL);
        assertThat(verdict.closed()).hasValue(DONE);
        assertThat(verdict.conclusion().progress().remainingReference()).hasValue("NEW-2");
    }

    @Test
    void awaitsWhatIsFoundUnderWayAndClimbsTheLadder() {
        Verdict verdict = lookup(progress(committing()), 0, false, new LookupResult.Pending(WORD));

        assertVerdict(verdict, Status.AWAITING_SUPPLIER, StatusReason.PENDING_AT_SUPPLIER, Effect.UNKNOWN);
        assertThat(verdict.conclusion().lookups()).isEqualTo(1);
        assertThat(verdict.conclusion().delay()).hasValue(LADDER.get(1));
        assertThat(lookup(progress(committing()), 70, false, new LookupResult.Pending(WORD))
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
    void looksAgainRungByRungAndThenCallsAPerson(LookupResult result) {
        StatusReason reason =
                result instanceof LookupResult.NotFound ? StatusReason.LOOKUP_NOT_FOUND : StatusReason.STILL_ACTIVE;

        Verdict first = lookup(progress(committing()), 0, false, result);
        Verdict second = lookup(progress(committing()), 1, false, result);
        Verdict third = lookup(progress(committing()), 2, false, result);

        assertVerdict(first, Status.IN_DOUBT, reason, Effect.UNKNOWN);
        assertThat(first.conclusion().delay()).hasValue(LADDER.get(1));
        assertThat(second.conclusion().delay()).hasValue(LADDER.get(2));
        assertThat(second.conclusion().lookups()).isEqualTo(2);
        assertVerdict(third, Status.NEEDS_REVIEW, reason, Effect.UNKNOWN);
        assertThat(third.closed()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unsettled")
    void callsAPersonWhenItsTimeHasRunOut(LookupResult result) {
        assertThat(lookup(progress(committing()), 0, true, result).conclusion().status())
                .isEqualTo(Status.NEEDS_REVIEW);
    }

    @Test
    void waitsForASupplierThatAcceptedItAsLongAsItsTimeLasts() {
        Progress pending = progress(committing().inState(State.PENDING, StatusReason.PENDING_AT_SUPPLIER, WORD));

        assertVerdict(
                lookup(pending, 50, false, new LookupResult.Active(WORD)),
                Status.AWAITING_SUPPLIER,
                StatusReason.STILL_ACTIVE,
                Effect.UNKNOWN);
        assertThat(lookup(pending, 50, true, new LookupResult.Active(WORD))
                        .conclusion()
                        .status())
                .isEqualTo(Status.NEEDS_REVIEW);
        assertThat(lookup(pending, 50, true, new LookupResult.Pending(WORD))
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
        Verdict verdict = lookup(progress(committing()), 1, false, outcome);

        assertVerdict(verdict, Status.IN_DOUBT, StatusReason.LOOKUP_FAILED, Effect.UNKNOWN);
        assertThat(verdict.conclusion().lookups()).isEqualTo(1);
        assertThat(verdict.conclusion().delay()).hasValue(LADDER.get(1));
        assertThat(verdict.closed()).isEmpty();
        assertThat(lookup(progress(committing()), 1, true, outcome).conclusion().status())
                .isEqualTo(Status.NEEDS_REVIEW);
    }

    @Test
    void looksNoSoonerThanABusySupplierAsked() {
        Outcome<LookupResult> busy = answered(new LookupResult.Busy(WORD), Map.of("Retry-After", "60"));

        assertThat(lookup(progress(committing()), 0, false, busy).conclusion().delay())
                .hasValue(Duration.ofSeconds(60));
        assertThat(lookup(progress(committing()), 2, false, busy).conclusion().delay())
                .hasValue(Duration.ofMinutes(2));
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
