package dev.breakwater.touroperator;

import static dev.breakwater.touroperator.Samples.ota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierSettings;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TourOperatorPluginTest {
    private static String canonical(String reference) {
        return ota().canonical(BookingReference.of(reference)).value();
    }

    private static SupplierSettings settings(String protocol, Map<String, String> values) {
        return new SupplierSettings("sun-op", protocol, Currency.getInstance("EUR"), ZoneOffset.UTC, values);
    }

    @Test
    void pluginIsFoundAsAService() {
        assertThat(ServiceLoader.load(SupplierPlugin.class)).hasOnlyElementsOfType(TourOperatorPlugin.class);
    }

    @Test
    void pluginTellsWhatItCanDo() {
        ProtocolInfo info = new TourOperatorPlugin().info().protocols().get(0);

        assertThat(info.name()).isEqualTo("ota");
        assertThat(info.capabilities())
                .containsExactlyInAnyOrder(
                        Capability.QUOTE,
                        Capability.QUOTE_REQUIRED,
                        Capability.PARTIAL,
                        Capability.WAIVER,
                        Capability.ANSWERS_LATER);
        assertThat(info.scopes()).containsExactly(ScopeType.SEGMENT);
        assertThat(info.settings())
                .filteredOn(Setting::required)
                .extracting(Setting::name)
                .containsExactly("requestorId", "quoteVerb", "commitVerb");
        assertThat(info.settings())
                .filteredOn(Setting::secret)
                .extracting(Setting::name)
                .containsExactly("messagePassword");
    }

    @Test
    void everyMissingSettingIsToldAtOnce() {
        assertThatThrownBy(() -> new TourOperatorPlugin().open(settings("ota", Map.of())))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactlyInAnyOrder(
                                "requestorId is missing", "quoteVerb is missing", "commitVerb is missing"));
        assertThatThrownBy(() -> new TourOperatorPlugin()
                        .open(settings("osdm", Samples.settings().values())))
                .hasMessage("protocol must be ota");
    }

    @ParameterizedTest
    @CsvSource({
        "requestorId, ' secret'",
        "requestorType, agency",
        "quoteVerb, Cancel",
        "quoteVerbIsSafe, perhaps",
        "commitVerb, Quote",
        "commitVerb, Initiate",
        "abortVerb, Cancel",
        "envelope, letter",
        "soapAction, cancel",
        "cancelPath, ota",
        "cancelPath, //ota",
        "readPath, '/a b'",
        "target, Live",
        "bookingIdType, '14 '",
        "segments, some",
        "refunds, later",
        "integerAmounts, cents",
        "quoteMinutes, 0",
        "quoteMinutes, 10081",
        "colour, blue"
    })
    void wrongSettingIsNamedAndItsValueNotRepeated(String name, String value) {
        assertThatThrownBy(() -> ota(name, value))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .singleElement()
                        .asString()
                        .contains(name)
                        .doesNotContain("secret", "perhaps", "letter", "blue"));
    }

    @Test
    void supplierWithoutQuotesHasNothingToCommit() {
        assertThatThrownBy(() -> ota("quoteVerb", "none")).hasMessageContaining("commitVerb");
        assertThatCode(() -> ota("quoteVerb", "none", "commitVerb", "Initiate")).doesNotThrowAnyException();
        assertThatCode(() -> ota("envelope", "soap", "soapAction", "urn:cancel", "cancelPath", "/ota/cancel?v=2"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pk-480012 | PK-480012",
                "'  PK-480012\u00a0' | PK-480012",
                "\uff30\uff2b\uff0d\uff14 | PK-4",
                "\u5317\u4eac-1 | \u5317\u4eac-1"
            })
    void referencesToTheSameBookingHaveTheSameKey(String written, String key) {
        assertThat(canonical(written)).isEqualTo(key);
        assertThat(canonical(key)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK\u00001", "PK\n1", "PK\u200b1", "PK\u202e1", "\u3000"})
    void whatCanNeverBeAReferenceIsRefused(String reference) {
        assertThatThrownBy(() -> canonical(reference)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void referenceIsAsLongAsTheStandardAllows() {
        assertThat(canonical("x".repeat(32))).hasSize(32);
        assertThatThrownBy(() -> canonical("x".repeat(33))).isInstanceOf(IllegalArgumentException.class);
    }
}
