package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.ScriptedSupplier.SETTINGS;
import static dev.breakwater.hotelchain.ScriptedSupplier.rapid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SigningKey;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.WireRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HotelChainPluginTest {
    /** printf simkeysimsecret1930384800 | sha512sum */
    private static final String DIGEST = "6db71aa2386efe2a15aced359dd645e6997174062bb8089e2937b27f7034fb10"
            + "591d7e37cf7617d2945b47e2444e8c932e2c409dfc1932210223bc42b9a1fcd6";

    @Test
    void itIsFoundAsAService() {
        assertThat(ServiceLoader.load(SupplierPlugin.class))
                .hasOnlyElementsOfType(HotelChainPlugin.class)
                .hasSize(1);
    }

    @Test
    void itTellsWhatItCanDo() {
        ProtocolInfo info = new HotelChainPlugin().info().protocols().get(0);

        assertThat(info.name()).isEqualTo("rapid");
        assertThat(info.capabilities())
                .containsExactlyInAnyOrder(
                        Capability.QUOTE,
                        Capability.QUOTE_REQUIRED,
                        Capability.PARTIAL,
                        Capability.LOOKUP_BY_OWN_REFERENCE,
                        Capability.PUSHES,
                        Capability.SIGNED_REQUESTS);
        assertThat(info.scopes()).containsExactly(ScopeType.ROOM);
        assertThat(info.settings().stream().filter(Setting::required).map(Setting::name))
                .containsExactly("linkBase", "customerIp", "userAgent");
        assertThat(info.attributes()).extracting(Setting::name).containsExactly("email", "token", "bookedAt");
        assertThat(rapid().pushReader()).isPresent();
        assertThat(rapid().signer()).isPresent();
    }

    @Test
    void everyMissingSettingIsToldAtOnce() {
        assertThatThrownBy(() -> new HotelChainPlugin().open(settings("rapid", Map.of())))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "linkBase must be a URL of http or https such as https://api.ean.com/v3",
                                "customerIp must be an IP address",
                                "userAgent must be 1 to 200 printable ASCII characters without blanks at its ends"));
    }

    @ParameterizedTest
    @CsvSource({
        "linkBase, ftp://api.ean.com/v3",
        "linkBase, https://secret@api.ean.com/v3",
        "linkBase, https://api.ean.com/v3?secret",
        "linkBase, https://api.ean.com/../v3",
        "linkBase, /v4",
        "customerIp, localhost",
        "customerIp, 203.0.113.9.1",
        "userAgent, 'Harbour '",
        "userAgent, Café",
        "email, nobody",
        "quoteMinutes, 00",
        "quoteMinutes, 1441",
        "quoteMinutes, ten",
        "signatureSpelling, APIKEY",
        "colour, blue"
    })
    void aWrongSettingIsToldWithoutItsValue(String name, String value) {
        assertThatThrownBy(() -> rapid(Map.of(name, value)))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .singleElement()
                        .asString()
                        .startsWith(name)
                        .doesNotContain(value));
    }

    @ParameterizedTest
    @CsvSource({"customerIp, 2001:db8::9", "linkBase, http://127.0.0.1:8080", "linkBase, https://api.ean.com/v3/"})
    void theseSettingsAreRight(String name, String value) {
        assertThat(rapid(Map.of(name, value))).isNotNull();
    }

    @Test
    void anotherProtocolIsNotSpoken() {
        assertThatThrownBy(() -> new HotelChainPlugin().open(settings("octo", SETTINGS)))
                .isInstanceOf(SettingsException.class)
                .hasMessage("protocol must be rapid");
    }

    @ParameterizedTest
    @CsvSource({"apikey, apikey, signature", "APIKey, APIKey, Signature"})
    void requestsAreSigned(String spelling, String key, String signature) {
        Map<String, String> signed = rapid(Map.of("signatureSpelling", spelling))
                .signer()
                .orElseThrow()
                .sign(
                        WireRequest.get("/itineraries/1", Map.of()),
                        new SigningKey("simkey", "simsecret"),
                        Instant.parse("2031-03-04T10:00:00.999Z"));

        assertThat(signed)
                .containsOnly(Map.entry(
                        "Authorization",
                        "EAN " + key + "=simkey," + signature + "=" + DIGEST + ",timestamp=1930384800"));
    }

    @ParameterizedTest
    @CsvSource({"8120045567, ' 8120045567 '", "8120045567, ８１２００４５５６７", "AB-1, ab-1"})
    void referencesThatMeanTheSameItineraryHaveOneKey(String one, String other) {
        assertThat(canonical(other)).isEqualTo(canonical(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"81200\u200b45567", "81200\n45567", ".", ".."})
    void whatCanNeverBeAReferenceIsRefused(String reference) {
        assertThatThrownBy(() -> canonical(reference)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String canonical(String reference) {
        return rapid().canonical(BookingReference.of(reference)).value();
    }

    private static SupplierSettings settings(String protocol, Map<String, String> values) {
        return new SupplierSettings("lighthouse", protocol, Currency.getInstance("EUR"), ZoneOffset.UTC, values);
    }
}
