package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.JournalFixture.conclusion;
import static dev.breakwater.gateway.cancellation.JournalFixture.order;
import static dev.breakwater.gateway.cancellation.JournalFixture.starting;
import static dev.breakwater.gateway.cancellation.JournalFixture.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Admission.Accepted;
import dev.breakwater.gateway.cancellation.Admission.Duplicate;
import dev.breakwater.gateway.cancellation.Admission.KeyReused;
import dev.breakwater.gateway.cancellation.Admission.Overlap;
import dev.breakwater.gateway.cancellation.Admission.Replayed;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the journal makes of orders, on a real PostgreSQL. */
final class AcceptanceTest {
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
    void acceptsAnOrderAndTellsItsBeginning() {
        Cancellation accepted = journal.accept(order("A1"));

        assertThat(journal.journal().find(accepted.id())).hasValue(accepted);
        assertThat(accepted.status()).isEqualTo(Status.ACCEPTED);
        assertThat(accepted.effect()).isEqualTo(Effect.NONE);
        assertThat(accepted.expiresAt()).isEqualTo(accepted.createdAt().plusSeconds(24 * 60 * 60));
        assertThat(journal.journal().events(accepted.id())).singleElement().satisfies(event -> {
            assertThat(event.seq()).isEqualTo(1);
            assertThat(event.actor()).isEqualTo("caller:web");
            assertThat(event.status()).isEqualTo(Status.ACCEPTED);
        });
    }

    @Test
    void replaysTheSameKeyAndRequest() {
        Cancellation first = journal.accept(order("web", "same", "A2", List.of()));

        assertThat(journal.admit(order("web", "same", "A2", List.of()))).isEqualTo(new Replayed(first));
    }

    @Test
    void refusesTheSameKeyWithAnotherRequestWhateverItsBooking() {
        Acceptance first = order("web", "reused", "A3", List.of());
        journal.accept(first);

        for (String booking : List.of("A3", "A3-other")) {
            Acceptance again = new Acceptance(
                    Ids.next(),
                    first.caller(),
                    first.key(),
                    "another hash",
                    new BookingKey(booking),
                    first.instruction(),
                    first.giveUpAfter(),
                    first.progress(),
                    Optional.empty(),
                    Optional.empty());
            assertThat(journal.admit(again)).isInstanceOf(KeyReused.class);
        }
    }

    @Test
    void keepsTheKeysOfCallersApart() {
        journal.accept(order("web", "shared", "A4", List.of()));

        assertThat(journal.admit(order("app", "shared", "A4-other", List.of()))).isInstanceOf(Accepted.class);
    }

    @Test
    void tellsADuplicateInWhateverOrderItsScopeIs() {
        List<ScopeItem> scope = tickets("1", "2");
        Cancellation first = journal.accept(order("web", "k1", "A5", scope));

        assertThat(journal.admit(order("web", "k2", "A5", tickets("2", "1")))).isEqualTo(new Duplicate(first));
        assertThat(journal.admit(order("app", "k3", "A5", scope))).isEqualTo(new Duplicate(first));
    }

    @Test
    void acceptsScopesThatHaveNothingInCommon() {
        journal.accept(order("web", "k4", "A6", tickets("1")));

        assertThat(journal.admit(order("web", "k5", "A6", tickets("2")))).isInstanceOf(Accepted.class);
    }

    @Test
    void findsAPartOfTheBookingInTheWholeAndTheWholeInAPart() {
        journal.accept(order("web", "k6", "A7", List.of()));
        assertThat(journal.admit(order("web", "k7", "A7", tickets("1")))).isInstanceOf(Overlap.class);

        journal.accept(order("web", "k8", "A8", tickets("1")));
        assertThat(journal.admit(order("web", "k9", "A8", List.of()))).isInstanceOf(Overlap.class);
        assertThat(journal.admit(order("web", "k10", "A8", tickets("1", "2")))).isInstanceOf(Overlap.class);
    }

    @Test
    void cannotTellItemsOfDifferentTypesApart() {
        journal.accept(order("web", "k11", "A9", tickets("1")));

        assertThat(journal.admit(order("A9", new ScopeItem(ScopeType.TRAVELLER, "2"))))
                .isInstanceOf(Overlap.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"REFUSED", "EXPIRED", "WITHDRAWN"})
    void acceptsANewOrderAfterOneThatChangedNothing(Status end) {
        String booking = "A10-" + end;
        Cancellation accepted = journal.accept(order(booking));
        Cancellation base = end == Status.WITHDRAWN ? accepted : journal.taken(accepted.id());
        journal.conclude(base, conclusion(end, StatusReason.TOO_LATE, JournalFixture.refused(base.progress()), null));

        assertThat(journal.admit(order(booking))).isInstanceOf(Accepted.class);
        assertThat(journal.admit(order(booking))).isInstanceOf(Duplicate.class);
    }

    @Test
    void staysADuplicateAfterACancellationForEver() {
        Cancellation base = journal.taken(order("A11"));
        journal.conclude(
                base,
                conclusion(Status.CANCELLED, StatusReason.CONFIRMED, JournalFixture.cancelled(base.progress()), null));

        assertThat(journal.admit(order("A11"))).isInstanceOf(Duplicate.class);
    }

    @Test
    void acceptsWhatAPartialCancellationLeftAndNothingElseOfIt() {
        List<ScopeItem> all = tickets("1", "2", "3");
        Cancellation base = journal.taken(order("web", "k12", "A12", all));
        journal.conclude(
                base, conclusion(Status.PARTIALLY_CANCELLED, StatusReason.PARTLY_REFUSED, oneOfThree(all), null));

        assertThat(journal.admit(order("web", "k13", "A12", all))).isInstanceOf(Duplicate.class);
        assertThat(journal.admit(order("web", "k14", "A12", List.of()))).isInstanceOf(Overlap.class);
        assertThat(journal.admit(order("web", "k15", "A12", tickets("1")))).isInstanceOf(Overlap.class);
        assertThat(journal.admit(order("web", "k16", "A12", tickets("1", "2")))).isInstanceOf(Overlap.class);
        assertThat(journal.admit(order("web", "k17", "A12", tickets("2")))).isInstanceOf(Accepted.class);
        assertThat(journal.admit(order("web", "k18", "A12", tickets("3")))).isInstanceOf(Accepted.class);
        assertThat(journal.admit(order("web", "k19", "A12", tickets("2", "3")))).isInstanceOf(Overlap.class);
    }

    /** The first ticket is cancelled, the second refused, the third left over by a unit of two. */
    private static Progress oneOfThree(List<ScopeItem> all) {
        UnitProgress partly = UnitProgress.open(new Unit("a", List.of(all.get(0), all.get(2)), Map.of()), Terms.UNKNOWN)
                .partlyCancelled(StatusReason.CONFIRMED, Refund.UNKNOWN, List.of(all.get(2)), SupplierWord.NONE);
        UnitProgress refused = UnitProgress.open(new Unit("b", List.of(all.get(1)), Map.of()), Terms.UNKNOWN)
                .inState(UnitProgress.State.REFUSED, StatusReason.TOO_LATE, SupplierWord.NONE);
        return Progress.NONE.withUnits(List.of(partly, refused));
    }

    @Test
    void acceptsOneOfTwoHundredOrdersForTheSameBooking() {
        List<Admission> admissions = together(200, i -> order("web", "many-" + i, "A13", List.of()));

        assertThat(admissions).filteredOn(Accepted.class::isInstance).hasSize(1);
        assertThat(admissions).filteredOn(Duplicate.class::isInstance).hasSize(199);
        assertThat(journal.ask("select count(*) from cancellation where booking_reference = 'A13'"))
                .isEqualTo("1");
    }

    @Test
    void acceptsOneOfTwoHundredOrdersUnderTheSameKey() {
        List<Admission> admissions = together(200, i -> order("web", "one key", "A14", List.of()));

        assertThat(admissions).filteredOn(Accepted.class::isInstance).hasSize(1);
        assertThat(admissions).filteredOn(Replayed.class::isInstance).hasSize(199);
    }

    @Test
    void acceptsOneOfManyOrdersUnderTheSameKeyForDifferentBookings() {
        List<Admission> admissions = together(50, i -> order("web", "one more key", "A15-" + i, List.of()));

        assertThat(admissions).filteredOn(Accepted.class::isInstance).hasSize(1);
    }

    @Test
    void acceptsOneOfManyOrdersForABookingThatHasTwoNames() {
        journal.merge(order("A16"), "A16-alias");
        journal.update("update cancellation set status = 'REFUSED', due_at = null where booking_reference = 'A16'");

        List<Admission> admissions =
                together(60, i -> order("web", "alias-" + i, i % 2 == 0 ? "A16" : "A16-alias", List.of()));

        assertThat(admissions).filteredOn(Accepted.class::isInstance).hasSize(1);
        assertThat(admissions).filteredOn(Duplicate.class::isInstance).hasSize(59);
    }

    @Test
    void writesClaimIntentAndBothEventsWithTheAcceptance() {
        Acceptance order = starting(order("A17"));

        Admission admission = journal.admit(order);

        assertThat(admission).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.started()).isTrue();
            assertThat(accepted.cancellation().status()).isEqualTo(Status.IN_FLIGHT);
            assertThat(accepted.cancellation().effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(accepted.cancellation().version()).isEqualTo(2);
            assertThat(accepted.cancellation().attempts()).isEqualTo(1);
        });
        assertThat(journal.journal().events(order.id()))
                .extracting(Event::status)
                .containsExactly(Status.ACCEPTED, Status.IN_FLIGHT);
        assertThat(journal.ask("""
                select state || ' ' || (i.xmin::text = c.xmin::text) || ' ' || (e.xmin::text = c.xmin::text)
                from intent i join cancellation c on c.id = i.cancellation_id join event e on e.cancellation_id = c.id
                where c.id = ? and e.seq = 2""", order.id())).isEqualTo("OPEN true true");
        assertThat(journal.takeUp(order.id(), "two/1").join()).isInstanceOf(Changed.Missed.class);
    }

    @Test
    void doesNotStartASecondOrderBesideOneThatIsUnderWay() {
        journal.accept(order("web", "k20", "A18", tickets("1")));

        Admission admission = journal.admit(starting(order("web", "k21", "A18", tickets("2"))));

        assertThat(admission).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.started()).isFalse();
            assertThat(accepted.cancellation().status()).isEqualTo(Status.ACCEPTED);
            assertThat(accepted.cancellation().progress()).isEqualTo(Progress.NONE);
            assertThat(journal.ask(
                            "select count(*) from intent where cancellation_id = ?",
                            accepted.cancellation().id()))
                    .isEqualTo("0");
        });
    }

    @Test
    void startsAgainAfterAnOrderThatChangedNothing() {
        journal.refuse(order("A19"));

        assertThat(journal.admit(starting(order("A19"))))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.started()).isTrue());
    }

    @Test
    void keepsAnOrderApartFromAGuiltyOneInTheSameBatch() {
        Acceptance guilty = order("web", "nul\0", "A20", List.of());

        CompletableFuture<Admission> failed = journal.journal().accept(guilty);
        CompletableFuture<Admission> fine = journal.journal().accept(order("A21"));

        assertThat(fine.join()).isInstanceOf(Accepted.class);
        assertThat(failed).failsWithin(Duration.ofSeconds(10));
    }

    private static List<Admission> together(int many, IntFunction<Acceptance> make) {
        List<CompletableFuture<Admission>> admissions = IntStream.range(0, many)
                .parallel()
                .mapToObj(i -> journal.journal().accept(make.apply(i)))
                .toList();
        return admissions.stream().map(CompletableFuture::join).toList();
    }
}
