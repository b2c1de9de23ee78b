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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of one cancellation from intake to its end, for every behaviour a supplier can show. */
final class CancellationWayTest {
    @TempDir
    static Path folder;

    private static House house;

    @BeforeAll
    static void build() throws Exception {
        house = House.in(folder);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "glass-tower, OK,         CANCELLED,    CONFIRMED,         DONE,    1, 1",
        "glass-tower, SLOW,       CANCELLED,    CONFIRMED,         DONE,    1, 1",
        "glass-tower, REFUSED,    REFUSED,      TOO_LATE,          NONE,    1, 0",
        "glass-tower, GONE,       REFUSED,      ALREADY_CANCELLED, NONE,    1, 0",
        "glass-tower, UNKNOWN,    REFUSED,      NOT_FOUND,         NONE,    1, 0",
        "glass-tower, PENDING,    CANCELLED,    FOUND_DONE,        DONE,    1, 1",
        "glass-tower, LOSTBEFORE, NEEDS_REVIEW, NOT_DONE_PROVEN,   UNKNOWN, 1, 0",
        "glass-tower, LOSTAFTER,  CANCELLED,    FOUND_DONE,        DONE,    1, 1",
        "glass-tower, GARBAGE,    CANCELLED,    FOUND_DONE,        DONE,    1, 1",
        "glass-tower, RESET,      CANCELLED,    FOUND_DONE,        DONE,    1, 1",
        "alpine-rail, OK,         CANCELLED,    CONFIRMED,         DONE,    1, 1",
        "alpine-rail, SLOW,       CANCELLED,    CONFIRMED,         DONE,    1, 1",
        "alpine-rail, GONE,       REFUSED,      ALREADY_CANCELLED, NONE,    0, 0",
        "alpine-rail, UNKNOWN,    REFUSED,      NOT_FOUND,         NONE,    0, 0",
        "alpine-rail, PENDING,    CANCELLED,    FOUND_DONE,        DONE,    1, 1",
        "alpine-rail, LOSTBEFORE, NEEDS_REVIEW, NOT_DONE_PROVEN,   UNKNOWN, 1, 0",
        "alpine-rail, LOSTAFTER,  CANCELLED,    FOUND_DONE,        DONE,    1, 1",
        "alpine-rail, GARBAGE,    CANCELLED,    FOUND_DONE,        DONE,    1, 1",
        "alpine-rail, RESET,      CANCELLED,    FOUND_DONE,        DONE,    1, 1",
    })
    void endsAsTheSupplierBehaves(
            String supplier,
            String behaviour,
            Status status,
            StatusReason reason,
            Effect effect,
            int requests,
            int effects) {
        String reference = behaviour + "-W1";

        Cancellation end = house.settle(order(supplier, reference));

        assertThat(end.status()).isEqualTo(status);
        assertThat(end.reason()).isEqualTo(reason);
        assertThat(end.effect()).isEqualTo(effect);
        EffectLog.Entry log = effects(supplier, reference);
        assertThat(log.commitRequests()).isEqualTo(requests);
        assertThat(log.effects()).isEqualTo(effects);
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
