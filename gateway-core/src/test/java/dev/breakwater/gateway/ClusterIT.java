package dev.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.ClusterUnderTest.Gateway;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.simulator.Timing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways as their users start them, and what happens to the work of one that dies, sleeps or leaves.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    /** Its connections stay open, so that only its silence tells. */
    private static final Duration SILENCE_NOTICED = Duration.ofSeconds(10);

    private static final Duration A_WHILE = Duration.ofMinutes(1);
    private static final String CANCELS = "select count(*) from exchange where operation = 'CANCEL'";
    private static final int LOAD = 4;

    @TempDir
    private static Path folder;

    private static ClusterUnderTest cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = new ClusterUnderTest(folder, 3, Timing.standard().withSlow(Duration.ofSeconds(3)));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static void accept(String name, int many) throws Exception {
        for (int i = 0; i < many; i++) {
            Gateway gateway = cluster.gateways().get(i % cluster.gateways().size());
            assertThat(gateway.order("SLOW-" + name + "-" + i).statusCode()).isEqualTo(202);
        }
    }

    private static long count(String condition) {
        return cluster.ask(Long.class, "select count(*) from cancellation where " + condition);
    }

    /** How many of these stand where. */
    private static String standing(String condition) {
        return cluster.ask(
                String.class,
                "select string_agg(status || ' ' || many, ', ') from (select status, count(*) as many from cancellation"
                        + " where " + condition + " group by status) as grouped");
    }

    private static Gateway busiest() throws IOException {
        String owner = cluster.ask(
                String.class,
                "select claimed_by from cancellation where claimed_by is not null group by 1 order by count(*) desc");
        for (Gateway gateway : cluster.gateways()) {
            if (owner.startsWith(gateway.name())) {
                return gateway;
            }
        }
        throw new AssertionError("Nobody is " + owner);
    }

    private static void assertEachDoneOnce(String name, int many) {
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(standing("booking_reference like '%-" + name + "-%'"))
                        .isEqualTo("CANCELLED " + many));
        List<EffectLog.Entry> effects = effects(name);
        assertThat(effects).hasSize(many).allSatisfy(entry -> {
            assertThat(entry.commitRequests()).isEqualTo(1);
            assertThat(entry.effects()).isEqualTo(1);
        });
    }

    private static List<EffectLog.Entry> effects(String name) {
        return cluster.sandbox().simulators().of(Supplier.GLASS_TOWER).effects().all().stream()
                .filter(entry -> entry.reference().contains("-" + name.toUpperCase(Locale.ROOT) + "-"))
                .toList();
    }

    /** Where its member died before the commit had left, nothing was done, and a person is told so. */
    private static void assertEachDoneOnceOrProvenNotDone(String name, int many) {
        String these = "booking_reference like '%-" + name + "-%' and ";
        await().atMost(A_WHILE)
                .until(() -> count(these + "(status = 'CANCELLED' or status_reason = 'NOT_DONE_PROVEN')") == many);
        assertThat(effects(name)).allSatisfy(entry -> {
            assertThat(entry.commitRequests()).isLessThanOrEqualTo(1);
            assertThat(entry.effects()).isEqualTo(entry.commitRequests());
        });
        assertThat(effects(name).stream().filter(entry -> entry.effects() == 1))
                .hasSize((int) count(these + "status = 'CANCELLED'"));
    }

    @Test
    @Order(1)
    void aRollingRestartLosesNothingAndAnswersNoError() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(LOAD);
        AtomicBoolean going = new AtomicBoolean(true);
        List<Future<Patient>> load = new ArrayList<>();
        for (int i = 0; i < LOAD; i++) {
            Patient patient = new Patient(cluster.gateways(), "OK-rolling-" + i);
            load.add(clients.submit(() -> patient.orderWhile(going)));
        }
        for (Gateway gateway : cluster.gateways()) {
            gateway.stop();
            gateway.start();
            gateway.awaitReady();
        }
        going.set(false);
        clients.shutdown();

        int accepted = 0;
        int sentOn = 0;
        for (Future<Patient> one : load) {
            Patient patient = one.get();
            assertThat(patient.errors()).isEmpty();
            accepted += patient.accepted();
            sentOn += patient.sentOn();
        }
        System.out.printf(
                "Rolling restart of three: %d orders accepted, %d times sent on by 503 with Retry-After%n",
                accepted, sentOn);
        assertThat(sentOn).isPositive();
        assertEachDoneOnce("rolling", accepted);
    }

    @Test
    @Order(2)
    void aSleeperDoesNothingWithWhatIsNotItsOwnAnyMore() throws Exception {
        accept("asleep", 40);
        await().until(() -> count("claimed_by is not null") > 3);
        Gateway sleeper = busiest();
        String its = "claimed_by like '" + sleeper.name() + "/%'";

        sleeper.pause();
        await().atMost(SILENCE_NOTICED).until(() -> count(its) == 0);
        Gateway awake = cluster.gateways().get(cluster.gateways().indexOf(sleeper) == 0 ? 1 : 0);
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            assertThat(awake.order("OK-meanwhile-" + i).statusCode()).isEqualTo(202);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        }
        assertEachDoneOnce("asleep", 40);
        assertEachDoneOnce("meanwhile", 5);
        long evidence = cluster.ask(Long.class, CANCELS);

        sleeper.wake();
        await().atMost(A_WHILE).until(() -> cluster.ask(Long.class, CANCELS) > evidence);
        await().atMost(A_WHILE)
                .until(() -> sleeper.get("/actuator/health").body(), health -> health.contains("\"connected\":3"));
        assertEachDoneOnce("asleep", 40);
    }

    @Test
    @Order(3)
    void theWorkOfAKilledMemberIsTakenOver() throws Exception {
        accept("killed", 12);
        await().until(() -> effects("killed").stream()
                        .filter(entry -> entry.commitRequests() == 1)
                        .count()
                > 3);
        Gateway victim = busiest();
        String its = "claimed_by like '" + victim.name() + "/%'";
        long underWay = count(its);

        long begin = System.nanoTime();
        victim.kill();
        await().atMost(A_WHILE).until(() -> count(its) == 0);
        // How long it takes depends on what else the machine does: on two cores that do nothing else it is less than 5
        // s.
        System.out.printf(
                "Takeover: %d cancellations of a killed member were with others after %d ms%n",
                underWay, Duration.ofNanos(System.nanoTime() - begin).toMillis());

        assertThat(underWay).isPositive();
        assertEachDoneOnceOrProvenNotDone("killed", 12);
        assertThat(count("status_reason = 'FOUND_DONE'")).isPositive();
    }

    /** A client that does what it is told: after a 503 it waits as long as it says, and tries the next member. */
    private static final class Patient {
        private final List<Gateway> gateways;
        private final String name;
        private final List<String> errors = new ArrayList<>();
        private int next;
        private int accepted;
        private int sentOn;

        Patient(List<Gateway> gateways, String name) {
            this.gateways = gateways;
            this.name = name;
        }

        List<String> errors() {
            return errors;
        }

        int accepted() {
            return accepted;
        }

        int sentOn() {
            return sentOn;
        }

        Patient orderWhile(AtomicBoolean going) throws Exception {
            while (going.get()) {
                order(name + "-" + accepted);
                Thread.sleep(200);
            }
            return this;
        }

        private void order(String reference) throws Exception {
            while (true) {
                try {
                    HttpResponse<String> answer = gateways.get(next).order(reference);
                    if (answer.statusCode() == 202 || answer.statusCode() == 200) {
                        accepted++;
                        return;
                    }
                    Optional<String> retryAfter = answer.headers().firstValue("Retry-After");
                    if (answer.statusCode() != 503 || retryAfter.isEmpty()) {
                        errors.add(answer.statusCode() + " " + answer.body());
                        return;
                    }
                    sentOn++;
                    Thread.sleep(1_000 * Long.parseLong(retryAfter.get()));
                } catch (ConnectException nobodyListens) {
                    Thread.sleep(10);
                } catch (IOException broken) {
                    errors.add(broken.toString());
                }
                next = (next + 1) % gateways.size();
            }
        }
    }
}
