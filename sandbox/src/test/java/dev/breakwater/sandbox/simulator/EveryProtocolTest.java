package dev.breakwater.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.sandbox.simulator.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the behaviours promise whatever the protocol, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
class EveryProtocolTest {

    private static final Duration SLOW = Duration.ofMillis(300);
    private static final Duration HOLD = Duration.ofMillis(400);

    private final SettableClock clock = new SettableClock();
    private Simulators simulators;

    @BeforeAll
    void start() {
        simulators = Simulators.start(SimulatorSettings.onFreePorts(Supplier.values())
                .withTiming(Timing.standard().withSlow(SLOW).withHold(HOLD).withTokenLife(Duration.ofDays(1)))
                .withClock(clock));
    }

    @AfterAll
    void stop() {
        simulators.close();
    }

    Stream<Client> suppliers() {
        SimulatorSettings settings = simulators.settings();
        return Stream.of(
                new OctoClient(simulators),
                new OsdmClient(simulators),
                new NdcClient(
                        simulators.of(Supplier.ZEPHYR_AIR),
                        settings.client(Supplier.ZEPHYR_AIR).secret()),
                new RapidClient(simulators.of(Supplier.LIGHTHOUSE), settings.client(Supplier.LIGHTHOUSE), clock),
                new OtaClient(simulators.of(Supplier.SUNNY_TOURS)));
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void anOrdinaryBookingIsCancelledAtOnce(Client supplier) throws IOException {
        assertThat(supplier.isCancelled("OK-1")).isFalse();

        assertThat(supplier.accepts(supplier.cancel("OK-1"))).isTrue();

        assertThat(supplier.isCancelled("OK-1")).isTrue();
        assertLog(supplier, "OK-1", 1, 1);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aReferenceIsReadWithoutRegardToCase(Client supplier) throws IOException {
        supplier.cancel("OK-CASE");

        assertThat(supplier.isCancelled("ok-case")).isTrue();
        assertLog(supplier, "ok-case", 1, 1);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aCommitRequestIsLoggedAlsoWhenItIsRefused(Client supplier) throws IOException {
        Answer refused = supplier.commit("REFUSED-1", "RO-none");

        assertThat(supplier.refuses(refused)).isTrue();
        assertThat(supplier.isCancelled("REFUSED-1")).isFalse();
        assertLog(supplier, "REFUSED-1", 1, 0);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aBookingThatIsGoneShowsCancelledAndTakesNoEffect(Client supplier) throws IOException {
        assertThat(supplier.isCancelled("GONE-1")).isTrue();

        assertThat(supplier.refuses(supplier.commit("GONE-1", "RO-none"))).isTrue();
        assertLog(supplier, "GONE-1", 1, 0);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void anUnknownReferenceIsNotFound(Client supplier) throws IOException {
        for (String reference : List.of("UNKNOWN-1", "OTHERWISE-1", "plain")) {
            assertThat(supplier.refuses(supplier.look(reference))).isTrue();
            assertThat(supplier.refuses(supplier.commit(reference, "RO-none"))).isTrue();
            assertLog(supplier, reference, 1, 0);
        }
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aSlowCommitIsAnsweredLate(Client supplier) throws IOException {
        String prepared = supplier.prepare("SLOW-1").orElseThrow();
        long before = System.nanoTime();

        Answer answer = supplier.commit("SLOW-1", prepared);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(SLOW);
        assertThat(supplier.accepts(answer)).isTrue();
        assertLog(supplier, "SLOW-1", 1, 1);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aPendingCancellationTakesEffectLater(Client supplier) throws IOException {
        String reference = "PENDING-" + supplier;

        assertThat(supplier.accepts(supplier.cancel(reference))).isTrue();

        assertThat(supplier.isCancelled(reference)).isFalse();
        assertLog(supplier, reference, 1, 0);
        clock.advance(Timing.standard().pending());
        assertThat(supplier.isCancelled(reference)).isTrue();
        assertLog(supplier, reference, 1, 1);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aBusySupplierTurnsTheFirstTwoRequestsOfAnyKindAway(Client supplier) throws IOException {
        Answer look = supplier.look("BUSY-1");
        Answer commit = supplier.commit("BUSY-1", "RO-none");

        assertThat(List.of(look.status(), commit.status())).containsOnly(429);
        assertThat(look.headers()).containsEntry("Retry-After", "1");
        assertThat(supplier.accepts(supplier.cancel("BUSY-1"))).isTrue();
        assertLog(supplier, "BUSY-1", 2, 1);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aCommitLostBeforeIsHeldThenClosedAndNothingIsDone(Client supplier) throws IOException {
        assertLost(supplier, "LOSTBEFORE-1", HOLD);

        assertThat(supplier.isCancelled("LOSTBEFORE-1")).isFalse();
        assertLog(supplier, "LOSTBEFORE-1", 1, 0);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aReplyLostAfterwardsLeavesTheBookingCancelled(Client supplier) throws IOException {
        assertLost(supplier, "LOSTAFTER-1", HOLD);

        assertThat(supplier.isCancelled("LOSTAFTER-1")).isTrue();
        assertLog(supplier, "LOSTAFTER-1", 1, 1);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void theEffectIsThereWhileTheReplyIsStillHeld(Client supplier) throws Exception {
        String prepared = supplier.prepare("LOSTAFTER-2").orElseThrow();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Answer> held = other.submit(() -> supplier.commit("LOSTAFTER-2", prepared));
            await().untilAsserted(() ->
                    assertThat(supplier.isCancelled("LOSTAFTER-2")).isTrue());
            assertThat(held.isDone()).isFalse();
        } finally {
            other.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aResetConnectionLeavesTheBookingCancelled(Client supplier) throws IOException {
        assertLost(supplier, "RESET-1", Duration.ZERO);

        assertThat(supplier.isCancelled("RESET-1")).isTrue();
        assertLog(supplier, "RESET-1", 1, 1);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void garbageComesAsAPageOrAsHalfOfTheMessageWith200(Client supplier) throws IOException {
        List<Answer> answers = List.of(supplier.cancel("GARBAGE-1"), supplier.cancel("GARBAGE-2"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(isUnderstood(supplier, answer)).isFalse();
        });
        assertThat(answers)
                .filteredOn(answer -> answer.body().startsWith("<!DOCTYPE html>"))
                .hasSize(1);
        assertThat(supplier.isCancelled("GARBAGE-1")).isTrue();
        assertThat(supplier.isCancelled("GARBAGE-2")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aSecondCommitIsLoggedButTakesNoSecondEffect(Client supplier) throws IOException {
        Instant before = Instant.now();
        String prepared = supplier.prepare("OK-TWICE").orElseThrow();
        supplier.commit("OK-TWICE", prepared);
        supplier.commit("OK-TWICE", prepared);

        JsonNode log = supplier.effects("OK-TWICE");
        assertLog(supplier, "OK-TWICE", 2, 1);
        assertThat(log.path("requests")).hasSize(2).allSatisfy(request -> {
            assertThat(Instant.parse(request.path("at").asText())).isBetween(before, Instant.now());
            assertThat(request.path("bodySha256").asText()).matches("[0-9a-f]{64}");
        });
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void concurrentCommitsOfManyBookingsTakeEffectOnceEach(Client supplier) throws Exception {
        int bookings = 50;
        int repeats = 4;
        ExecutorService crowd = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Answer>> commits = IntStream.range(0, bookings * repeats)
                    .<Callable<Answer>>mapToObj(number -> () -> {
                        String reference = "OK-CROWD" + number % bookings;
                        return supplier.commit(
                                reference, supplier.prepare(reference).orElse("RO-" + reference + "-1"));
                    })
                    .toList();
            for (Future<Answer> commit : crowd.invokeAll(commits)) {
                commit.get();
            }
        } finally {
            crowd.shutdown();
        }

        for (int number = 0; number < bookings; number++) {
            assertLog(supplier, "OK-CROWD" + number, repeats, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void allEffectsAreListedByReference(Client supplier) throws IOException {
        supplier.cancel("OK-LIST1");
        supplier.cancel("OK-LIST2");

        JsonNode all = new ObjectMapper()
                .readTree(supplier.exchange("GET", "/effects", null, Map.of()).body());

        assertThat(all.findValuesAsText("reference"))
                .isSorted()
                .contains("OK-LIST1", "OK-LIST2")
                .doesNotContain("OK-NEVERSEEN");
        assertLog(supplier, "OK-NEVERSEEN", 0, 0);
    }

    @ParameterizedTest
    @MethodSource("suppliers")
    void aPathThatIsNotThereIs404(Client supplier) throws IOException {
        assertThat(supplier.send("GET", "/nowhere", null).status()).isEqualTo(404);
        assertThat(supplier.send("DELETE", "/bookings/OK-1", null).status()).isEqualTo(404);
    }

    private static boolean isUnderstood(Client supplier, Answer commit) {
        try {
            return supplier.accepts(commit) || supplier.refuses(commit);
        } catch (IllegalStateException unreadable) {
            return false;
        }
    }

    private static void assertLost(Client supplier, String reference, Duration heldFor) throws IOException {
        String prepared = supplier.prepare(reference).orElseThrow();
        long before = System.nanoTime();

        assertThatThrownBy(() -> supplier.commit(reference, prepared)).isInstanceOf(IOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(heldFor, Duration.ofSeconds(5));
    }

    private static void assertLog(Client supplier, String reference, int commitRequests, int effects)
            throws IOException {
        JsonNode log = supplier.effects(reference);
        assertThat(log.path("commitRequests").asInt())
                .as("commit requests for %s at %s", reference, supplier)
                .isEqualTo(commitRequests);
        assertThat(log.path("effects").asInt())
                .as("effects on %s at %s", reference, supplier)
                .isEqualTo(effects);
    }
}
