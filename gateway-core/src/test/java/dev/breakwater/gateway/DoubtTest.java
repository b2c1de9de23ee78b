package dev.breakwater.gateway;

import static dev.breakwater.gateway.House.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Event;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a commit whose reply got lost, by what its supplier promises; over real parts. */
final class DoubtTest {
    private static final List<String> OWN = List.of("timeouts:", "settlingTime:", "lookups:", "resend:", "retry:");

    @TempDir
    private static Path folder;

    private static House house;

    @BeforeAll
    static void build() throws Exception {
        house = House.in(folder);
        for (String model : List.of("glass-tower", "alpine-rail")) {
            supplier(model, "resending", "resend: after-proof");
            supplier(model, "idempotent", "idempotentCommit: true");
        }
        house.suppliers().refresh();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static void supplier(String model, String promise, String line) throws IOException {
        Path suppliers = house.sandbox().configFolder().resolve("suppliers");
        String as = Files.readAllLines(suppliers.resolve(model + ".yaml")).stream()
                .filter(key -> OWN.stream().noneMatch(key::startsWith))
                .collect(Collectors.joining("\n"));
        String yaml = """
                %s
                timeouts: {connect: 1s, response: 1500ms, total: 1500ms}
                settlingTime: 100ms
                lookups: [200ms, 300ms]
                retry: {initial: 100ms, max: 300ms, giveUpAfter: 10m}
                %s
                """.formatted(as, line);
        Files.writeString(suppliers.resolve(model + "-" + promise + ".yaml"), yaml);
    }

    private static EffectLog.Entry effects(String supplier, String reference) {
        return (supplier.startsWith("glass-tower")
                        ? house.sandbox().simulators().of(Supplier.GLASS_TOWER)
                        : house.sandbox().simulators().of(Supplier.ALPINE_RAIL))
                .effects()
                .of(reference);
    }

    @ParameterizedTest
    @CsvSource({"glass-tower", "alpine-rail"})
    void sendsAgainWhatIsProvenNotDone(String model) {
        Cancellation end = house.settle(order(model + "-resending", "LOSTBEFORE-D1"));

        EffectLog.Entry effects = effects(model, "LOSTBEFORE-D1");
        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(end.reason()).isEqualTo(StatusReason.CONFIRMED);
        assertThat(effects.commitRequests()).isEqualTo(2);
        assertThat(effects.effects()).isEqualTo(1);
        List<Event> events = house.journal().events(end.id());
        assertThat(events)
                .filteredOn(event -> event.reason() == StatusReason.NOT_DONE_PROVEN)
                .singleElement()
                .satisfies(event -> assertThat(event.evidence())
                        .containsEntry("agreeing", "2 of 2")
                        .containsEntry("lookup", "STILL_ACTIVE"));
        assertThat(events)
                .filteredOn(
                        event -> event.evidence().getOrDefault("agreeing", "").startsWith("does not count"))
                .isNotEmpty();
        assertThat(house.journal().exchanges(end.id()))
                .filteredOn(exchange -> exchange.kind().equals("COMMIT"))
                .extracting(exchange -> exchange.intent().orElseThrow())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"glass-tower", "alpine-rail"})
    void findsDoneWithoutSendingAgainWhatWasDone(String model) {
        Cancellation end = house.settle(order(model + "-resending", "LOSTAFTER-D1"));

        EffectLog.Entry effects = effects(model, "LOSTAFTER-D1");
        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(end.reason()).isEqualTo(StatusReason.FOUND_DONE);
        assertThat(effects.commitRequests()).isEqualTo(1);
        assertThat(effects.effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"LOSTAFTER-D2, CANCELLED", "LOSTBEFORE-D2, CANCELLED"})
    void repeatsTheSameBytesWithTheSameKeyAtAnIdempotentSupplier(String reference, Status status) {
        Cancellation end = house.settle(order("alpine-rail-idempotent", reference));

        EffectLog.Entry effects = effects("alpine-rail", reference);
        assertThat(end.status()).isEqualTo(status);
        assertThat(end.reason()).isEqualTo(StatusReason.CONFIRMED);
        assertThat(effects.commitRequests()).isEqualTo(2);
        assertThat(effects.effects()).isEqualTo(1);
        assertThat(effects.requests())
                .extracting(EffectLog.Request::key)
                .containsOnly(effects.requests().get(0).key());
        assertThat(effects.requests())
                .extracting(EffectLog.Request::bodySha256)
                .containsOnly(effects.requests().get(0).bodySha256());
        assertThat(house.journal().exchanges(end.id()).stream()
                        .flatMap(exchange -> exchange.intent().stream())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void looksWhenASupplierThatCallsItselfIdempotentRefusesTheRepeat() {
        Cancellation end = house.settle(order("glass-tower-idempotent", "LOSTAFTER-D3"));

        EffectLog.Entry effects = effects("glass-tower", "LOSTAFTER-D3");
        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(end.effect()).isEqualTo(Effect.DONE);
        assertThat(effects.commitRequests()).isEqualTo(2);
        assertThat(effects.effects()).isEqualTo(1);
        assertThat(effects.distinctKeys()).isZero();
    }
}
