package dev.breakwater.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin hands over is something that the gateway can keep and send. */
final class KeptWordsTest {
    private static final String HALF = "\ud83d";

    @Test
    void aSuppliersWordIsNeverCutWithinACharacter() {
        SupplierWord word = new SupplierWord("x".repeat(198) + "\ud83d\ude00!", "x".repeat(998) + "\ud83d\ude00!");

        assertThat(word.code()).isEqualTo("x".repeat(198) + "…");
        assertThat(word.text()).isEqualTo("x".repeat(998) + "…");
    }

    @Test
    void halfACharacterOfASuppliersWordIsReplaced() {
        assertThat(new SupplierWord("A" + HALF, "b" + HALF)).isEqualTo(new SupplierWord("A?", "b?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A" + HALF, "\ude00A"})
    void aKeyIsTextThatCanBeKept(String key) {
        assertThatThrownBy(() -> new Unit(key, List.of(), Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BookingKey(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUnitsKeyHasNoNul() {
        assertThatThrownBy(() -> new Unit("A\u0000", List.of(), Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"订单5", "A 1", "\ud83d\ude00"})
    void aKeyMayHaveAnyCharacters(String key) {
        assertThat(new Unit(key, List.of(), Map.of()).key()).isEqualTo(key);
        assertThat(new BookingKey(key).value()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A" + HALF, "\ude00A"})
    void halfACharacterIsNeverSentAsAnother(String text) {
        assertThatThrownBy(() -> Bytes.utf8(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WireRequest.segment(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Bytes.utf8("é\ud83d\ude00").text(UTF_8)).isEqualTo("é\ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "+10001-01-01T00:00:00Z"})
    void aTimeBeyondAllCalendarsIsNone(String time) {
        Instant at = Instant.parse(time);

        assertThatThrownBy(() -> new Deadline(at, Money.of("1", "EUR"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> quoted(at)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLastMomentOfTheCalendarIsATimeInEveryZone() {
        Instant last = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(12 * 3_600);

        assertThatCode(() -> quoted(last)).doesNotThrowAnyException();
        assertThatCode(() -> new Deadline(last, Money.of("1", "EUR"))).doesNotThrowAnyException();
    }

    private static QuoteResult quoted(Instant expiresAt) {
        return new QuoteResult.Quoted(
                List.of(new QuoteResult.QuotedUnit(Unit.whole(List.of()), Terms.UNKNOWN)),
                Optional.of(expiresAt),
                false,
                SupplierWord.NONE);
    }
}
