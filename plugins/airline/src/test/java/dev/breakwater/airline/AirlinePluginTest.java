package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.protocol;
import static dev.breakwater.airline.Samples.unpaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AirlinePluginTest {
    private static final ProtocolInfo NDC =
            new AirlinePlugin().info().protocols().get(0);

    private static String canonical(String reference) {
        return protocol().canonical(BookingReference.of(reference)).value();
    }

    private static void open(String protocol, Map<String, String> values) {
        new AirlinePlugin()
                .open(new SupplierSettings("zephyr", protocol, Currency.getInstance("EUR"), ZoneOffset.UTC, values));
    }

    @Test
    void pluginIsFoundAsAService() {
        assertThat(ServiceLoader.load(SupplierPlugin.class))
                .hasOnlyElementsOfType(AirlinePlugin.class)
                .hasSize(1);
    }

    @Test
    void pluginTellsWhatItCanDo() {
        assertThat(NDC.name()).isEqualTo("ndc");
        assertThat(NDC.capabilities())
                .containsExactlyInAnyOrder(
                        Capability.QUOTE,
                        Capability.QUOTE_REQUIRED,
                        Capability.PARTIAL,
                        Capability.WAIVER,
                        Capability.PUSHES);
        assertThat(NDC.scopes()).containsExactly(ScopeType.ITEM);
        assertThat(NDC.settings().stream().filter(Setting::required))
                .extracting(Setting::name)
                .containsExactly("ownerCode", "sellerId");
        assertThat(NDC.attributes()).extracting(Setting::name).containsExactly("unpaid");
        assertThat(protocol().pushReader()).isPresent();
        assertThat(protocol().signer()).isEmpty();
    }

    @Test
    void everyDeclaredSettingIsRead() {
        Map<String, String> values = new HashMap<>();
        NDC.settings().forEach(setting -> values.put(setting.name(), ""));

        assertThatThrownBy(() -> open("ndc", values))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems()).hasSize(NDC.settings().size() - 1))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("is not a setting"));
    }

    @Test
    void everyProblemOfTheSettingsIsToldAtOnceWithoutTheirValues() {
        Map<String, String> values = Map.of(
                "ownerCode", "zephyr-secret",
                "sellerName", "a\nsecret",
                "reshopPath", "//secret",
                "changePath", "secret",
                "retrievePath", "/se cret",
                "headers", "X-One: fine; secret",
                "envelope", "secret",
                "waiverType", " secret",
                "colour", "secret");

        assertThatThrownBy(() -> open("ndc", values))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems()).hasSize(10))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains("sellerId is required", "colour is not a setting of ndc")
                        .doesNotContain("secret"));
        assertThatThrownBy(() -> open("osdm", Map.of("ownerCode", "ZZ", "sellerId", "1")))
                .isInstanceOf(SettingsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ownerCode", "sellerId"})
    void requiredSettingIsMissed(String name) {
        Map<String, String> values = new HashMap<>(Map.of("ownerCode", "ZZ", "sellerId", "1"));
        values.remove(name);

        assertThatThrownBy(() -> open("ndc", values))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems()).containsExactly(name + " is required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: secret", "Host: secret", "CamelHttpUri: secret"})
    void gatewaysOwnHeadersAreLeftAlone(String header) {
        assertThatThrownBy(() -> open("ndc", Map.of("ownerCode", "ZZ", "sellerId", "1", "headers", header)))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems()).hasSize(1))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zz501krtwa7      | ZZ501KRTWA7",
                "'  ZZ501KRTWA7\u00a0' | ZZ501KRTWA7",
                "\uff3a\uff3a\uff15\uff10\uff11 | ZZ501",
                "'\u3000ZZ501'    | ZZ501",
                "stra\u00dfe      | STRASSE"
            })
    void referencesToTheSameOrderHaveTheSameKey(String written, String key) {
        assertThat(canonical(written)).isEqualTo(key);
        assertThat(canonical(key)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZ\u000077", "ZZ\n77", "ZZ\u200b77", "ZZ\u202e77", "ZZ 501", "\u3000", "\ud800"})
    void whatCanNeverBeAReferenceIsRefused(String reference) {
        assertThatIllegalArgumentException().isThrownBy(() -> canonical(reference));
    }

    @Test
    void referenceThatIsTooLongIsRefused() {
        assertThat(canonical("x".repeat(200))).hasSize(200);
        assertThatIllegalArgumentException().isThrownBy(() -> canonical("x".repeat(201)));
    }

    @Test
    void attributeThatIsNeitherTrueNorFalseIsRefused() {
        assertThat(protocol().canonical(unpaid("true"))).isEqualTo(protocol().canonical(unpaid("false")));
        assertThatIllegalArgumentException().isThrownBy(() -> protocol().canonical(unpaid("yes")));
    }
}
