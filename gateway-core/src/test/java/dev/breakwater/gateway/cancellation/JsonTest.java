package dev.breakwater.gateway.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the journal writes as JSON comes back as it was. */
final class JsonTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant NOW = Instant.parse("2020-01-24T10:00:00.123456789Z");
    private static final UUID ID = UUID.fromString("0197c0de-0000-7000-8000-000000000001");
    private static final Money MONEY = Money.of("12.50", "EUR");
    private static final List<ScopeItem> SCOPE = Stream.of(ScopeType.values())
            .map(type -> new ScopeItem(type, "reference of " + type))
            .toList();
    private static final List<RefundLine> LINES = Stream.of(RefundLine.Kind.values())
            .map(kind -> new RefundLine(kind == RefundLine.Kind.PENALTY ? "" : "1", kind, MONEY))
            .toList();
    private static final Terms TERMS =
            new Terms(Optional.of(MONEY), Optional.of(Money.of("100", "JPY")), LINES, Confidence.ESTIMATED);
    private static final SupplierWord WORD = new SupplierWord("E\"17", "zu spät \u0000 太晚了 \uD83D\uDE00");
    private static final BookingReference BOOKING = new BookingReference(
            "ＡＢ１２",
            Optional.of("own"),
            Optional.of(new Traveller("李娜", "li.na@example.com")),
            Map.of("surname", "Li", "", ""));

    static Stream<Guard> guards() {
        return Stream.of(
                new Guard.AnyPenalty(), new Guard.MaxPenalty(Money.of("0.001", "KWD")), new Guard.Quoted(ID, MONEY));
    }

    @ParameterizedTest
    @MethodSource("guards")
    void readsEveryInstructionBack(Guard guard) {
        Instruction full = new Instruction(
                "tower",
                BOOKING,
                SCOPE,
                CancellationReason.EPIDEMIC,
                Optional.of(NOW),
                guard,
                Optional.of(new Waiver("W1", true)),
                Map.of("trip", "新年", "empty", ""),
                List.of(new StatedDeadline(new Deadline(NOW, MONEY), true)),
                Optional.of(TRACE));
        Instruction bare = JournalFixture.instruction("tower", "A1", List.of());

        assertThat(Json.read(Json.write(full), Instruction.class)).isEqualTo(full);
        assertThat(Json.read(Json.write(bare), Instruction.class)).isEqualTo(bare);
    }

    @Test
    void leavesOutWhatIsNoTrace() {
        String traced = Json.write(JournalFixture.instruction("tower", "A1", List.of()))
                .replaceFirst("}$", ",\"trace\":\"%s\"}".formatted(TRACE));

        assertThat(Json.read(traced, Instruction.class).trace()).contains(TRACE);
        for (String other :
                new String[] {TRACE + "0", TRACE.replace("00-", "01-"), TRACE.toUpperCase(Locale.ROOT), ""}) {
            assertThat(Json.read(traced.replace(TRACE, other), Instruction.class)
                            .trace())
                    .as(other)
                    .isEmpty();
        }
    }

    static Stream<UnitProgress> units() {
        Unit unit = new Unit("a", SCOPE, Map.of("offer", "17"));
        UnitProgress open = UnitProgress.open(unit, TERMS);
        Refund unknown = Refund.UNKNOWN;
        Refund full = new Refund(Refund.Status.MANUAL, Optional.of(MONEY), LINES);
        return Stream.of(
                open,
                UnitProgress.open(Unit.whole(List.of()), Terms.UNKNOWN),
                open.committing(NOW, "key"),
                open.committing(NOW, "key").inState(UnitProgress.State.PENDING, StatusReason.PENDING_AT_SUPPLIER, WORD),
                open.cancelled(StatusReason.CONFIRMED, full, WORD),
                open.cancelled(StatusReason.FOUND_DONE, unknown, SupplierWord.NONE),
                open.partlyCancelled(StatusReason.CONFIRMED, full, SCOPE, WORD),
                open.inState(UnitProgress.State.REFUSED, StatusReason.TOO_LATE, WORD));
    }

    @ParameterizedTest
    @MethodSource("units")
    void readsProgressBackInEveryStateOfAUnit(UnitProgress unit) {
        Progress full =
                new Progress(List.of(unit), 3, Optional.of(ID), Optional.of(NOW), true, Optional.of("NEW-1"), WORD);
        Progress bare = Progress.NONE.withUnits(List.of(unit));

        assertThat(Json.read(Json.write(full), Progress.class)).isEqualTo(full);
        assertThat(Json.read(Json.write(bare), Progress.class)).isEqualTo(bare);
        assertThat(Json.read(Json.write(Progress.NONE), Progress.class)).isEqualTo(Progress.NONE);
    }

    @Test
    void readsQuotesBack() {
        KeptQuote full = new KeptQuote(
                ID,
                "web",
                "tower",
                BOOKING,
                SCOPE,
                CancellationReason.WEATHER,
                Optional.of(new Waiver("W1", false)),
                List.of(new KeptQuote.Offer(new Unit("a", SCOPE, Map.of("offer", "17")), TERMS)),
                true,
                NOW,
                Optional.of(NOW.plusSeconds(60)));
        KeptQuote bare = new KeptQuote(
                ID,
                "web",
                "tower",
                BookingReference.of("A1"),
                List.of(),
                CancellationReason.OTHER,
                Optional.empty(),
                List.of(),
                false,
                NOW,
                Optional.empty());

        assertThat(Json.read(Json.write(full), KeptQuote.class)).isEqualTo(full);
        assertThat(Json.read(Json.write(bare), KeptQuote.class)).isEqualTo(bare);
    }

    @Test
    void writesMoneyAsDecimalText() {
        assertThat(Json.write(MONEY)).contains("\"amount\":\"12.50\"", "\"currency\":\"EUR\"");
        assertThat(Json.read("{\"amount\":\"100\",\"currency\":\"JPY\"}", Money.class))
                .isEqualTo(Money.of("100", "JPY"));
    }

    @Test
    void readsWhatANewerMemberHasAddedTo() {
        String newer = Json.write(Progress.NONE).replaceFirst("\\{", "{\"added\":{\"later\":[1]},");

        assertThat(Json.read(newer, Progress.class)).isEqualTo(Progress.NONE);
    }
}
