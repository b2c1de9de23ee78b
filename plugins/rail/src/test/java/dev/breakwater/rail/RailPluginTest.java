package dev.breakwater.rail;

import static org.assertj.core.api.Assertions.assertThat;
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

class RailPluginTest {
    private static String canonical(String reference) {
        return Samples.protocol().canonical(BookingReference.of(reference)).value();
    }

    private static SupplierSettings settings(String protocol, Map<String, String> values) {
        return new SupplierSettings("alp-rail", protocol, Currency.getInstance("CHF"), ZoneOffset.UTC, values);
    }

    @Test
    void pluginIsFoundAsAService() {
        assertThat(ServiceLoader.load(SupplierPlugin.class))
                .hasOnlyElementsOfType(RailPlugin.class)
                .hasSize(1);
    }

    @Test
    void pluginTellsWhatItCanDo() {
        ProtocolInfo osdm = new RailPlugin().info().protocols().get(0);

        assertThat(osdm.name()).isEqualTo("osdm");
        assertThat(osdm.capabilities())
                .containsExactlyInAnyOrder(
                        Capability.QUOTE,
                        Capability.QUOTE_REQUIRED,
                        Capability.PARTIAL,
                        Capability.WAIVER,
                        Capability.ANSWERS_LATER,
                        Capability.LOOKUP_BY_OWN_REFERENCE,
                        Capability.PUSHES);
        assertThat(osdm.scopes()).containsExactlyInAnyOrder(ScopeType.TICKET, ScopeType.TRAVELLER);
        assertThat(osdm.settings())
                .extracting(Setting::name)
                .containsExactly("requestor", "confirmationCheck", "refundSpecifications");
        assertThat(osdm.settings()).noneMatch(Setting::required);
    }

    @Test
    void everyProblemOfTheSettingsIsToldAtOnceWithoutTheirValues() {
        Map<String, String> values = Map.of(
                "requestor", "a\nsecret", "confirmationCheck", "perhaps", "refundSpecifications", "", "colour", "blue");

        assertThatThrownBy(() -> new RailPlugin().open(settings("osdm", values)))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems()).hasSize(4))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains("requestor", "confirmationCheck", "refundSpecifications", "colour")
                        .doesNotContain("secret", "perhaps", "blue"));
        assertThatThrownBy(() -> new RailPlugin().open(settings("octo", Map.of())))
                .isInstanceOf(SettingsException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bk-7731          | BK-7731",
                "'  BK-7731\u00a0' | BK-7731",
                "\uff22\uff2b\uff0d\uff17\uff17\uff13\uff11 | BK-7731",
                "'\u3000BK-7731'  | BK-7731",
                "stra\u00dfe      | STRASSE",
                "\u5317\u4eac-1   | \u5317\u4eac-1"
            })
    void referencesToTheSameBookingHaveTheSameKey(String written, String key) {
        assertThat(canonical(written)).isEqualTo(key);
        assertThat(canonical(key)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BK\u000077", "BK\n77", "BK\u200b77", "BK\u202e77", ".", "..", "\uff0e\uff0e", "\u3000"})
    void whatCanNeverBeAReferenceIsRefused(String reference) {
        assertThatThrownBy(() -> canonical(reference)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void referenceThatIsTooLongIsRefused() {
        assertThat(canonical("x".repeat(200))).hasSize(200);
        assertThatThrownBy(() -> canonical("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }
}
