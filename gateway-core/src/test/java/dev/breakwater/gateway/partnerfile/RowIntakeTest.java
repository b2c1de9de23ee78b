package dev.breakwater.gateway.partnerfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Rejection.FieldError;
import dev.breakwater.gateway.cancellation.StatedDeadline;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.gateway.intake.Receipt;
import dev.breakwater.gateway.partnerfile.Profile.Defaults;
import dev.breakwater.gateway.partnerfile.Table.Row;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowIntakeTest {
    private static final Row ROW = row(Map.of(Column.BOOKING_REFERENCE, "OK-1"));

    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final List<Order> orders = new ArrayList<>();
    private final Stop stop = new Stop();
    private final Profile profile = Samples.profile(UTF_8);
    private final RowIntake intake = new RowIntake(this::accept, (caller, key) -> Optional.empty(), stop);

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "JOURNAL_UNAVAILABLE", "ACCEPTANCE_UNKNOWN", "SUPPLIER_WITHOUT_PLUGIN"})
    void offersARowAgainUnderTheSameKeyUntilItIsTaken(Code code) {
        failures.add(Rejection.tryAgain(code, "later", Duration.ofSeconds(1)));
        failures.add(Rejection.of(Code.UNKNOWN_SUPPLIER, "no"));

        Verdict verdict = take(ROW, Duration.ofSeconds(30));

        assertThat(verdict.code()).isEqualTo("UNKNOWN_SUPPLIER");
        assertThat(orders).extracting(Order::key).containsExactly("file:harbour:00:2", "file:harbour:00:2");
    }

    @Test
    void doesNotWaitForAPluginForEver() {
        failures.add(Rejection.tryAgain(Code.SUPPLIER_WITHOUT_PLUGIN, "Without plugin.", Duration.ofSeconds(30)));

        assertThat(take(ROW, Duration.ZERO).code()).isEqualTo("SUPPLIER_WITHOUT_PLUGIN");
    }

    @Test
    void stopsWhenAskedAndLeavesTheRowToTheNextStart() {
        stop.ask();

        assertThatThrownBy(() -> take(ROW, Duration.ZERO)).isInstanceOf(Stop.Stopped.class);
        assertThat(orders).isEmpty();
    }

    @Test
    void namesTheColumnsThatAreWrong() {
        failures.add(Rejection.ofFields(
                Code.INVALID_REQUEST,
                "Some fields are wrong.",
                List.of(new FieldError("/booking/reference", "has control characters"))));

        assertThat(take(ROW, Duration.ZERO).text())
                .isEqualTo("Some fields are wrong. booking_reference has control characters.");
    }

    @Test
    void refusesARowThatMakesTheGatewayFail() {
        failures.add(new IllegalStateException("a bug"));

        assertThat(take(ROW, Duration.ZERO).code()).isEqualTo("INTERNAL_ERROR");
    }

    @Test
    void understandsEveryColumn() {
        failures.add(Rejection.of(Code.NOT_SUPPORTED, "enough"));
        take(
                row(Map.of(
                        Column.BOOKING_REFERENCE, "OK-1",
                        Column.SUPPLIER, "alpine-rail",
                        Column.TRAVELLER, "王小明",
                        Column.SCOPE_TYPE, "ticket",
                        Column.SCOPE_REFERENCE, "T1 | T2",
                        Column.REASON, "schedule-change",
                        Column.REQUESTED_AT, "2020-01-27 09:30:00+08:00",
                        Column.MAX_PENALTY, "10.5",
                        Column.CURRENCY, "CHF")),
                Duration.ZERO);

        Order order = orders.get(0);
        assertThat(order.supplier()).isEqualTo("alpine-rail");
        assertThat(order.booking().traveller().orElseThrow().name()).isEqualTo("王小明");
        assertThat(order.scope())
                .extracting(Object::toString)
                .containsExactly("ScopeItem[type=TICKET, reference=T1]", "ScopeItem[type=TICKET, reference=T2]");
        assertThat(order.reason().name()).isEqualTo("SCHEDULE_CHANGE");
        assertThat(order.requestedAt()).contains(Instant.parse("2020-01-27T01:30:00Z"));
        assertThat(order.guard()).isEqualTo(new Limit.MaxPenalty(Money.of("10.50", "CHF")));
    }

    @ParameterizedTest
    @CsvSource({
        "2020-01-27 18:00:00+08:00, 2020-01-27T10:00:00Z, false",
        "2020-01-27 18:00:00, 2020-01-27T04:00:00Z, true",
    })
    void readsADeadlineWithOrWithoutItsOffset(String cell, Instant at, boolean earliestPlausible) {
        failures.add(Rejection.of(Code.NOT_SUPPORTED, "enough"));
        take(
                row(Map.of(
                        Column.BOOKING_REFERENCE, "OK-1",
                        Column.CURRENCY, "CHF",
                        Column.DEADLINE, cell,
                        Column.DEADLINE_PENALTY, "20.5")),
                Duration.ZERO);

        assertThat(orders.get(0).deadlines())
                .containsExactly(new StatedDeadline(new Deadline(at, Money.of("20.50", "CHF")), earliestPlausible));
    }

    @ParameterizedTest
    @CsvSource({
        "DEADLINE, 2020-01-27T18:00:00Z, go together",
        "DEADLINE_PENALTY, 10, go together",
        "SCOPE_TYPE, TICKET, go together",
        "REASON, boredom, must be one of",
        "REQUESTED_AT, 2020-01-27, must be a time with its offset",
        "MAX_PENALTY, 1, currency is empty",
        "ACCEPT_ANY_PENALTY, maybe, must be true or false",
    })
    void refusesWhatItDoesNotUnderstand(Column column, String cell, String complaint) {
        Verdict verdict = take(row(Map.of(Column.BOOKING_REFERENCE, "OK-1", column, cell)), Duration.ZERO);

        assertThat(verdict.code()).isEqualTo("INVALID_REQUEST");
        assertThat(verdict.text()).contains(complaint);
        assertThat(orders).isEmpty();
    }

    @Test
    void refusesARowThatSaysNothingOfItsCost() {
        Profile bare = Samples.profile(
                UTF_8, new Defaults(Optional.of("glass-tower"), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(intake.take(bare, "caller", ROW, "key", patience(Duration.ZERO))
                        .code())
                .isEqualTo("GUARD_MISSING");
    }

    private Verdict take(Row row, Duration patience) {
        return intake.take(profile, "caller", row, "file:harbour:00:2", patience(patience));
    }

    private static Patience patience(Duration longest) {
        return new Patience(() -> Instant.EPOCH, longest);
    }

    private Receipt accept(Order order) {
        orders.add(order);
        throw failures.remove();
    }

    private static Row row(Map<Column, String> cells) {
        return new Row(2, cells, Optional.empty());
    }
}
