package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.NOW;
import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static dev.breakwater.attraction.ScriptedSupplier.quoteAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.WireRequest;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttractionPluginTest {
    @Test
    void theJarNamesItsPlugin() {
        assertThat(ServiceLoader.load(SupplierPlugin.class))
                .hasOnlyElementsOfType(AttractionPlugin.class)
                .hasSize(1);
    }

    @Test
    void itSpeaksOctoAndPromisesNoMoreThanOctoCan() {
        assertThat(new AttractionPlugin().info().protocols())
                .singleElement()
                .satisfies(octo -> {
                    assertThat(octo.name()).isEqualTo("octo");
                    assertThat(octo.capabilities())
                            .containsExactlyInAnyOrder(
                                    Capability.QUOTE,
                                    Capability.ANSWERS_LATER,
                                    Capability.LOOKUP_BY_OWN_REFERENCE,
                                    Capability.PUSHES);
                })
                .extracting(ProtocolInfo::scopes)
                .isEqualTo(Set.of());
    }

    @Test
    void aProtocolThatItDoesNotSpeakIsRefused() {
        SupplierSettings settings =
                new SupplierSettings("x", "osdm", Currency.getInstance("EUR"), ZoneOffset.UTC, Map.of());

        assertThatThrownBy(() -> new AttractionPlugin().open(settings)).isInstanceOf(SettingsException.class);
    }

    @Test
    void everyProblemOfTheSettingsIsToldAtOnceAndNoValue() {
        assertThatThrownBy(() -> octo(Map.of(
                        "capabilities", "secret",
                        "trailingSlash", "yes",
                        "language", "klingon!",
                        "colour", "blue",
                        "apple", "red")))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> {
                    assertThat(e.problems()).hasSize(5);
                    assertThat(e.problems().get(0)).startsWith("apple is not a setting");
                    assertThat(e.getMessage()).doesNotContain("secret", "klingon", "blue");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"octo/pricing", "", "octo/pricing,octo/content", "octo/pricing, vendor-x/seats"})
    void capabilitiesAreSentAsConfigured(String capabilities) {
        WireRequest request = firstRequest(Map.of("capabilities", capabilities));

        assertThat(request.headers()).containsEntry("Octo-Capabilities", capabilities);
    }

    @Test
    void withoutSettingsPricesAreAskedForAndNoLanguage() {
        WireRequest request = firstRequest(Map.of());

        assertThat(request.headers())
                .containsOnly(Map.entry("Accept", "application/json"), Map.entry("Octo-Capabilities", "octo/pricing"));
    }

    @Test
    void theLanguageIsSentAsConfigured() {
        assertThat(firstRequest(Map.of("language", "en-US, fr;q=0.8")).headers())
                .containsEntry("Accept-Language", "en-US, fr;q=0.8");
    }

    @ParameterizedTest
    @CsvSource({"true, /bookings/?resellerReference=HT-5511", "false, /bookings?resellerReference=HT-5511"})
    void onlyThePathsOfCollectionsEndInASlash(String trailingSlash, String path) {
        ScriptedSupplier supplier = new ScriptedSupplier()
                .on(ScriptedSupplier.LOOK, 404, Json.error("NOT_FOUND"))
                .on("GET " + path, 200, "[]");

        supplier.lead(octo(Map.of("trailingSlash", trailingSlash))
                .lookup(ScriptedSupplier.lookup(ScriptedSupplier.KNOWN_BOOKING, Unit.whole(List.of()), null)));

        assertThat(supplier.lines()).containsExactly(ScriptedSupplier.LOOK, "GET " + path);
    }

    private static WireRequest firstRequest(Map<String, String> settings) {
        return ((Step.Ask<?>) octo(settings).quote(quoteAt(NOW))).request();
    }
}
