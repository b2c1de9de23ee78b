package dev.breakwater.gateway;

import static dev.breakwater.gateway.House.atMost;
import static dev.breakwater.gateway.House.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.intake.Receipt;
import dev.breakwater.gateway.quote.Question;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of one cancellation from intake to its end, for every behaviour a supplier can show. */
final class CancellationWayTest {
    private static final List<Way> WAYS = List.of(
            new Way("glass-tower", "OK", Status.CANCELLED, StatusReason.CONFIRMED, Effect.DONE, 1, 1),
            new Way("glass-tower", "SLOW", Status.CANCELLED, StatusReason.CONFIRMED, Effect.DONE, 1, 1),
            new Way("glass-tower", "REFUSED", Status.REFUSED, StatusReason.TOO_LATE, Effect.NONE, 1, 0),
            new Way("glass-tower", "GONE", Status.REFUSED, StatusReason.ALREADY_CANCELLED, Effect.NONE, 1, 0),
            new Way("glass-tower", "UNKNOWN", Status.REFUSED, StatusReason.NOT_FOUND, Effect.NONE, 1, 0),
            new Way("glass-tower", "PENDING", Status.CANCELLED, StatusReason.FOUND_DONE, Effect.DONE, 1, 1),
            new Way(
                    "glass-tower",
                    "LOSTBEFORE",
                    Status.NEEDS_REVIEW,
                    StatusReason.NOT_DONE_PROVEN,
                    Effect.UNKNOWN,
                    1,
                    0),
            new Way("glass-tower", "LOSTAFTER", Status.CANCELLED, StatusReason.FOUND_DONE, Effect.DONE, 1, 1),
            new Way("glass-tower", "GARBAGE", Status.CANCELLED, StatusReason.FOUND_DONE, Effect.DONE, 1, 1),
            new Way("glass-tower", "RESET", Status.CANCELLED, StatusReason.FOUND_DONE, Effect.DONE, 1, 1),
            new Way("alpine-rail", "OK", Status.CANCELLED, StatusReason.CONFIRMED, Effect.DONE, 1, 1),
            new Way("alpine-rail", "SLOW", Status.CANCELLED, StatusReason.CONFIRMED, Effect.DONE, 1, 1),
            new Way("alpine-rail", "GONE", Status.REFUSED, StatusReason.ALREADY_CANCELLED, Effect.NONE, 0, 0),
            new Way("alpine-rail", "UNKNOWN", Status.REFUSED, StatusReason.NOT_FOUND, Effect.NONE, 0, 0),
            new Way("alpine-rail", "PENDING", Status.CANCELLED, StatusReason.FOUND_DONE, Effect.DONE, 1, 1),
            new Way(
                    "alpine-rail",
                    "LOSTBEFORE",
                    Status.NEEDS_REVIEW,
                    StatusReason.NOT_DONE_PROVEN,
                    Effect.UNKNOWN,
                    1,
                    0),
            new Way("alpine-rail", "LOSTAFTER", Status.CANCELLED, StatusReason.FOUND_DONE, Effect.DONE, 1, 1),
            new Way("alpine-rail", "GARBAGE", Status.CANCELLED, StatusReason.FOUND_DONE, Effect.DONE, 1, 1),
            new Way("alpine-rail", "RESET", Status.CANCELLED, StatusReason.FOUND_DONE, Effect.DONE, 1, 1));

    /** What has to come of an order whose booking makes the supplier behave like this. */
    private record Way(
            String supplier,
            String behaviour,
            Status status,
            StatusReason reason,
            Effect effect,
            int requests,
            int effects) {

        String reference() {
            return behaviour + "-W1";
        }
    }

    @TempDir
    static Path folder;

    private static House house;
    private static Map<Way, UUID> ordered;

    @BeforeAll
    static void build() throws Exception {
        house = House.in(folder);
        // The first ones of a process take longer than suppliers may.
        for (String supplier : List.of("glass-tower", "alpine-rail")) {
            house.settle(order(supplier, "OK-first"));
        }
        // All at once: some take long to be known.
        ordered = WAYS.stream().collect(Collectors.toMap(way -> way, CancellationWayTest::accept));
    }

    private static UUID accept(Way way) {
        return house.intake()
                .accept(order(way.supplier(), way.reference()), false)
                .cancellation()
                .id();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    static List<Way> ways() {
        return WAYS;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void endsAsTheSupplierBehaves(Way way) {
        Cancellation end = house.settle(ordered.get(way));

        assertThat(end.status()).isEqualTo(way.status());
        assertThat(end.reason()).isEqualTo(way.reason());
        assertThat(end.effect()).isEqualTo(way.effect());
        EffectLog.Entry log = effects(way.supplier(), way.reference());
        assertThat(log.commitRequests()).isEqualTo(way.requests());
        assertThat(log.effects()).isEqualTo(way.effects());
    }

    @ParameterizedTest
    @CsvSource({"glass-tower", "alpine-rail"})
    void comesBackToABusySupplierWhenItAsked(String supplier) {
        Cancellation end = house.settle(order(supplier, "BUSY-W1"));

        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(effects(supplier, "BUSY-W1").effects()).isEqualTo(1);
        assertThat(house.journal().events(end.id()))
                .anySatisfy(event -> assertThat(event.reason()).isEqualTo(StatusReason.BUSY));
    }

    @ParameterizedTest
    @CsvSource({"glass-tower, EUR", "alpine-rail, CHF"})
    void sendsNoCommitWhenTheTermsGotWorseSinceTheQuote(String supplier, String currency) {
        KeptQuote quote = house.quotes()
                .ask(new Question(
                        "web",
                        supplier,
                        BookingReference.of("TERMS-W1"),
                        List.of(),
                        CancellationReason.CUSTOMER_REQUEST,
                        Optional.empty()));
        assertThat(quote.penalty()).isPresent();

        Cancellation end = house.settle(order(supplier, "TERMS-W1", new Order.Limit.ByQuote(quote.id())));

        assertThat(end.status()).isEqualTo(Status.REFUSED);
        assertThat(end.reason()).isEqualTo(StatusReason.TERMS_CHANGED);
        assertThat(end.effect()).isEqualTo(Effect.NONE);
        assertThat(end.progress().quoteId()).isPresent().isNotEqualTo(Optional.of(quote.id()));
        assertThat(effects(supplier, "TERMS-W1").effects()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"glass-tower, EUR", "alpine-rail, CHF"})
    void cancelsWithinThePenaltyTheCallerAccepts(String supplier, String currency) {
        Cancellation end = house.settle(order(supplier, "OK-W2", atMost("500.00", currency)));

        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(end.progress().units()).allSatisfy(unit -> {
            assertThat(unit.terms().penalty()).isPresent();
            assertThat(unit.refund()).isPresent();
        });
    }

    @Test
    void refusesWhenThePenaltyIsInAnotherCurrencyThanTheLimit() {
        Cancellation end = house.settle(order("alpine-rail", "OK-W3", atMost("500.00", "EUR")));

        assertThat(end.reason()).isEqualTo(StatusReason.TERMS_CHANGED);
        assertThat(effects("alpine-rail", "OK-W3").commitRequests()).isZero();
    }

    @Test
    void tellsTheEndToWhomItIsWatchedBy() throws Exception {
        Receipt receipt = house.intake().accept(order("glass-tower", "OK-W4"), true);

        Cancellation end = receipt.end().orElseThrow().get(10, TimeUnit.SECONDS);

        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(house.journal().find(end.id())).hasValueSatisfying(found -> {
            assertThat(found.status()).isEqualTo(end.status());
            assertThat(found.version()).isEqualTo(end.version());
        });
    }

    @Test
    void keepsWhatWentOverTheWire() {
        Cancellation end = house.settle(order("alpine-rail", "OK-W5"));

        assertThat(house.journal().exchanges(end.id()))
                .anySatisfy(exchange -> {
                    assertThat(exchange.kind()).isEqualTo("COMMIT");
                    assertThat(exchange.intent()).isPresent();
                    assertThat(exchange.status()).hasValue(200);
                })
                .anySatisfy(exchange -> assertThat(exchange.kind()).isEqualTo("READ"));
        assertThat(house.journal().events(end.id()))
                .extracting(event -> event.status())
                .containsExactly(Status.ACCEPTED, Status.IN_FLIGHT, Status.CANCELLED);
    }

    @Test
    void waitsWhileTheSupplierIsPausedAndGoesOnAfterwards() {
        house.dispatcher().pause("glass-tower", "operator:ops", "maintenance");
        Receipt receipt = house.intake().accept(order("glass-tower", "OK-W6"), false);
        assertThat(receipt.cancellation().status()).isEqualTo(Status.ACCEPTED);
        await().during(Duration.ofMillis(600))
                .atMost(Duration.ofSeconds(5))
                .until(() -> effects("glass-tower", "OK-W6").commitRequests() == 0);

        house.dispatcher().resume("glass-tower");

        assertThat(house.settle(receipt.cancellation().id()).status()).isEqualTo(Status.CANCELLED);
    }

    private static EffectLog.Entry effects(String supplier, String reference) {
        return (supplier.equals("glass-tower")
                        ? house.sandbox().simulators().of(Supplier.GLASS_TOWER)
                        : house.sandbox().simulators().of(Supplier.ALPINE_RAIL))
                .effects()
                .of(reference);
    }
}
