package dev.breakwater.gateway;

import static dev.breakwater.gateway.House.order;
import static dev.breakwater.sandbox.simulator.Supplier.GLASS_TOWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.cancellation.Acceptance;
import dev.breakwater.gateway.cancellation.Admission;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Claim;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Event;
import dev.breakwater.gateway.cancellation.ExchangeSummary;
import dev.breakwater.gateway.cancellation.Guard;
import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Quotes;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.dispatch.Cluster;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.dispatch.Prepared;
import dev.breakwater.gateway.dispatch.Standing;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.intake.Receipt;
import dev.breakwater.gateway.postgres.GroupCommitSettings;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.sandbox.simulator.EffectLog;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Who runs next, where and when: over real parts, with suppliers of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DispatcherTest {
    /** Long enough for several rounds of every clock in the dispatcher. */
    private static final Duration A_WHILE = Duration.ofMillis(700);

    @TempDir
    private static Path folder;

    private static Path plugins;
    private static House house;

    @BeforeAll
    static void build() throws Exception {
        plugins = Files.createDirectories(folder.resolve("plugins"));
        try (var jars = Files.newDirectoryStream(House.PLUGINS, "*.jar")) {
            for (Path jar : jars) {
                Files.copy(jar, plugins.resolve(jar.getFileName()));
            }
        }
        house = House.in(folder, plugins);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static void supplier(String id, String... lines) throws IOException {
        supplierAt(id, house.sandbox().simulators().of(GLASS_TOWER).baseUrl(), lines);
    }

    private static void supplierAt(String id, String baseUrl, String... lines) throws IOException {
        String yaml = """
                plugin: attraction
                protocol: octo
                baseUrl: %s
                auth: {type: bearer, token: "${file:secrets/glass-tower-token}"}
                currency: EUR
                timeZone: Europe/Paris
                %s
                """.formatted(baseUrl, String.join("\n", lines));
        Files.writeString(file(id), yaml);
        house.suppliers().refresh();
        assertThat(house.suppliers().find(id))
                .as("%s", house.suppliers().problems())
                .isPresent();
    }

    private static Path file(String id) {
        return house.sandbox().configFolder().resolve("suppliers").resolve(id + ".yaml");
    }

    private static List<UUID> accept(String supplier, String prefix, int many) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ids.add(house.intake()
                    .accept(order(supplier, prefix + "-" + supplier + "-" + i), false)
                    .cancellation()
                    .id());
        }
        return ids;
    }

    private static void settle(List<UUID> ids) {
        assertThat(ids).allSatisfy(id -> assertThat(house.settle(id).status()).isEqualTo(Status.CANCELLED));
    }

    private static List<EffectLog.Entry> effects(String supplier) {
        return house.sandbox().simulators().of(GLASS_TOWER).effects().all().stream()
                .filter(entry -> entry.reference().contains("-" + supplier.toUpperCase(Locale.ROOT) + "-"))
                .toList();
    }

    /** When the supplier's commit requests arrived, in order. */
    private static List<Instant> arrivals(String supplier) {
        return effects(supplier).stream()
                .flatMap(entry -> entry.requests().stream())
                .map(EffectLog.Request::at)
                .sorted()
                .toList();
    }

    private static void assertOnce(String supplier, int many) {
        assertThat(effects(supplier)).hasSize(many).allSatisfy(entry -> {
            assertThat(entry.commitRequests()).isEqualTo(1);
            assertThat(entry.effects()).isEqualTo(1);
        });
    }

    /** The status stays what it is now. */
    private static void assertStays(UUID id, Status status) {
        await().during(A_WHILE).atMost(A_WHILE.multipliedBy(4)).until(() -> status(id) == status);
    }

    private static Status status(UUID id) {
        return house.journal().find(id).orElseThrow().status();
    }

    @Test
    void keepsTheQuotaOverARunOfOrders() throws Exception {
        int perSecond = 10;
        supplier("metered", "quota: {perSecond: " + perSecond + "}");

        Instant begin = Instant.now();
        settle(accept("metered", "OK", 30));

        List<Instant> arrivals = arrivals("metered");
        assertOnce("metered", 30);
        for (int i = 0; i < arrivals.size(); i++) {
            double seconds = Duration.between(begin, arrivals.get(i)).toMillis() / 1_000.0;
            // At most the quota of one second at once, and what has come in since.
            assertThat(i + 1).isLessThanOrEqualTo((int) (perSecond * (1 + seconds)) + 1);
        }
    }

    /** One request every two and a half seconds: first the quote's, then the commit's. */
    @Test
    void finishesWhatTakesSeveralRequestsHoweverSmallTheQuota() throws Exception {
        supplier("scant", "quota: {perMinute: 24}");

        Cancellation end = house.settle(order("scant", "OK-scant-0", House.atMost("500.00", "EUR")));

        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(end.attempts()).isEqualTo(1);
        assertOnce("scant", 1);
    }

    @Test
    void putsBeforeAPersonWhatItFailsAtUntilItsTimeIsUp() throws Exception {
        supplier("fatal", "");
        house.dispatcher().pause("fatal", "operator:ops", "maintenance");
        UUID id = accept("fatal", "OK", 1).get(0);
        // In doubt about nothing: no run can go on from there.
        sql("update cancellation set status = 'IN_DOUBT', expires_at = now() where id = '" + id + "'");
        house.dispatcher().resume("fatal");

        Cancellation end = house.settle(id);

        assertThat(end.status()).isEqualTo(Status.NEEDS_REVIEW);
        assertThat(end.reason()).isEqualTo(StatusReason.GATEWAY_FAILED);
    }

    @Test
    void neverTalksMoreThanItHasConnections() throws Exception {
        supplier("narrow", "pool: {connections: 3}");

        settle(accept("narrow", "SLOW", 12));

        List<Instant> arrivals = arrivals("narrow");
        assertOnce("narrow", 12);
        for (int i = 0; i + 3 < arrivals.size(); i++) {
            assertThat(Duration.between(arrivals.get(i), arrivals.get(i + 3))).isGreaterThan(Duration.ofMillis(200));
        }
    }

    @Test
    void stopsInTheMiddleOfABacklogWhenPausedAndFinishesItAfterwards() throws Exception {
        supplier("halting", "quota: {perSecond: 5}");
        List<UUID> ids = accept("halting", "OK", 20);
        await().until(() -> arrivals("halting").size() >= 6);

        house.dispatcher().pause("halting", "operator:ops", "maintenance");
        await().until(() -> house.dispatcher().running() == 0);
        int before = arrivals("halting").size();
        assertThat(before).isLessThan(20);
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(4))
                .until(() -> arrivals("halting").size() == before);

        house.dispatcher().resume("halting");
        settle(ids);
        assertOnce("halting", 20);
    }

    @Test
    void waitsForAPluginToComeBack() throws Exception {
        supplier("bereft");
        house.dispatcher().pause("bereft", "operator:ops", "maintenance");
        Order order = order("bereft", "OK-bereft-0");
        UUID id = house.intake().accept(order, false).cancellation().id();
        Path jar;
        try (var jars = Files.newDirectoryStream(plugins, "attraction-*.jar")) {
            jar = jars.iterator().next();
        }
        Path aside = folder.resolve(jar.getFileName());

        Files.move(jar, aside);
        house.suppliers().refresh();
        house.dispatcher().resume("bereft");

        assertStays(id, Status.ACCEPTED);
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> house.intake().accept(order("bereft", "OK-bereft-1"), false))
                .satisfies(rejection -> assertThat(rejection.code()).isEqualTo(Code.SUPPLIER_WITHOUT_PLUGIN));
        assertThat(house.intake().accept(order, false).kind()).isEqualTo(Receipt.Kind.REPLAYED);

        Files.move(aside, jar, StandardCopyOption.ATOMIC_MOVE);
        house.suppliers().refresh();
        settle(List.of(id));
        assertOnce("bereft", 1);
    }

    @Test
    void keepsTheBacklogOfASupplierWhoseConfigurationIsGone() throws Exception {
        supplier("leaving");
        house.dispatcher().pause("leaving", "operator:ops", "maintenance");
        Order order = order("leaving", "OK-leaving-0");
        UUID id = house.intake().accept(order, false).cancellation().id();

        Files.delete(file("leaving"));
        house.suppliers().refresh();
        house.dispatcher().resume("leaving");

        assertStays(id, Status.ACCEPTED);
        assertThat(house.intake().accept(order, false).cancellation().id()).isEqualTo(id);
        supplier("leaving");
        settle(List.of(id));
    }

    @Test
    void whatWaitsForASupplierThatIsGoneEndsWhenItsTimeIsUp() throws Exception {
        supplier("closed", "retry: {initial: 100ms, max: 300ms, giveUpAfter: 1s}");
        house.dispatcher().pause("closed", "operator:ops", "maintenance");
        List<UUID> ids = accept("closed", "OK", 3);
        Files.delete(file("closed"));
        house.suppliers().refresh();

        for (UUID id : ids) {
            Cancellation end = house.settle(id);
            assertThat(end.status()).isEqualTo(Status.EXPIRED);
            assertThat(end.reason()).isEqualTo(StatusReason.RETRIES_EXHAUSTED);
        }
    }

    @Test
    void whatWasAnsweredLateDoesNotEndWithoutAPersonWhenItsSupplierIsGone() throws Exception {
        supplier("gone", "retry: {initial: 100ms, max: 300ms, giveUpAfter: 1s}");
        house.dispatcher().pause("gone", "operator:ops", "maintenance");
        UUID id = accept("gone", "OK", 1).get(0);
        sql("insert into intent (id, cancellation_id, booking_id, unit, key, request, request_body, state, send_by,"
                + " created_at, late) select gen_random_uuid(), id, booking_id, 'whole', 'key', '{}', '', 'NOT_DONE',"
                + " now(), now(), true from cancellation where id = '" + id + "'");
        sql("update cancellation set status = 'SCHEDULED' where id = '" + id + "'");
        Files.delete(file("gone"));
        house.suppliers().refresh();

        assertThat(house.settle(id).status()).isEqualTo(Status.NEEDS_REVIEW);
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = house.database().dataSource().getConnection();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    @Test
    void expiresWhatCouldNeverBeSent() throws Exception {
        supplierAt("silent", "http://127.0.0.1:1", "retry: {initial: 100ms, max: 300ms, giveUpAfter: 1500ms}");

        Cancellation end = house.settle(order("silent", "OK-silent-0"));

        assertThat(end.status()).isEqualTo(Status.EXPIRED);
        assertThat(end.reason()).isEqualTo(StatusReason.RETRIES_EXHAUSTED);
        assertThat(end.effect()).isEqualTo(Effect.NONE);
        assertThat(end.attempts()).isGreaterThan(2);
        assertThat(house.journal().events(end.id())).extracting(Event::reason).contains(StatusReason.NOT_SENT);
    }

    @Test
    void neverRunsACancellationTwiceWithTwoMembersThatDoNotKnowOfEachOther() throws Exception {
        supplier("shared", "pool: {connections: 4}");
        house.dispatcher().pause("shared", "operator:ops", "maintenance");
        List<UUID> ids = accept("shared", "SLOW", 40);
        AtomicInteger byTheOther = new AtomicInteger();
        HazelcastInstance alone = Cluster.start("alone-" + UUID.randomUUID());
        try (Journal journal = new Journal(
                        house.database().dataSource(),
                        GroupCommitSettings.named("other"),
                        ended -> byTheOther.incrementAndGet());
                Dispatcher other = Dispatcher.open(
                        "other/1",
                        journal,
                        new Quotes(house.database().dataSource()),
                        house.suppliers(),
                        alone,
                        ObservationRegistry.NOOP)) {
            other.start(address -> false);
            other.resume("shared");
            settle(ids);
        } finally {
            alone.shutdown();
        }

        assertThat(byTheOther.get()).isBetween(1, 39);
        assertOnce("shared", 40);
        assertThat(ids)
                .allSatisfy(id -> assertThat(house.journal().events(id))
                        .extracting(Event::status)
                        .containsExactly(Status.ACCEPTED, Status.IN_FLIGHT, Status.CANCELLED));
    }

    @Test
    void parksASupplierThatNeverAnswersWhileOthersGoOn() throws Exception {
        try (DeadServer dead = new DeadServer()) {
            supplierAt(
                    "dead",
                    dead.baseUrl(),
                    "timeouts: {connect: 300ms, response: 300ms, total: 500ms}",
                    "breaker: {minimumCalls: 5, probeInterval: 1s}");
            supplier("lively");

            List<UUID> ids = accept("dead", "OK", 60);
            await().until(() -> standing("dead").parked().isPresent());
            await().during(Duration.ofMillis(600))
                    .until(() -> house.dispatcher().running() == 0);
            int asked = dead.calls();
            long since = System.nanoTime();
            assertThat(asked).isBetween(5, 20);

            settle(accept("lively", "OK", 20));
            await().during(Duration.ofSeconds(3)).until(() -> true);

            int probes = dead.calls() - asked;
            int seconds = (int) Duration.ofNanos(System.nanoTime() - since).toSeconds();
            assertThat(probes).as("one probe a second").isBetween(1, seconds + 2);
            assertThat(standing("dead").parked().orElseThrow().cause()).contains("no reply within 300ms");
            assertThat(house.intake()
                            .accept(order("dead", "OK-dead-late"), false)
                            .kind())
                    .isEqualTo(Receipt.Kind.ACCEPTED);
            assertThat(ids)
                    .filteredOn(id -> status(id) == Status.ACCEPTED)
                    .as("those that wait in line, of whom nothing was written")
                    .hasSizeGreaterThan(30);
        } finally {
            Files.delete(file("dead"));
            house.suppliers().refresh();
        }
    }

    private static Instruction instruction(String supplier) {
        return new Instruction(
                supplier,
                BookingReference.of("OK-" + supplier + "-0"),
                List.of(),
                CancellationReason.CUSTOMER_REQUEST,
                Optional.empty(),
                new Guard.AnyPenalty(),
                Optional.empty(),
                Map.of(),
                List.of());
    }

    /** Accepts an order together with its intent. */
    private static void write(UUID id, Instruction instruction, Acceptance.Start start) {
        Acceptance order = new Acceptance(
                id,
                "web",
                "key-" + instruction.supplier(),
                "hash",
                new BookingKey(instruction.booking().reference().toUpperCase(Locale.ROOT)),
                instruction,
                Duration.ofHours(1),
                Progress.NONE,
                Optional.empty(),
                Optional.of(start));
        assertThat(((Admission.Accepted) house.journal().accept(order).join()).started())
                .isTrue();
    }

    /** As when the connection is lost while the journal commits: nobody knows whether it is written. */
    @Test
    void whatMayHaveBeenAcceptedWithItsIntentAndWasNotBegunIsNotInDoubt() throws Exception {
        supplier("forsaken");
        Supplier forsaken = house.suppliers().find("forsaken").orElseThrow();
        UUID id = Ids.next();
        Prepared prepared = house.dispatcher()
                .prepare(id, forsaken, instruction("forsaken"), Progress.NONE)
                .orElseThrow();
        write(id, instruction("forsaken"), prepared.start());

        house.dispatcher().abandon(id, prepared);
        house.dispatcher().giveBack(id, prepared);

        settle(List.of(id));
        assertOnce("forsaken", 1);
        assertThat(house.journal().events(id)).extracting(Event::reason).contains(StatusReason.HANDED_OVER);
        assertThat(house.journal().exchanges(id))
                .extracting(ExchangeSummary::operation)
                .containsOnly("CANCEL");
    }

    @Test
    void whatADeadMemberWasTalkingAboutIsInDoubtWithoutAPlaceAtItsSupplier() throws Exception {
        supplier("orphanage");
        UUID id = Ids.next();
        Prepared others = house.dispatcher()
                .prepare(id, house.suppliers().find("orphanage").orElseThrow(), instruction("orphanage"), Progress.NONE)
                .orElseThrow();
        house.dispatcher().giveBack(id, others);
        house.dispatcher().pause("orphanage", "operator:ops", "nothing has a place");
        write(
                id,
                instruction("orphanage"),
                new Acceptance.Start(
                        new Claim("dead/1", Duration.ofMillis(1)),
                        others.start().intent(),
                        others.start().progress()));

        house.dispatcher().adopt(List.of(id));

        await().until(() -> status(id), Status.IN_DOUBT::equals);
        assertThat(house.journal().find(id).orElseThrow().reason()).isEqualTo(StatusReason.GATEWAY_DIED);
        assertThat(effects("orphanage")).isEmpty();
    }

    /** Its owner wrote it down after it was judged dead, and before what it was at was taken over. */
    @Test
    void whatTheSupplierHadAcceptedMeanwhileIsNotInDoubtWhenItIsTakenOver() throws Exception {
        supplier("accepted");
        house.dispatcher().pause("accepted", "operator:ops", "nothing has a place");
        UUID id = accept("accepted", "OK", 1).get(0);
        Claim claim = new Claim("dead/1", Duration.ofMinutes(1));
        Changed.TakenUp taken = (Changed.TakenUp)
                house.journal().write(new Change.TakeUp(id, claim)).join();
        UnitProgress unit = UnitProgress.open(Unit.whole(List.of()), Terms.UNKNOWN)
                .committing(Instant.now(), "key")
                .inState(UnitProgress.State.PENDING, StatusReason.PENDING_AT_SUPPLIER, SupplierWord.NONE);
        Change.Conclusion pending = new Change.Conclusion(
                Status.AWAITING_SUPPLIER,
                StatusReason.PENDING_AT_SUPPLIER,
                "gateway",
                Map.of(),
                Progress.NONE.withUnits(List.of(unit)),
                0,
                Optional.of(Duration.ZERO));
        Changed.Written written = (Changed.Written) house.journal()
                .write(new Change.Conclude(
                        taken.cancellation(), pending, List.of(), Optional.empty(), Optional.empty(), Set.of()))
                .join();

        house.dispatcher().adopt(List.of(id));

        await().until(() -> house.journal().find(id).orElseThrow().version()
                > written.cancellation().version());
        assertStays(id, Status.AWAITING_SUPPLIER);
        Cancellation adopted = house.journal().find(id).orElseThrow();
        assertThat(adopted.progress().units())
                .extracting(UnitProgress::state)
                .containsExactly(UnitProgress.State.PENDING);
    }

    /** It can only be left to a newer version of the gateway. */
    @Test
    void anOrderThatCannotBeEndedKeepsNobodyElseFromWork() throws Exception {
        supplier("obstinate", "retry: {initial: 100ms, max: 300ms, giveUpAfter: 1s}");
        house.dispatcher().pause("obstinate", "operator:ops", "maintenance");
        UUID poison = accept("obstinate", "OK", 1).get(0);
        sql("update cancellation set status = 'DREAMING' where id = '" + poison + "'");
        Files.delete(file("obstinate"));
        house.suppliers().refresh();
        supplier("innocent");
        house.dispatcher().pause("innocent", "operator:ops", "maintenance");
        List<UUID> ids = accept("innocent", "OK", 3);
        await().during(Duration.ofSeconds(2)).until(() -> true);

        house.dispatcher().resume("innocent");

        settle(ids);
        assertStays(poison, Status.read("DREAMING"));
    }

    private static Standing standing(String supplier) {
        return house.dispatcher().standing(house.suppliers().find(supplier).orElseThrow());
    }

    @Test
    @org.junit.jupiter.api.Order(Integer.MAX_VALUE)
    void worksOnWithoutTheCluster() throws Exception {
        supplier("lonely", "quota: {perSecond: 20}");
        house.dispatcher().pause("lonely", "operator:ops", "maintenance");
        List<UUID> before = accept("lonely", "OK", 3);

        house.hazelcast().shutdown();
        house.dispatcher().resume("lonely");
        Order order = order("lonely", "OK-lonely-after");
        UUID after = house.intake().accept(order, false).cancellation().id();

        settle(before);
        settle(List.of(after));
        assertThat(house.intake().accept(order, false).kind()).isEqualTo(Receipt.Kind.REPLAYED);
        assertOnce("lonely", 4);
    }
}
