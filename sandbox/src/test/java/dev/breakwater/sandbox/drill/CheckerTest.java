package dev.breakwater.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.sandbox.drill.History.Cancellation;
import dev.breakwater.sandbox.drill.History.Intent;
import dev.breakwater.sandbox.drill.History.Refund;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Accepted;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.PartnerAnswers;
import dev.breakwater.sandbox.stage.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A history in which every rule held, and doctored ones in which one did not: the checker names that one and no other. */
class CheckerTest {

    private static final Instant NOON = Instant.parse("2020-01-27T12:00:00Z");
    private static final Booking TOWER = new Booking(Supplier.GLASS_TOWER, "OK-1");
    private static final Booking RAIL = new Booking(Supplier.ALPINE_RAIL, "OK-2");
    private static final Booking ROW = new Booking(Supplier.GLASS_TOWER, "OK-3");
    private static final Refund TEN = new Refund(Optional.of(amount("10.00")), List.of(amount("4"), amount("6.00")));
    private static final String BODY = "b".repeat(64);

    private final Set<String> asked = new HashSet<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<PartnerAnswers> files = new ArrayList<>();
    private final List<Cancellation> cancellations = new ArrayList<>();
    private final List<Intent> intents = new ArrayList<>();
    private final List<EffectLog.Entry> tower = new ArrayList<>();
    private final List<EffectLog.Entry> rail = new ArrayList<>();
    private final Set<Supplier> idempotent = new HashSet<>();

    @BeforeEach
    void aCleanHistory() {
        asked.addAll(Set.of("key-1", "key-2"));
        accepted.add(Accepted.throughApi(TOWER, "a", "key-1"));
        accepted.add(Accepted.throughApi(RAIL, "b", "key-2"));
        cancellations.add(cancellation("a", "key-1", TOWER, Status.CANCELLED));
        cancellations.add(cancellation("b", "key-2", RAIL, Status.CANCELLED));
        cancellations.add(new Cancellation(
                "c",
                "harbour-trips",
                "file-row",
                ROW,
                Status.REFUSED,
                Optional.empty(),
                Set.of(Status.REFUSED),
                Refund.NONE));
        intents.add(intent("ia", "a", "NOT_DONE", 0, 2));
        intents.add(intent("ia2", "a", "DONE", 3, 5));
        intents.add(intent("ib", "b", "DONE", 0, 2));
        tower.add(entry("OK-1", 1, request(1, null), request(4, null)));
        rail.add(entry("OK-2", 1, request(1, "key b")));
        files.add(file(row("c", "REFUSED", "")));
    }

    @Test
    void aCleanHistoryIsNotComplainedOf() {
        assertThat(check()).isEmpty();
    }

    @Test
    void whatWaitsForItsTimeOrForAPersonIsNotLost() {
        cancellations.add(waiting(Status.SCHEDULED, Optional.of(NOON.plusSeconds(600))));
        cancellations.add(new Cancellation(
                "e",
                "web",
                "key-1",
                new Booking(Supplier.GLASS_TOWER, "OK-9"),
                Status.NEEDS_REVIEW,
                Optional.empty(),
                Set.of(),
                Refund.NONE));

        assertThat(check()).isEmpty();
    }

    @Test
    void anAcceptanceWithoutACancellationIsLost() {
        accepted.add(Accepted.throughApi(TOWER, "nowhere", "key-3"));

        assertThatOnly(Rule.ACCEPTED_IS_KEPT).contains("nowhere", "key-3");
    }

    @Test
    void anAcceptedRowWithoutACancellationIsLost() {
        cancellations.remove(2);
        files.set(0, file(row("c", "REFUSED", "")));

        assertThat(check()).extracting(Violation::rule).contains(Rule.ACCEPTED_IS_KEPT);
    }

    @Test
    void aKeyThatStandsForTwoCancellationsIsSeen() {
        accepted.add(Accepted.throughApi(RAIL, "b", "key-1"));

        assertThatOnly(Rule.ACCEPTED_IS_KEPT).contains("key-1", "before");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"ACCEPTED", "IN_FLIGHT", "SCHEDULED", "IN_DOUBT", "AWAITING_SUPPLIER"})
    void whatIsDueNeverOrLongSinceIsForgotten(Status status) {
        cancellations.add(waiting(status, Optional.empty()));
        assertThatOnly(Rule.ENDS_OR_WAITS).contains("due never");

        cancellations.set(3, waiting(status, Optional.of(NOON.minusSeconds(61))));
        assertThatOnly(Rule.ENDS_OR_WAITS).contains(status.name());
    }

    @Test
    void aSecondEndIsSeen() {
        cancellations.set(
                1,
                new Cancellation(
                        "b",
                        "web",
                        "key-2",
                        RAIL,
                        Status.CANCELLED,
                        Optional.empty(),
                        Set.of(Status.CANCELLED, Status.EXPIRED),
                        TEN));

        assertThatOnly(Rule.END_IS_TRUE).contains("EXPIRED");
    }

    @Test
    void anEndThatTheSupplierHasNotDoneIsUntrue() {
        rail.set(0, entry("OK-2", 0, request(1, "key b")));

        assertThatOnly(Rule.END_IS_TRUE).contains("(b)", "done nothing");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"REFUSED", "EXPIRED", "WITHDRAWN"})
    void anEndWithoutEffectThatTheSupplierContradictsIsUntrue(Status status) {
        cancellations.set(1, cancellation("b", "key-2", RAIL, status));

        assertThatOnly(Rule.END_IS_TRUE).contains("(b)", "has cancelled it");
    }

    @Test
    void anEarlierRefusalIsTrueWhereALaterOrderCancelled() {
        cancellations.add(cancellation("b0", "key-2", RAIL, Status.REFUSED));

        assertThat(check()).isEmpty();
    }

    @Test
    void twoCancellationsOfABookingAreOneTooMany() {
        cancellations.add(cancellation("b2", "key-2", RAIL, Status.NEEDS_REVIEW));

        assertThatOnly(Rule.ONE_CANCELLATION).contains("b CANCELLED", "b2 NEEDS_REVIEW");
    }

    @Test
    void aBookingThatWasCancelledTwiceIsSeen() {
        rail.set(0, entry("OK-2", 2, request(1, "key b")));

        assertThatOnly(Rule.ONE_EFFECT).contains("OK-2", "2 times");
    }

    @Test
    void aRequestWithoutAnIntentIsSeen() {
        intents.remove(2);

        assertThatOnly(Rule.INTENT_BEFORE_REQUEST).contains("OK-2");
    }

    @Test
    void aRequestBeforeItsIntentWasWrittenIsSeen() {
        rail.set(0, entry("OK-2", 1, request(-1, "key b")));

        assertThatOnly(Rule.INTENT_BEFORE_REQUEST).contains("OK-2");
    }

    @Test
    void aRequestWithAnotherKeyOrBodyThanItsIntentIsSeen() {
        rail.set(0, entry("OK-2", 1, request(1, "another")));
        assertThatOnly(Rule.INTENT_BEFORE_REQUEST).contains("another");

        rail.set(0, entry("OK-2", 1, new EffectLog.Request(NOON.plusSeconds(1), "key b", "c".repeat(64))));
        assertThatOnly(Rule.INTENT_BEFORE_REQUEST).contains("cccc");
    }

    @Test
    void aSecondRequestForTheSameIntentIsSeenUnlessTheSupplierTakesIt() {
        rail.set(0, entry("OK-2", 1, request(1, "key b"), request(2, "key b")));
        assertThatOnly(Rule.INTENT_BEFORE_REQUEST).contains("OK-2");

        idempotent.add(Supplier.ALPINE_RAIL);
        assertThat(check()).isEmpty();
    }

    @Test
    void aRepeatBeforeTheProofIsSeen() {
        intents.set(0, intent("ia", "a", "NOT_DONE", 0, 5));

        assertThatOnly(Rule.PROOF_BEFORE_REPEAT).contains("intent ia ");
    }

    @Test
    void aRepeatOfWhatWasDoneOrIsOpenIsSeenAlsoWhenTheFirstNeverArrived() {
        tower.set(0, entry("OK-1", 1, request(4, null)));
        intents.set(0, intent("ia", "a", "DONE", 0, 2));
        assertThatOnly(Rule.PROOF_BEFORE_REPEAT).contains("intent ia DONE");

        intents.set(0, new Intent("ia", "a", "key a", BODY, "OPEN", NOON, Optional.empty()));
        assertThatOnly(Rule.PROOF_BEFORE_REPEAT).contains("intent ia OPEN");
    }

    @Test
    void aRepeatOfTheSameBytesIsNoneAtASupplierThatIsIdempotent() {
        intents.set(2, new Intent("ib", "b", "key b", BODY, "OPEN", NOON, Optional.empty()));
        intents.add(intent("ib2", "b", "DONE", 3, 5));
        rail.set(0, entry("OK-2", 1, request(1, "key b"), request(4, "key b")));
        assertThatOnly(Rule.PROOF_BEFORE_REPEAT).contains("intent ib OPEN");

        idempotent.add(Supplier.ALPINE_RAIL);
        assertThat(check()).isEmpty();
    }

    @Test
    void aCommitForABookingThatNobodyCancelsIsSeen() {
        rail.add(entry("OK-77", 1, request(1, "x")));

        assertThat(check())
                .extracting(Violation::rule)
                .containsExactlyInAnyOrder(Rule.NOTHING_UNASKED, Rule.INTENT_BEFORE_REQUEST);
    }

    @Test
    void aCancellationThatNobodyOrderedIsSeen() {
        asked.remove("key-2");

        assertThatOnly(Rule.NOTHING_UNASKED).contains("(b)", "web");
    }

    @Test
    void aRefundThatDoesNotAddUpIsSeen() {
        Refund wrong = new Refund(Optional.of(amount("10.01")), TEN.lines());
        cancellations.set(1, told(wrong));
        assertThatOnly(Rule.REFUND_ADDS_UP).contains("10.01", "10.00");

        cancellations.set(1, told(new Refund(Optional.empty(), TEN.lines())));
        assertThatOnly(Rule.REFUND_ADDS_UP).contains("(b)");
    }

    @Test
    void aFileThatWasNeverAnsweredIsLost() {
        PartnerAnswers answered = files.get(0);
        files.set(0, new PartnerAnswers(answered.name(), Optional.empty(), false, false, answered.rows()));
        assertThatOnly(Rule.FILE_IS_TRUE).contains("never acknowledged");

        files.set(0, new PartnerAnswers(answered.name(), answered.acknowledgement(), true, false, answered.rows()));
        assertThatOnly(Rule.FILE_IS_TRUE).contains("no results");
    }

    @Test
    void anAcknowledgementOfFewerRowsIsUntrue() {
        PartnerAnswers answered = files.get(0);
        files.set(
                0,
                new PartnerAnswers(
                        answered.name(),
                        Optional.of(Map.of("status", "RECEIVED", "rows", "0")),
                        true,
                        true,
                        answered.rows()));

        assertThatOnly(Rule.FILE_IS_TRUE).contains("1 rows");
    }

    @Test
    void aRowThatIsMissingOrToldWrongIsSeen() {
        files.set(0, file(row("c", "CANCELLED", "")));
        assertThatOnly(Rule.FILE_IS_TRUE).contains("CANCELLED", "REFUSED");

        files.set(0, file(row("c", "REFUSED", "3.00")));
        assertThatOnly(Rule.FILE_IS_TRUE).contains("REFUSED 3");

        PartnerAnswers.Row right = row("c", "REFUSED", "");
        files.set(0, file(new PartnerAnswers.Row(ROW, right.validations(), List.of())));
        assertThatOnly(Rule.FILE_IS_TRUE).contains("was told []");

        files.set(0, file(new PartnerAnswers.Row(ROW, List.of(), List.of())));
        assertThatOnly(Rule.FILE_IS_TRUE).contains("validated as []");

        files.set(
                0,
                file(new PartnerAnswers.Row(
                        ROW,
                        Stream.concat(right.validations().stream(), right.validations().stream())
                                .toList(),
                        right.results())));
        assertThatOnly(Rule.FILE_IS_TRUE).contains("validated as");
    }

    private List<Violation> check() {
        return Checker.check(new History(
                NOON,
                new History.Clients(asked, accepted, files),
                cancellations,
                intents,
                Map.of(Supplier.GLASS_TOWER, tower, Supplier.ALPINE_RAIL, rail),
                idempotent));
    }

    private AbstractStringAssert<?> assertThatOnly(Rule rule) {
        List<Violation> violations = check();
        assertThat(violations).singleElement().extracting(Violation::rule).isEqualTo(rule);
        return assertThat(violations.get(0).toString());
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }

    private static Cancellation cancellation(String id, String key, Booking booking, Status status) {
        boolean ended = status.claimsEffect() || status.deniesEffect();
        return new Cancellation(
                id,
                "web",
                key,
                booking,
                status,
                Optional.empty(),
                ended ? Set.of(status) : Set.of(),
                status.claimsEffect() ? TEN : Refund.NONE);
    }

    private static Cancellation waiting(Status status, Optional<Instant> dueAt) {
        return new Cancellation(
                "d", "web", "key-1", new Booking(Supplier.GLASS_TOWER, "OK-8"), status, dueAt, Set.of(), Refund.NONE);
    }

    private static Cancellation told(Refund refund) {
        return new Cancellation(
                "b", "web", "key-2", RAIL, Status.CANCELLED, Optional.empty(), Set.of(Status.CANCELLED), refund);
    }

    private static Intent intent(String id, String cancellation, String state, int created, int closed) {
        return new Intent(
                id,
                cancellation,
                "key " + cancellation,
                BODY,
                state,
                NOON.plusSeconds(created),
                Optional.of(NOON.plusSeconds(closed)));
    }

    private static EffectLog.Request request(int second, String key) {
        return new EffectLog.Request(NOON.plusSeconds(second), key, BODY);
    }

    private static EffectLog.Entry entry(String reference, int effects, EffectLog.Request... requests) {
        return new EffectLog.Entry(reference, requests.length, effects, 1, List.of(requests));
    }

    private static PartnerAnswers file(PartnerAnswers.Row row) {
        return new PartnerAnswers(
                "harbour-trips-1.csv",
                Optional.of(Map.of("status", "RECEIVED", "rows", "1")),
                true,
                true,
                List.of(row));
    }

    private static PartnerAnswers.Row row(String id, String status, String refund) {
        return new PartnerAnswers.Row(
                ROW,
                List.of(Map.of("status", "ACCEPTED", "cancellation_id", id)),
                List.of(Map.of("status", status, "refund", refund)));
    }
}
