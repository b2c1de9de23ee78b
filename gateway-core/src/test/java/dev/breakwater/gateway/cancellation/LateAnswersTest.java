package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.JournalFixture.CLAIM;
import static dev.breakwater.gateway.cancellation.JournalFixture.answered;
import static dev.breakwater.gateway.cancellation.JournalFixture.cancelled;
import static dev.breakwater.gateway.cancellation.JournalFixture.committing;
import static dev.breakwater.gateway.cancellation.JournalFixture.conclusion;
import static dev.breakwater.gateway.cancellation.JournalFixture.intent;
import static dev.breakwater.gateway.cancellation.JournalFixture.open;
import static dev.breakwater.gateway.cancellation.JournalFixture.order;
import static dev.breakwater.gateway.cancellation.JournalFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Changed.LateAnswer;
import dev.breakwater.gateway.cancellation.Changed.Missed;
import dev.breakwater.gateway.cancellation.Changed.TakenUp;
import dev.breakwater.gateway.cancellation.Changed.Written;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.SupplierWord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that a fenced member writes down, and commits that leave once more, on a real PostgreSQL. */
final class LateAnswersTest {
    private static final Duration FAR = Duration.ofHours(1);

    @TempDir
    private static Path folder;

    private static JournalFixture journal;

    @BeforeAll
    static void begin() {
        journal = new JournalFixture(folder);
    }

    @AfterAll
    static void close() {
        journal.close();
    }

    /** A commit that is on the wire: the cancellation as its sender knows it, and the intent. */
    private record Sent(Cancellation base, Intent intent) {}

    private static Sent sent(String booking) {
        Intent intent = intent();
        Written written = (Written) journal.intend(journal.taken(order(booking)), intent);
        return new Sent(written.cancellation(), intent);
    }

    private static Progress inDoubt() {
        Progress committing = committing(Progress.NONE);
        return committing.with(committing
                .current()
                .orElseThrow()
                .inState(UnitProgress.State.IN_DOUBT, StatusReason.GATEWAY_DIED, SupplierWord.NONE));
    }

    /** Another member takes it over, and writes what it makes of it. */
    private static Cancellation takenOver(Sent sent, Change.Conclusion outcome, Optional<Intent.State> closed) {
        journal.expireLease(sent.base().id());
        TakenUp taken = (TakenUp) journal.takeUp(sent.base().id(), "two/1").join();
        Changed changed = journal.conclude(
                taken.cancellation(), outcome, Optional.of(sent.intent().id()), closed, Set.of());
        return ((Written) changed).cancellation();
    }

    private static Changed answeredLate(Sent sent) {
        return journal.journal()
                .write(new Change.Conclude(
                        sent.base(),
                        conclusion(Status.CANCELLED, StatusReason.CONFIRMED, cancelled(Progress.NONE), null),
                        List.of(answered(RequestKind.COMMIT)),
                        Optional.of(sent.intent().id()),
                        Optional.of(Intent.State.DONE),
                        Set.of()))
                .join();
    }

    private static Cancellation found(Sent sent) {
        return journal.journal().find(sent.base().id()).orElseThrow();
    }

    private static TakenUp takeUp(Sent sent) {
        return (TakenUp) journal.takeUp(sent.base().id(), "two/1").join();
    }

    @Test
    void looksAtOnceAfterALateAnswer() {
        Sent sent = sent("L1");
        takenOver(sent, conclusion(Status.IN_DOUBT, StatusReason.GATEWAY_DIED, inDoubt(), FAR), Optional.empty());

        assertThat(answeredLate(sent)).isInstanceOf(Missed.class);

        assertThat(found(sent).status()).isEqualTo(Status.IN_DOUBT);
        assertThat(found(sent).reason()).isEqualTo(StatusReason.LATE_ANSWER);
        TakenUp taken = takeUp(sent);
        assertThat(taken.late()).isTrue();
        assertThat(journal.journal().events(sent.base().id()))
                .extracting(Event::reason)
                .contains(StatusReason.LATE_ANSWER);
        journal.conclude(
                taken.cancellation(), conclusion(Status.IN_DOUBT, StatusReason.STILL_ACTIVE, inDoubt(), Duration.ZERO));
        assertThat(takeUp(sent).late()).isFalse();
    }

    @Test
    void bringsBackFromReviewWhatIsInDoubtThere() {
        Sent sent = sent("L2");
        takenOver(sent, conclusion(Status.NEEDS_REVIEW, StatusReason.STILL_ACTIVE, inDoubt(), null), Optional.empty());

        answeredLate(sent);

        assertThat(found(sent).status()).isEqualTo(Status.IN_DOUBT);
        assertThat(takeUp(sent).late()).isTrue();
    }

    @Test
    void concludesNothingFromALookUpThatBeganBeforeTheLateAnswer() {
        Sent sent = sent("L3");
        takenOver(
                sent,
                conclusion(Status.IN_DOUBT, StatusReason.GATEWAY_DIED, inDoubt(), Duration.ZERO),
                Optional.empty());
        Cancellation looking = takeUp(sent).cancellation();

        answeredLate(sent);

        assertThat(journal.conclude(
                        looking, conclusion(Status.NEEDS_REVIEW, StatusReason.NOT_DONE_PROVEN, inDoubt(), null)))
                .isInstanceOf(Missed.class);
    }

    @Test
    void writesNoFurtherIntentBeforeSomebodyHasLookedAfterALateAnswer() {
        Sent sent = sent("L4");
        takenOver(
                sent,
                conclusion(Status.SCHEDULED, StatusReason.NOT_DONE_PROVEN, open(), FAR),
                Optional.of(Intent.State.NOT_DONE));
        answeredLate(sent);

        TakenUp taken = takeUp(sent);
        Claim claim = new Claim("two/1", JournalFixture.LEASE);
        Changed denied = journal.intend(taken.cancellation(), intent(), Optional.empty(), claim);

        assertThat(taken.late()).isTrue();
        assertThat(denied).isInstanceOf(LateAnswer.class);
        assertThat(journal.ask(
                        "select count(*) from intent where cancellation_id = ?",
                        sent.base().id()))
                .isEqualTo("1");
    }

    @Test
    void disputesWhatEndedWithNothingDone() {
        Sent sent = sent("L5");
        takenOver(
                sent,
                conclusion(Status.REFUSED, StatusReason.TOO_LATE, refused(Progress.NONE), null),
                Optional.of(Intent.State.NOT_DONE));

        answeredLate(sent);

        assertThat(found(sent).status()).isEqualTo(Status.REFUSED);
        assertThat(found(sent).disputed()).isTrue();
        assertThat(journal.journal().events(sent.base().id()))
                .last()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(StatusReason.LATE_ANSWER));
    }

    @Test
    void disputesNothingThatTheLateAnswerConfirms() {
        Sent sent = sent("L6");
        takenOver(
                sent,
                conclusion(Status.CANCELLED, StatusReason.FOUND_DONE, cancelled(Progress.NONE), null),
                Optional.of(Intent.State.DONE));

        answeredLate(sent);

        assertThat(found(sent).disputed()).isFalse();
        assertThat(found(sent).reason()).isEqualTo(StatusReason.FOUND_DONE);
    }

    @Test
    void renewsTheTimeToLeaveOfACommitThatIsRepeated() {
        Sent sent = sent("L7");
        UUID intent = sent.intent().id();
        journal.update("update intent set send_by = clock_timestamp() - interval '1 h' where id = ?", intent);

        Changed changed = journal.journal()
                .write(new Change.Repeat(sent.base(), intent, sent.base().progress(), CLAIM))
                .join();
        Changed stale = journal.journal()
                .write(new Change.Repeat(sent.base(), intent, sent.base().progress(), CLAIM))
                .join();

        assertThat(changed).isInstanceOf(Written.class);
        assertThat(stale).isInstanceOf(Missed.class);
        assertThat(journal.ask("select send_by > clock_timestamp() from intent where id = ?", intent))
                .isEqualTo("t");
    }

    @Test
    void repeatsNoIntentThatIsClosed() {
        Sent sent = sent("L8");
        journal.update(
                "update intent set state = 'NOT_DONE' where id = ?",
                sent.intent().id());

        assertThat(journal.journal()
                        .write(new Change.Repeat(
                                sent.base(), sent.intent().id(), sent.base().progress(), CLAIM))
                        .join())
                .isInstanceOf(Missed.class);
    }

    @Test
    void readsACommitAndWhatLedToItBackByteForByte() {
        Cancellation base = journal.taken(order("L9"));
        Intent intent = intent();
        Exchange before = answered(RequestKind.PREPARE);
        journal.journal()
                .write(new Change.Intend(
                        base, intent, Optional.empty(), committing(base.progress()), List.of(before), CLAIM))
                .join();

        assertThat(journal.journal().recorded(base.id(), intent.id()))
                .hasValue(new Recorded(intent.request(), List.of(before)));
        assertThat(journal.journal().knowsIntent(intent.id())).isTrue();
        assertThat(journal.journal().knowsIntent(Ids.next())).isFalse();
    }
}
