package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.Unit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "7D3C1F10-54A5-4F0E-9A71-0C2F6C3B1E01, 7d3c1f10-54a5-4f0e-9a71-0c2f6c3b1e01",
        "７ｄ3c1f10-54a5-4f0e-9a71-0c2f6c3b1e01, 7d3c1f10-54a5-4f0e-9a71-0c2f6c3b1e01",
        "ht-5511, HT-5511",
        "ＨＴ－５５１１, HT-5511",
        "'  HT-5511\u3000', HT-5511",
        "订单5, 订单5",
        "\u0390, \u03aa\u0301",
        "\u03aa\u0301, \u03aa\u0301"
    })
    void writtenDifferentlyItIsTheSameBooking(String reference, String key) {
        assertThat(octo().canonical(BookingReference.of(reference)).value()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HT\n5511", "HT\u00005511", "HT\u200b5511", "HT\u202e5511", "..", ".", "\u00a0", "\ud800"})
    void whatCanNeverBeAReferenceIsRefused(String reference) {
        assertThatThrownBy(() -> octo().canonical(BookingReference.of(reference)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a booking's reference");
    }

    @Test
    void aReferenceThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> octo().canonical(BookingReference.of("x".repeat(201))))
                .hasMessage("a booking's reference has 1 to 200 characters");
    }

    @ParameterizedTest
    @CsvSource({"ＨＴ－5, /bookings/HT-5", "a/../b?c, /bookings/a%2F..%2Fb%3Fc", "订, /bookings/%E8%AE%A2"})
    void aReferenceIsSentFoldedAndNeverLeavesItsPlaceInThePath(String reference, String path) {
        LookupOrder order = new LookupOrder(
                BookingReference.of(reference), Unit.whole(List.of()), Optional.empty(), ScriptedSupplier.NOW);

        assertThat(((Step.Ask<?>) octo().lookup(order)).request().path()).isEqualTo(path);
    }
}
