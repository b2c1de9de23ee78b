package dev.breakwater.gateway.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StakeTest {
    private static final Instant NOW = Instant.parse("2020-01-24T10:00:00Z");

    private static Deadline in(int minutes, String penalty) {
        return new Deadline(NOW.plusSeconds(60L * minutes), euros(penalty));
    }

    private static Money euros(String amount) {
        return Money.of(amount, "EUR");
    }

    private static Instruction stating(Deadline... deadlines) {
        return new Instruction(
                "tower",
                BookingReference.of("A1"),
                List.of(),
                CancellationReason.OTHER,
                Optional.empty(),
                new Guard.AnyPenalty(),
                Optional.empty(),
                Map.of(),
                List.of(deadlines).stream()
                        .map(deadline -> new StatedDeadline(deadline, false))
                        .toList());
    }

    private static Terms quoted(String penalty, Deadline... deadlines) {
        return new Terms(Optional.of(euros(penalty)), Optional.empty(), List.of(), Confidence.CONFIRMED)
                .until(List.of(deadlines));
    }

    private static Progress units(Terms... terms) {
        List<UnitProgress> units = new ArrayList<>();
        for (int i = 0; i < terms.length; i++) {
            units.add(UnitProgress.open(new Unit("room " + i, List.of(), Map.of()), terms[i]));
        }
        return Progress.NONE.withUnits(units);
    }

    private static Optional<Stake> next(Instruction instruction, Progress progress) {
        return Stake.next(instruction, progress, NOW);
    }

    @Test
    void isNothingWhereNothingIsKnown() {
        assertThat(next(stating(), Progress.NONE)).isEmpty();
        assertThat(next(stating(in(-1, "50")), Progress.NONE))
                .as("it costs that already")
                .isEmpty();
        assertThat(next(stating(), units(Terms.UNKNOWN))).isEmpty();
    }

    @Test
    void isWhatTheCallerSays() {
        assertThat(next(stating(in(10, "50")), Progress.NONE))
                .hasValue(new Stake(in(10, "0").at(), euros("50"), 1));
        assertThat(next(stating(in(10, "50")), units(quoted("20"))))
                .as("less what it costs anyway")
                .hasValue(new Stake(in(10, "0").at(), euros("30"), 1));
        assertThat(next(stating(in(-5, "20"), in(10, "50")), Progress.NONE))
                .as("or costs already")
                .hasValue(new Stake(in(10, "0").at(), euros("30"), 1));
    }

    @Test
    void isTheSumOverTheUnitsOfAQuote() {
        Progress progress = units(quoted("0", in(10, "100")), quoted("10", in(10, "50"), in(20, "60")));

        assertThat(next(stating(), progress)).hasValueSatisfying(stake -> {
            assertThat(stake.at()).isEqualTo(in(10, "0").at());
            assertThat(stake.saved()).isEqualTo(euros("140"));
            assertThat(stake.calls()).isEqualTo(2);
            assertThat(stake.worth()).isEqualTo(70);
        });
    }

    @Test
    void prefersTheCallersDeadlinesToThoseOfTheQuote() {
        assertThat(next(stating(in(30, "5")), units(quoted("0", in(10, "100")))))
                .hasValue(new Stake(in(30, "0").at(), euros("5"), 1));
    }

    @Test
    void isWhereThePenaltyRisesMostSteeply() {
        assertThat(next(stating(in(60, "10"), in(65, "500")), Progress.NONE))
                .as("a small step hides no large one behind it")
                .hasValue(new Stake(in(65, "0").at(), euros("500"), 1));
        assertThat(next(stating(in(60, "400"), in(6_000, "500")), Progress.NONE))
                .as("nor what is far what is near")
                .hasValue(new Stake(in(60, "0").at(), euros("400"), 1));
    }

    @Test
    void whatIsMoreThanMoneyCanBeIsUnknown() {
        Money most = new Money(Currency.getInstance("EUR"), Long.MAX_VALUE);

        assertThat(Sums.of(List.of(Optional.of(most), Optional.of(euros("0.01")))))
                .isEmpty();
    }
}
