package dev.breakwater.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.sandbox.demo.History.Commit;
import dev.breakwater.sandbox.demo.History.Outcome;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Accepted;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories in which a promise held, and doctored ones in which it did not. */
class PromisesTest {

    private static final Instant NOON = Instant.parse("2020-01-27T12:00:00Z");
    private static final Booking BOOKING = new Booking(Supplier.GLASS_TOWER, "OK-1");

    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<EffectLog.Entry> effects = new ArrayList<>();

    @Test
    void aCancellationThatWasDoneOnceKeepsBothPromises() {
        accepted("a");
        outcome("a", Status.CANCELLED, answered(1, 200));
        supplier(1, 1);

        assertThat(check().held()).isTrue();
        assertThat(check()).hasToString("lost 0, twice 0");
    }

    @Test
    void aRefusalWithoutEffectKeepsBothPromises() {
        accepted("a");
        outcome("a", Status.REFUSED, answered(1, 400));
        supplier(0, 1);

        assertThat(check().held()).isTrue();
    }

    @Test
    void whatNeedsAPersonIsNotLostWhetherItWasDoneOrNot() {
        accepted("a");
        outcome("a", Status.NEEDS_REVIEW, lost(1));
        supplier(0, 1);
        assertThat(check().held()).isTrue();

        effects.clear();
        supplier(1, 1);
        assertThat(check().held()).isTrue();
    }

    @Test
    void theSameOrderAcceptedAgainAndAgainIsOneCancellation() {
        accepted("a");
        accepted("a");
        outcome("a", Status.CANCELLED, answered(1, 200));
        supplier(1, 1);

        assertThat(check().held()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"ACCEPTED", "IN_FLIGHT", "SCHEDULED", "IN_DOUBT", "AWAITING_SUPPLIER"})
    void whatIsStillUnderWayInTheEndIsLost(Status status) {
        accepted("a");
        outcome("a", status);

        assertThat(check().lost()).singleElement().asString().contains("glass-tower OK-1", "still " + status);
    }

    @Test
    void anAcceptedOrderThatTheGatewayDoesNotKnowIsLostOnceHoweverOftenItWasAccepted() {
        accepted("a");
        accepted("a");

        assertThat(check()).hasToString("lost 1, twice 0");
    }

    @Test
    void aCancellationThatTheSupplierHasNotDoneIsLost() {
        accepted("a");
        outcome("a", Status.CANCELLED, answered(1, 200));
        supplier(0, 1);

        assertThat(check().lost()).singleElement().asString().contains("supplier has done nothing");
    }

    @Test
    void aCancellationThatTheSupplierHasNeverHeardOfIsLost() {
        accepted("a");
        outcome("a", Status.CANCELLED);

        assertThat(check().lost()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"REFUSED", "EXPIRED", "WITHDRAWN"})
    void anEndWithoutEffectThatTheSupplierContradictsIsLost(Status status) {
        accepted("a");
        outcome("a", status, answered(1, 400));
        supplier(1, 1);

        assertThat(check().lost()).singleElement().asString().contains("supplier has cancelled it");
    }

    @Test
    void anEarlierRefusalIsTrueWhereALaterOrderCancelled() {
        accepted("a");
        accepted("b");
        outcome("a", Status.REFUSED, answered(1, 400));
        outcome("b", Status.CANCELLED, answered(2, 200));
        supplier(1, 1, 2);

        assertThat(check().held()).isTrue();
    }

    @Test
    void anAcknowledgedRowWithoutItsResultIsLost() {
        accepted.add(row("a", Optional.empty()));
        outcome("a", Status.CANCELLED, answered(1, 200));
        supplier(1, 1);

        assertThat(check().lost()).singleElement().asString().contains("no file of results");
    }

    @Test
    void aRowMayLackItsResultWhileAnotherRowOfItsFileNeedsAPerson() {
        Booking other = new Booking(Supplier.GLASS_TOWER, "OK-2");
        accepted.add(row("a", Optional.empty()));
        accepted.add(new Accepted(other, "b", "1", Optional.of("file.csv"), Optional.empty()));
        outcome("a", Status.CANCELLED, answered(1, 200));
        outcomes.add(new Outcome("b", other, Status.NEEDS_REVIEW, "STILL_ACTIVE", true, List.of()));
        supplier(1, 1);

        assertThat(check().held()).isTrue();
    }

    @Test
    void aPersonNeededForAnotherFileIsNoExcuseForAMissingResult() {
        Booking other = new Booking(Supplier.GLASS_TOWER, "OK-2");
        accepted.add(row("a", Optional.empty()));
        accepted.add(new Accepted(other, "b", "1", Optional.of("other.csv"), Optional.empty()));
        outcome("a", Status.CANCELLED, answered(1, 200));
        outcomes.add(new Outcome("b", other, Status.NEEDS_REVIEW, "STILL_ACTIVE", true, List.of()));
        supplier(1, 1);

        assertThat(check().lost()).singleElement().asString().contains("(a)", "no file of results");
    }

    @Test
    void aResultThatTellsAnotherEndIsLost() {
        accepted.add(row("a", Optional.of(Status.REFUSED)));
        outcome("a", Status.CANCELLED, answered(1, 200));
        supplier(1, 1);

        assertThat(check().lost()).singleElement().asString().contains("says REFUSED");
    }

    @Test
    void twoEffectsAreTwice() {
        accepted("a");
        outcome("a", Status.CANCELLED, answered(1, 200));
        supplier(2, 1);

        assertThat(check().twice()).singleElement().asString().contains("cancelled 2 times");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 409, 429})
    void aCommitAfterAnAnswerThatProvesTheFirstNotExecutedIsNotTwice(int status) {
        accepted("a");
        outcome("a", Status.CANCELLED, answered(1, status), answered(2, 200));
        supplier(1, 1, 2);

        assertThat(check().held()).isTrue();
    }

    @Test
    void aCommitAfterOneThatNeverArrivedIsNotTwice() {
        accepted("a");
        outcome("a", Status.CANCELLED, new Commit(at(1), "NOT_SENT", Optional.empty()), answered(2, 200));
        supplier(1, 2);

        assertThat(check().held()).isTrue();
    }

    @Test
    void aCommitAfterOneThatIsSaidNotToBeSentButArrivedIsTwice() {
        accepted("a");
        outcome("a", Status.CANCELLED, new Commit(at(1), "NOT_SENT", Optional.empty()), answered(2, 200));
        supplier(1, 1, 2);

        assertThat(check()).hasToString("lost 0, twice 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 408, 500, 503})
    void aCommitAfterAnAnswerThatProvesNothingIsTwiceEvenIfItHadNoEffect(int status) {
        accepted("a");
        outcome("a", Status.CANCELLED, answered(1, status), answered(2, 429));
        supplier(1, 1, 2);

        assertThat(check().twice()).singleElement().asString().contains("without proof");
    }

    @Test
    void aCommitAfterALostReplyIsTwice() {
        accepted("a");
        outcome("a", Status.CANCELLED, lost(1), answered(2, 200));
        supplier(1, 1, 2);

        assertThat(check()).hasToString("lost 0, twice 1");
    }

    @Test
    void theLastRequestMayBeMissingInTheJournalOfAKilledGateway() {
        accepted("a");
        outcome("a", Status.NEEDS_REVIEW, answered(1, 429));
        supplier(0, 1, 2);

        assertThat(check().held()).isTrue();
    }

    @Test
    void aCommitAfterOneThatIsMissingInTheJournalIsTwice() {
        accepted("a");
        outcome("a", Status.CANCELLED, answered(2, 429));
        supplier(1, 1, 2);

        assertThat(check()).hasToString("lost 0, twice 1");
    }

    @Test
    void twoRequestsOfWhichTheJournalKnowsNoneAreTwice() {
        accepted("a");
        outcome("a", Status.NEEDS_REVIEW);
        supplier(1, 1, 2);

        assertThat(check()).hasToString("lost 0, twice 1");
    }

    @Test
    void aCommitThatNobodyAskedForIsTwice() {
        supplier(1, 1);

        assertThat(check().twice()).singleElement().asString().contains("nobody had asked");
    }

    @Test
    void aSecondStandingOrderForABookingIsTwice() {
        accepted("a");
        accepted("b");
        outcome("a", Status.CANCELLED, answered(1, 200));
        outcome("b", Status.NEEDS_REVIEW);
        supplier(1, 1);

        assertThat(check().twice()).singleElement().asString().contains("2 cancellations");
    }

    @Test
    void theSameReferenceAtTheOtherSupplierIsAnotherBooking() {
        accepted("a");
        outcome("a", Status.CANCELLED, answered(1, 200));
        supplier(1, 1);
        Booking other = new Booking(Supplier.ALPINE_RAIL, "OK-1");
        outcomes.add(new Outcome("b", other, Status.REFUSED, "TOO_LATE", false, List.of()));
        accepted.add(Accepted.throughApi(other, "b", "key"));

        assertThat(check().held()).isTrue();
    }

    private void accepted(String id) {
        accepted.add(Accepted.throughApi(BOOKING, id, "key"));
    }

    private static Accepted row(String id, Optional<Status> result) {
        return new Accepted(BOOKING, id, "1", Optional.of("file.csv"), result);
    }

    private void outcome(String id, Status status, Commit... commits) {
        outcomes.add(new Outcome(id, BOOKING, status, "CONFIRMED", false, List.of(commits)));
    }

    private static Commit answered(int minute, int status) {
        return new Commit(at(minute), "ANSWERED", Optional.of(status));
    }

    private static Commit lost(int minute) {
        return new Commit(at(minute), "LOST", Optional.empty());
    }

    /** The supplier's own log; each request arrives a moment after it was sent. */
    private void supplier(int times, int... minutes) {
        List<EffectLog.Request> requests = Arrays.stream(minutes)
                .mapToObj(minute -> new EffectLog.Request(at(minute).plusMillis(1), "key", "00"))
                .toList();
        effects.add(new EffectLog.Entry("OK-1", requests.size(), times, 1, requests));
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private Promises check() {
        return Promises.check(new History(accepted, outcomes, Map.of(Supplier.GLASS_TOWER, List.copyOf(effects))));
    }
}
