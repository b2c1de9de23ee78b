package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.JournalFixture.CLAIM;
import static dev.breakwater.gateway.cancellation.JournalFixture.cancelled;
import static dev.breakwater.gateway.cancellation.JournalFixture.committing;
import static dev.breakwater.gateway.cancellation.JournalFixture.conclusion;
import static dev.breakwater.gateway.cancellation.JournalFixture.intent;
import static dev.breakwater.gateway.cancellation.JournalFixture.open;
import static dev.breakwater.gateway.cancellation.JournalFixture.order;
import static dev.breakwater.gateway.cancellation.JournalFixture.refused;
import static dev.breakwater.gateway.cancellation.JournalFixture.starting;
import static dev.breakwater.gateway.cancellation.JournalFixture.tickets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.breakwater.gateway.cancellation.Changed.BookingInUse;
import dev.breakwater.gateway.cancellation.Changed.DoneElsewhere;
import dev.breakwater.gateway.cancellation.Changed.Missed;
import dev.breakwater.gateway.cancellation.Changed.TakenUp;
import dev.breakwater.gateway.cancellation.Changed.Written;
import dev.breakwater.plugin.BookingKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Claims, intents and conclusions, on a real PostgreSQL. */
final class JournalTest {
    private static final Claim OTHER = new Claim("two/1", JournalFixture.LEASE);

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

    @Test
    void takesUpWhatIsDue() {
        Cancellation accepted = journal.accept(order("B1"));

        TakenUp taken = (TakenUp) journal.takeUp(accepted.id(), "one/1").join();

        assertThat(taken.before()).isEqualTo(Status.ACCEPTED);
        assertThat(taken.expired()).isFalse();
        assertThat(taken.open()).isEmpty();
        assertThat(taken.cancellation().status()).isEqualTo(Status.IN_FLIGHT);
        assertThat(taken.cancellation().attempts()).isEqualTo(1);
        assertThat(taken.cancellation().version()).isEqualTo(2);
        assertThat(journal.journal().find(accepted.id())).hasValue(taken.cancellation());
        assertThat(journal.journal().events(accepted.id()))
                .extracting(Event::seq, Event::status)
                .containsExactly(tuple(1, Status.ACCEPTED), tuple(2, Status.IN_FLIGHT));
    }

    @Test
    void takesNothingUpThatIsNotDueOrNotThere() {
        Cancellation base = journal.taken(order("B2"));
        journal.conclude(base, conclusion(Status.SCHEDULED, StatusReason.BUSY, open(), Duration.ofHours(1)));

        assertThat(journal.takeUp(base.id(), "two/1").join()).isInstanceOf(Missed.class);
        assertThat(journal.takeUp(Ids.next(), "two/1").join()).isInstanceOf(Missed.class);
    }

    @Test
    void letsOneOfFiftyTakeItUp() {
        UUID id = journal.accept(order("B3")).id();

        List<CompletableFuture<Changed>> claims = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> journal.takeUp(id, "member-" + i + "/1"))
                .toList();

        assertThat(claims.stream().map(CompletableFuture::join))
                .filteredOn(TakenUp.class::isInstance)
                .hasSize(1);
        assertThat(journal.journal().find(id).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void takesOverWhoseLeaseRanOutAndTellsTheOpenIntent() {
        Acceptance order = starting(order("B4"));
        journal.accept(order);
        journal.expireLease(order.id());

        TakenUp taken = (TakenUp) journal.takeUp(order.id(), "two/1").join();

        assertThat(taken.before()).isEqualTo(Status.IN_FLIGHT);
        assertThat(taken.open()).singleElement().satisfies(open -> {
            assertThat(open.id()).isEqualTo(order.start().orElseThrow().intent().id());
            assertThat(open.unit()).isEqualTo("whole");
            assertThat(open.unsendable()).isBetween(Duration.ofSeconds(-2), Duration.ofMinutes(1));
        });
        assertThat(taken.cancellation().attempts()).isEqualTo(1);
        assertThat(taken.cancellation().reason()).isEqualTo(StatusReason.TAKEN_OVER);
    }

    @Test
    void tellsWhetherTheTimeToRetryHasRunOut() {
        Cancellation accepted = journal.accept(order("B5"));
        journal.update("update cancellation set expires_at = clock_timestamp() where id = ?", accepted.id());

        assertThat(((TakenUp) journal.takeUp(accepted.id(), "one/1").join()).expired())
                .isTrue();
    }

    @Test
    void leavesDoubtInDoubtWhenItIsTakenUpToLook() {
        Cancellation base = inDoubt("B6", "B6");
        journal.expireLease(base.id());

        TakenUp taken = (TakenUp) journal.takeUp(base.id(), "two/1").join();

        assertThat(taken.cancellation().status()).isEqualTo(Status.IN_DOUBT);
        assertThat(taken.cancellation().attempts()).isEqualTo(1);
        assertThat(taken.open()).hasSize(1);
    }

    @Test
    void writesAnIntentAndTheExchangesBeforeIt() {
        Cancellation base = journal.taken(order("B7"));
        Intent intent = intent();

        Changed changed = journal.intend(base, intent);

        assertThat(changed).isInstanceOfSatisfying(Written.class, written -> {
            assertThat(written.cancellation().version()).isEqualTo(base.version() + 1);
            assertThat(written.cancellation().effect()).isEqualTo(Effect.UNKNOWN);
        });
        assertThat(intents(base.id())).isEqualTo("OPEN");
        assertThat(journal.journal().exchanges(base.id())).singleElement().satisfies(exchange -> {
            assertThat(exchange.kind()).isEqualTo("READ");
            assertThat(exchange.delivery()).isEqualTo("LOST");
            assertThat(exchange.detail()).isEqualTo("closed");
            assertThat(exchange.tookMillis()).isEqualTo(12);
        });
        assertThat(journal.ask("select effect from cancellation where id = ?", base.id()))
                .isEqualTo("UNKNOWN");
    }

    @Test
    void fencesAnIntentByVersionAndOwnerAndKeepsItsExchanges() {
        Cancellation base = journal.taken(order("B8"));
        assertThat(journal.intend(base, intent(), Optional.empty(), OTHER)).isInstanceOf(Missed.class);

        journal.expireLease(base.id());
        journal.takeUp(base.id(), OTHER.owner()).join();
        assertThat(journal.intend(base, intent())).isInstanceOf(Missed.class);

        assertThat(intents(base.id())).isEmpty();
        assertThat(journal.journal().exchanges(base.id())).hasSize(2);
        assertThat(journal.journal().find(base.id()).orElseThrow().effect()).isEqualTo(Effect.NONE);
    }

    @Test
    void writesNoSecondIntentForABookingThatHasOneOpen() {
        Cancellation first = journal.taken(order("web", "b9-1", "B9", tickets("1")));
        Cancellation second = journal.taken(order("web", "b9-2", "B9", tickets("2")));
        Intent intent = intent();
        Cancellation talking = ((Written) journal.intend(first, intent)).cancellation();

        assertThat(journal.intend(second, intent())).isInstanceOf(BookingInUse.class);
        assertThat(journal.journal().find(second.id())).hasValue(second);
        assertThat(journal.journal().exchanges(second.id())).hasSize(1);

        journal.conclude(
                talking,
                conclusion(Status.CANCELLED, StatusReason.CONFIRMED, cancelled(talking.progress()), null),
                Optional.of(intent.id()),
                Optional.of(Intent.State.DONE),
                Set.of());
        assertThat(journal.intend(second, intent())).isInstanceOf(Written.class);
    }

    @Test
    void writesOneOfManyIntentsForOneBookingAtATime() {
        List<Cancellation> orders = IntStream.range(0, 30)
                .mapToObj(i -> journal.taken(order("web", "b10-" + i, "B10", tickets("" + i))))
                .toList();

        List<Changed> changes = orders.parallelStream()
                .map(base -> journal.intend(base, intent()))
                .toList();

        assertThat(changes).filteredOn(Written.class::isInstance).hasSize(1);
        assertThat(changes).filteredOn(BookingInUse.class::isInstance).hasSize(29);
    }

    @Test
    void seesAnIntentOfABookingThatWasMergedAfterTheClaim() {
        Cancellation first = journal.taken(order("B11"));
        Cancellation second = journal.taken(order("B11-alias"));
        Cancellation talking = ((Written) journal.intend(first, intent())).cancellation();
        journal.conclude(
                talking,
                conclusion(Status.IN_DOUBT, StatusReason.REPLY_LOST, talking.progress(), Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty(),
                Set.of(new BookingKey("B11-alias")));

        assertThat(journal.intend(second, intent())).isInstanceOf(BookingInUse.class);
        assertThat(intents(second.id())).isEmpty();
    }

    @Test
    void commitsNothingThatAnotherOrderHasDoneUnderAnotherNameOfTheBooking() {
        Cancellation first = journal.taken(order("B21"));
        Cancellation second = journal.taken(order("B21-alias"));
        Cancellation other = journal.taken(order("B21-other"));
        Intent intent = intent();
        Cancellation talking = ((Written) journal.intend(first, intent)).cancellation();
        journal.conclude(
                talking,
                conclusion(Status.CANCELLED, StatusReason.CONFIRMED, cancelled(talking.progress()), null),
                Optional.of(intent.id()),
                Optional.of(Intent.State.DONE),
                Set.of(new BookingKey("B21-alias")));

        assertThat(journal.intend(second, intent())).isInstanceOf(DoneElsewhere.class);
        assertThat(intents(second.id())).isEmpty();
        assertThat(journal.intend(other, intent())).isInstanceOf(Written.class);
    }

    @Test
    void writesOneOfTwoIntentsOfABookingThatWasKnownByTwoNames() {
        Cancellation first = journal.taken(order("B20"));
        Cancellation second = journal.taken(order("B20-alias"));
        journal.update("update booking set same_as = ? where key = 'B20-alias'", first.bookingId());

        List<Changed> changes = List.of(first, second).parallelStream()
                .map(base -> journal.intend(base, intent()))
                .toList();

        assertThat(changes).filteredOn(Written.class::isInstance).hasSize(1);
        assertThat(changes).filteredOn(BookingInUse.class::isInstance).hasSize(1);
    }

    @Test
    void closesTheIntentOfTheSameRunOnlyWhenTheNextOneIsWritten() {
        Cancellation base = journal.taken(order("B12"));
        Intent quote = intent();
        Cancellation quoting = ((Written) journal.intend(base, quote)).cancellation();

        assertThat(journal.intend(base, intent(), Optional.of(quote.id()), CLAIM))
                .isInstanceOf(Missed.class);
        assertThat(intents(base.id())).isEqualTo("OPEN");

        assertThat(journal.intend(quoting, intent(), Optional.of(quote.id()), CLAIM))
                .isInstanceOf(Written.class);
        assertThat(intents(base.id())).isEqualTo("NOT_DONE,OPEN");
    }

    @Test
    void concludesByCompareAndSetAndClosesTheIntent() {
        Cancellation base = journal.taken(order("B13"));
        Intent intent = intent();
        Cancellation talking = ((Written) journal.intend(base, intent)).cancellation();

        Written written = (Written) journal.conclude(
                talking,
                conclusion(Status.CANCELLED, StatusReason.CONFIRMED, cancelled(talking.progress()), null),
                Optional.of(intent.id()),
                Optional.of(Intent.State.DONE),
                Set.of());

        Cancellation end = written.cancellation();
        assertThat(journal.journal().find(base.id())).hasValue(end);
        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(end.effect()).isEqualTo(Effect.DONE);
        assertThat(end.dueAt()).isEmpty();
        assertThat(intents(base.id())).isEqualTo("DONE");
        assertThat(journal.journal().exchanges(base.id()))
                .filteredOn(exchange -> exchange.kind().equals("COMMIT"))
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.intent()).hasValue(intent.id()));
        assertThat(journal.journal().events(base.id())).last().satisfies(event -> {
            assertThat(event.status()).isEqualTo(Status.CANCELLED);
            assertThat(event.seq()).isEqualTo(end.version());
            assertThat(event.evidence()).containsEntry("why", "test");
        });
        assertThat(journal.told()).contains(end);
    }

    @Test
    void keepsALateAnswerAndNothingElseOfAStaleConclusion() {
        Cancellation stale = journal.taken(order("B14"));
        Intent intent = intent();
        Cancellation talking = ((Written) journal.intend(stale, intent)).cancellation();
        journal.expireLease(stale.id());
        Cancellation now = ((TakenUp) journal.takeUp(stale.id(), OTHER.owner()).join()).cancellation();

        Changed changed = journal.conclude(
                talking,
                conclusion(Status.CANCELLED, StatusReason.CONFIRMED, cancelled(talking.progress()), null),
                Optional.of(intent.id()),
                Optional.of(Intent.State.DONE),
                Set.of(new BookingKey("B14-alias")));

        assertThat(changed).isInstanceOf(Missed.class);
        assertThat(journal.journal().find(stale.id())).hasValue(now);
        assertThat(intents(stale.id())).isEqualTo("OPEN");
        assertThat(journal.ask("select count(*) from booking where key = 'B14-alias'"))
                .isEqualTo("0");
        assertThat(journal.journal().exchanges(stale.id()))
                .extracting(ExchangeSummary::kind)
                .containsExactly("READ", "COMMIT");
        assertThat(journal.told()).noneMatch(told -> told.id().equals(stale.id()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"REFUSED", "EXPIRED", "WITHDRAWN"})
    void neverCallsUndoneWhatMayBeDone(Status end) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conclusion(end, StatusReason.TOO_LATE, committing(open()), null))
                .withMessageContaining("proven not done");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conclusion(end, StatusReason.TOO_LATE, cancelled(open()), null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CANCELLED", "PARTIALLY_CANCELLED"})
    void neverCallsDoneWhatIsNotCertain(Status end) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conclusion(end, StatusReason.CONFIRMED, committing(open()), null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conclusion(end, StatusReason.CONFIRMED, refused(open()), null));
    }

    @Test
    void givesATimeToThoseWhoWaitAndToNobodyElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conclusion(Status.SCHEDULED, StatusReason.BUSY, open(), null));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> conclusion(Status.CANCELLED, StatusReason.CONFIRMED, cancelled(open()), Duration.ZERO));
    }

    @Test
    void writesNoTransitionThatIsNotInTheTable() {
        Cancellation accepted = journal.accept(order("B15"));

        assertThatIllegalStateException()
                .isThrownBy(() -> journal.conclude(
                        accepted, conclusion(Status.REFUSED, StatusReason.TOO_LATE, refused(open()), null)));
    }

    @Test
    void learnsAliasesAndTellsLaterOrdersByThem() {
        Cancellation first = journal.merge(order("B16"), "B16-ticket");

        assertThat(journal.admit(order("B16-ticket")))
                .isInstanceOfSatisfying(
                        Admission.Duplicate.class,
                        duplicate -> assertThat(duplicate.earlier().id()).isEqualTo(first.id()));
    }

    @Test
    void mergesBookingsThatTurnOutToBeOneAndWhatWasMergedBefore() {
        Cancellation first = journal.merge(order("B17-a"), "B17-b");
        Cancellation second = journal.merge(order("B17-c"), "B17-d");
        journal.expireLease(first.id());
        Cancellation again = journal.taken(first.id());
        journal.conclude(
                again,
                conclusion(Status.SCHEDULED, StatusReason.BUSY, open(), Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty(),
                Set.of(new BookingKey("B17-d")));

        for (String name : List.of("B17-a", "B17-b", "B17-c", "B17-d")) {
            assertThat(journal.admit(order(name))).as(name).isInstanceOf(Admission.Duplicate.class);
        }
        assertThat(journal.journal().find(second.id()).orElseThrow().bookingId())
                .isEqualTo(first.bookingId());
        assertThat(journal.ask("select count(distinct coalesce(same_as, id)) from booking where key like 'B17-%'"))
                .isEqualTo("1");
    }

    @Test
    void mergesIntoTheBookingThatStandsForOneMergedMeanwhile() {
        Cancellation stale = journal.taken(order("B18-a"));
        journal.merge(order("B18-b"), "B18-a");

        journal.conclude(
                stale,
                conclusion(Status.SCHEDULED, StatusReason.BUSY, open(), Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty(),
                Set.of(new BookingKey("B18-c")));

        assertThat(journal.ask("select count(distinct coalesce(same_as, id)) from booking where key like 'B18-%'"))
                .isEqualTo("1");
        assertThat(journal.admit(order("B18-c"))).isInstanceOf(Admission.Duplicate.class);
    }

    @Test
    void concludesAlthoughAnAliasCannotBeKept() {
        Cancellation base = journal.taken(order("B19"));

        assertThat(journal.conclude(
                        base,
                        conclusion(Status.CANCELLED, StatusReason.CONFIRMED, cancelled(open()), null),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(new BookingKey("B19\0"), new BookingKey("B19-alias"))))
                .isInstanceOf(Written.class);
        assertThat(journal.admit(order("B19-alias"))).isInstanceOf(Admission.Duplicate.class);
    }

    private static Cancellation inDoubt(String booking, String alias) {
        Cancellation base = journal.taken(order(booking));
        Cancellation talking = ((Written) journal.intend(base, intent())).cancellation();
        Changed changed = journal.conclude(
                talking,
                conclusion(Status.IN_DOUBT, StatusReason.REPLY_LOST, talking.progress(), Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty(),
                Set.of(new BookingKey(alias)));
        return ((Written) changed).cancellation();
    }

    private static String intents(UUID id) {
        return journal.ask(
                "select coalesce(string_agg(state, ',' order by i.created_at, i.id), '') from intent i"
                        + " where cancellation_id = ?",
                id);
    }
}
