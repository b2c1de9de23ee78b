package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Delivery.Answered;
import dev.breakwater.gateway.conversation.Delivery.HeldBack;
import dev.breakwater.gateway.conversation.Delivery.Lost;
import dev.breakwater.gateway.conversation.Delivery.NotSent;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.dispatch.Gate.Answer.Open;
import dev.breakwater.gateway.dispatch.Gate.Answer.Shut;
import dev.breakwater.gateway.dispatch.Gate.Why;
import dev.breakwater.gateway.supplier.Protection;
import dev.breakwater.gateway.supplier.Protection.Busy;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {
    private static final String TOWER = "tower";
    private static final Duration PROMPT = Duration.ofMillis(20);
    private static final Delivery OK = answer(200, Map.of());
    private static final Delivery LOST = new Lost("no reply within 5s");
    private static final WireRequest READ = WireRequest.get("/bookings/1", Map.of());

    private final FakeTime time = new FakeTime();
    private final FakeRestraints restraints = new FakeRestraints(time);
    private final Set<String> paused = new HashSet<>();
    private final CountingQuota quota = new CountingQuota();
    private SupplierConfig config = config(Busy.SUPPLIER);
    private final ParkedSuppliers parked = new ParkedSuppliers(restraints, time::now);
    private final Gate gate = gate(parked);

    /** A quota that never runs out unless it is told to. */
    private static final class CountingQuota implements Quota {
        private int taken;
        private Duration wait = Duration.ZERO;
        private Runnable whenAsked = () -> {};

        @Override
        public Duration take(SupplierConfig supplier) {
            whenAsked.run();
            taken += wait.isZero() ? 1 : 0;
            return wait;
        }

        @Override
        public void giveBack(SupplierConfig supplier) {
            taken--;
        }

        @Override
        public Left left(SupplierConfig supplier) {
            return new Left(Optional.empty(), Optional.empty());
        }
    }

    private Gate gate(ParkedSuppliers suppliers) {
        return new Gate(TOWER, new Gate.Guards(quota, paused::contains, suppliers), time.clocks(), () -> {});
    }

    private static SupplierConfig config(Busy busy) {
        return Configs.config(new Protection(8, 2, Protection.Quota.NONE, Protection.Breaker.STANDARD, busy));
    }

    private static Delivery answer(int status, Map<String, String> headers) {
        return new Answered(new WireReply(status, headers, Bytes.EMPTY), false);
    }

    private Ticket enter() {
        Gate.Answer answer = gate.enter(config);
        assertThat(answer).isInstanceOf(Open.class);
        return ((Open) answer).ticket();
    }

    private Why shut() {
        Gate.Answer answer = gate.enter(config);
        assertThat(answer).isInstanceOf(Shut.class);
        return ((Shut) answer).why();
    }

    private static Delivery exchange(Ticket ticket, FakeTime time, Duration took, Delivery delivery) {
        return ticket.metered((request, mayLeave) -> {
                    time.advance(took);
                    return delivery;
                })
                .send(READ, () -> true);
    }

    private void turn(Delivery delivery) {
        Ticket ticket = enter();
        exchange(ticket, time, PROMPT, delivery);
        ticket.giveBack();
    }

    private void breakDown() {
        for (int i = 0; i < 5; i++) {
            turn(LOST);
        }
    }

    private int lettingIn() {
        List<Ticket> tickets = new ArrayList<>();
        Gate.Answer answer = gate.enter(config);
        while (answer instanceof Open open) {
            tickets.add(open.ticket());
            answer = gate.enter(config);
        }
        tickets.forEach(Ticket::giveBack);
        return tickets.size();
    }

    @Test
    void letsInAsManyAsTheSupplierBearsAndOneMoreForEachThatLeaves() {
        Ticket first = enter();
        enter();
        assertThat(shut()).isEqualTo(Why.NO_PLACE);
        assertThat(gate.hasPlace(config)).isFalse();

        first.giveBack();
        first.giveBack();

        enter();
        assertThat(shut()).isEqualTo(Why.NO_PLACE);
    }

    @Test
    void letsInMoreAsItGoesWell() {
        grow();

        assertThat(lettingIn()).isEqualTo(8);
    }

    /** Until it bears as many as there are connections. */
    private void grow() {
        while (lettingIn() < 8) {
            List<Ticket> others = new ArrayList<>();
            for (int i = lettingIn(); i > 1; i--) {
                others.add(enter());
            }
            turn(OK);
            others.forEach(Ticket::giveBack);
        }
    }

    @Test
    void letsNobodyInWhileAPersonHasPausedIt() {
        Ticket inside = enter();
        paused.add(TOWER);

        assertThat(shut()).isEqualTo(Why.PAUSED);
        assertThat(inside.pay()).hasValue(Withheld.PAUSED);
        assertThat(exchange(inside, time, PROMPT, OK)).isEqualTo(new HeldBack(Withheld.PAUSED));
    }

    @Test
    void takesNoPlaceAndNoQuotaFromThoseItDoesNotLetIn() {
        quota.wait = Duration.ofMillis(30);

        assertThat(gate.enter(config)).isEqualTo(new Shut(Why.QUOTA, Duration.ofMillis(30)));

        quota.wait = Duration.ZERO;
        assertThat(lettingIn()).isEqualTo(2);
    }

    @Test
    void givesBackTheQuotaOfWhatWasNeverSent() {
        enter().giveBack();
        assertThat(quota.taken).isZero();

        turn(OK);
        assertThat(quota.taken).isEqualTo(1);
    }

    @Test
    void paysForEachFurtherExchange() {
        Ticket ticket = enter();
        exchange(ticket, time, PROMPT, OK);
        exchange(ticket, time, PROMPT, OK);
        ticket.giveBack();

        assertThat(quota.taken).isEqualTo(2);
    }

    /** Each time it is asked, so much time has passed. */
    private void quotaComesAfter(int times, Duration each) {
        int[] asked = {0};
        quota.wait = Duration.ofMillis(1);
        quota.whenAsked = () -> {
            time.advance(each);
            quota.wait = ++asked[0] > times ? Duration.ZERO : Duration.ofMillis(1);
        };
    }

    @Test
    void whoWasLetInWaitsForFurtherQuotaAsLongAsAQuotaPerMinuteCanTake() {
        Ticket inside = enter();
        exchange(inside, time, PROMPT, OK);
        quotaComesAfter(5, Duration.ofSeconds(11));

        assertThat(inside.pay()).isEmpty();
    }

    @Test
    void whoseCallerWaitsForAnAnswerDoesNotWaitSoLong() {
        Ticket inside = ((Open) gate.ask(config, Duration.ZERO)).ticket();
        exchange(inside, time, PROMPT, OK);
        quotaComesAfter(5, Duration.ofSeconds(11));

        assertThat(inside.pay()).hasValue(Withheld.QUOTA);
    }

    @Test
    void whoWaitsInsideForFurtherQuotaGoesBeforeWhoIsNotLetInYet() {
        Ticket inside = enter();
        exchange(inside, time, PROMPT, OK);
        List<Gate.Answer> others = new ArrayList<>();
        quotaComesAfter(1, PROMPT);
        Runnable comes = quota.whenAsked;
        quota.whenAsked = () -> {
            comes.run();
            if (quota.wait.isZero() && others.isEmpty()) {
                others.add(gate.enter(config));
            }
        };

        assertThat(inside.pay()).isEmpty();
        assertThat(others)
                .singleElement()
                .isInstanceOfSatisfying(
                        Shut.class, shut -> assertThat(shut.why()).isEqualTo(Why.QUOTA));
        enter();
    }

    @Test
    void parksASupplierThatFailsAndTellsWhy() {
        breakDown();

        assertThat(shut()).isEqualTo(Why.PARKED);
        Standing.Parked stands = gate.standing(config).parked().orElseThrow();
        assertThat(stands.cause()).isEqualTo("too many calls fail; the last one: no reply within 5s");
        assertThat(stands.nextProbeAt()).isEqualTo(time.now().plusSeconds(10));
        assertThat(restraints.parked()).hasSize(1);
    }

    @Test
    void sendsNothingMoreOfWhatIsUnderWayOnceItIsParked() {
        Ticket inside = enter();
        breakDown();

        assertThat(inside.pay()).hasValue(Withheld.PARKED);
        assertThat(exchange(inside, time, PROMPT, OK)).isEqualTo(new HeldBack(Withheld.PARKED));
    }

    @Test
    void sendsOneProbeAnInterval() {
        breakDown();
        time.advance(Duration.ofSeconds(10));

        Ticket probe = enter();
        assertThat(shut()).isEqualTo(Why.PARKED);
        exchange(probe, time, PROMPT, LOST);
        assertThat(exchange(probe, time, PROMPT, OK)).isEqualTo(new HeldBack(Withheld.PARKED));
        probe.giveBack();
        assertThat(shut()).isEqualTo(Why.PARKED);

        time.advance(Duration.ofSeconds(10));
        enter();
    }

    @Test
    void beginsAgainSlowlyWhenTheProbeIsAnswered() {
        breakDown();
        time.advance(Duration.ofSeconds(10));

        turn(OK);

        assertThat(restraints.parked()).isEmpty();
        assertThat(lettingIn()).isEqualTo(2);
        turn(LOST);
        assertThat(lettingIn()).isEqualTo(2);
    }

    @Test
    void beginsAgainAtTheFloorHoweverManyItBoreBefore() {
        grow();
        turn(answer(429, Map.of("Retry-After", "1")));
        time.advance(Duration.ofSeconds(2));

        Ticket probe = enter();
        exchange(probe, time, PROMPT, OK);
        probe.giveBack();

        assertThat(lettingIn()).isEqualTo(2);
    }

    @Test
    void lendsAProbeThatWasNotUsedToTheNext() {
        breakDown();
        time.advance(Duration.ofSeconds(10));

        enter().giveBack();

        turn(OK);
        assertThat(restraints.parked()).isEmpty();
    }

    @Test
    void sendsOneProbeForAllMembersAndAllLearnHowItWent() {
        ParkedSuppliers elsewhere = new ParkedSuppliers(restraints, time::now);
        Gate other = gate(elsewhere);
        breakDown();
        elsewhere.refresh();
        time.advance(Duration.ofSeconds(10));

        Ticket probe = enter();
        assertThat(other.enter(config)).isInstanceOf(Shut.class);
        exchange(probe, time, PROMPT, OK);
        elsewhere.refresh();

        assertThat(other.enter(config)).isInstanceOf(Open.class);
    }

    @Test
    void isNotUnparkedByALateAnswerToWhatLeftBefore() {
        Ticket late = enter();
        late.metered((request, mayLeave) -> {
                    breakDown();
                    return OK;
                })
                .send(READ, () -> true);

        assertThat(shut()).isEqualTo(Why.PARKED);
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void parksASupplierThatAsksToWaitUntilThen(int status) {
        turn(answer(status, Map.of("Retry-After", "120")));

        assertThat(shut()).isEqualTo(Why.PARKED);
        assertThat(gate.standing(config).parked().orElseThrow().cause())
                .isEqualTo("it asked to wait: HTTP " + status + " after 20 ms");
        time.advance(Duration.ofSeconds(121));
        turn(OK);
        assertThat(restraints.parked()).isEmpty();
    }

    @Test
    void waitsNoLongerThanTheLongestBackOff() {
        turn(answer(429, Map.of("Retry-After", "86400")));

        assertThat(gate.standing(config).parked().orElseThrow().nextProbeAt())
                .isEqualTo(time.now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void letsOnlyTheOrderWaitIfThatIsWhatTheSupplierMeans() {
        config = config(Busy.ORDER);

        turn(answer(429, Map.of("Retry-After", "120")));

        enter();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 400, 401, 404, 409, 429})
    void doesNotParkASupplierThatAnswers(int status) {
        for (int i = 0; i < 30; i++) {
            turn(answer(status, Map.of()));
        }

        assertThat(restraints.parked()).isEmpty();
    }

    @Test
    void doesNotParkASupplierForWhatNobodyTriedToSend() {
        for (int i = 0; i < 30; i++) {
            turn(new NotSent("a request HEAD has no body"));
        }

        assertThat(restraints.parked()).isEmpty();
    }

    @Test
    void parksASupplierThatCannotBeReachedFailsOrIsTooSlow() {
        turn(NotSent.unreachable("connection refused"));
        turn(answer(500, Map.of()));
        turn(answer(503, Map.of()));
        turn(LOST);
        Ticket slow = enter();
        exchange(slow, time, Duration.ofSeconds(6), OK);

        assertThat(restraints.parked()).hasSize(1);
    }

    @Test
    void parksOnItsOwnWhenTheJournalCannotBeTold() {
        restraints.becomeUnreachable();

        breakDown();

        assertThat(shut()).isEqualTo(Why.PARKED);
    }

    @Test
    void letsNoMoreThanHalfOfThemBeQuestions() {
        grow();
        List<Ticket> questions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            questions.add(((Open) gate.ask(config, Duration.ZERO)).ticket());
        }
        assertThat(gate.ask(config, Duration.ZERO)).isEqualTo(new Shut(Why.NO_PLACE, Duration.ZERO));

        assertThat(lettingIn()).isEqualTo(4);
        questions.forEach(Ticket::giveBack);
        assertThat(lettingIn()).isEqualTo(8);
    }

    /** Whoever asks in another thread waits at the gate until told to go on. */
    private Gate holdingUpOthers(Semaphore arrived, Semaphore goOn) {
        Thread own = Thread.currentThread();
        return new Gate(
                TOWER,
                new Gate.Guards(
                        quota,
                        supplier -> {
                            if (Thread.currentThread() != own) {
                                arrived.release();
                                goOn.acquireUninterruptibly();
                            }
                            return false;
                        },
                        parked),
                time.clocks(),
                () -> {});
    }

    @Test
    void questionsAndOrdersTakeTurnsWhereThereIsNoRoomForAll() throws Exception {
        Semaphore arrived = new Semaphore(0);
        Semaphore goOn = new Semaphore(0);
        Gate narrow = holdingUpOthers(arrived, goOn);
        Ticket question = ((Open) narrow.ask(config, Duration.ZERO)).ticket();
        Ticket order = ((Open) narrow.enter(config)).ticket();
        CompletableFuture<Gate.Answer> second = CompletableFuture.supplyAsync(() -> narrow.ask(config, PROMPT));
        arrived.acquire();

        question.giveBack();
        Gate.Answer early = narrow.enter(config);
        goOn.release();
        assertThat(second.get()).isInstanceOf(Open.class);
        CompletableFuture<Gate.Answer> third = CompletableFuture.supplyAsync(() -> narrow.ask(config, PROMPT));
        arrived.acquire();
        order.giveBack();
        Gate.Answer late = narrow.enter(config);

        assertThat(early).isEqualTo(new Shut(Why.NO_PLACE, Duration.ZERO));
        assertThat(late).isInstanceOf(Open.class);
        ((Open) second.get()).ticket().giveBack();
        goOn.release();
        assertThat(third.get()).isInstanceOf(Open.class);
    }

    @Test
    void tellsWhoAsksAtOnceThatTheSupplierIsParked() {
        breakDown();

        assertThat(gate.ask(config, Duration.ofHours(1))).isEqualTo(new Shut(Why.PARKED, Duration.ofSeconds(10)));
    }
}
