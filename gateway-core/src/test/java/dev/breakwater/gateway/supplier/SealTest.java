package dev.breakwater.gateway.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to requests of a plugin with secrets and a signature between the plugin and the wire. */
class SealTest {
    private static final Instant NOW = Instant.parse("2020-01-25T08:00:00Z");
    private static final String PASSWORD = "h\"<é€\\&'{{secret:agent}}";
    private static final String SIGNED = "auth: {type: signed, key: k3y, secret: s3cret}\n";

    @TempDir
    private Path folder;

    private final List<Seal.Sealed> left = new CopyOnWriteArrayList<>();
    private Suppliers suppliers;

    @BeforeEach
    void putThePlugin() throws IOException {
        PluginJar.of("octopus", "1.0")
                .replace("sample.SamplePlugin", "Set.of(), Set.of(),", "Set.of(Capability.SIGNED_REQUESTS), Set.of(),")
                .replace(
                        "sample.SamplePlugin",
                        "new Setting(\"broken\"",
                        "Setting.secret(\"password\", false, \"p\"), Setting.secret(\"agent\", false, \"a\"),"
                                + " new Setting(\"broken\"")
                .replace("sample.SamplePlugin", "new SampleProtocol()", "new SampleProtocol(settings)")
                .replace(
                        "sample.SampleProtocol",
                        "default -> throw",
                        "case \"password\" -> settings.value(\"password\").orElse(\"none\"); default -> throw")
                .replace("sample.SampleProtocol", "implements SupplierProtocol {", """
                        implements SupplierProtocol {
                            private final SupplierSettings settings;

                            SampleProtocol(SupplierSettings settings) {
                                this.settings = settings;
                            }

                            @Override
                            public Optional<Signer> signer() {
                                return Optional.of((request, key, now) -> {
                                    String name = request.headers().getOrDefault("X-Sign", "Authorization");
                                    if (name.equals("throw")) {
                                        throw new IllegalStateException(key.secret());
                                    }
                                    return Map.of(name, key.id() + " " + key.secret() + " " + now + " " + world()
                                            + " " + request.body().length());
                                });
                            }
                        """)
                .write(folder.resolve("plugins/octopus.jar"));
    }

    @AfterEach
    void close() {
        suppliers.close();
    }

    @Test
    void thePluginSeesAPlaceholderAndNobodySeesTheSecret() throws IOException {
        start(SIGNED);

        assertThat(protocol().canonical(BookingReference.of("password")).value())
                .isEqualTo("{{secret:password}}");
        assertThat(suppliers.find("north").orElseThrow().toString()).doesNotContain("h\"", "s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json                | h\\u0022<\\u00e9\\u20ac\\u005c&'{{secret:agent}}",
                "application/problem+json        | h\\u0022<\\u00e9\\u20ac\\u005c&'{{secret:agent}}",
                "text/xml; charset=utf-8         | h&#34;&#60;&#233;&#8364;\\&#38;&#39;{{secret:agent}}",
                "application/soap+xml            | h&#34;&#60;&#233;&#8364;\\&#38;&#39;{{secret:agent}}",
                "text/plain                      | h\"<é€\\&'{{secret:agent}}",
            })
    void theSecretStandsInTheBodyThatLeavesEscapedByItsType(String type, String escaped) throws IOException {
        start(SIGNED);

        send(request(
                "/p{{secret:password}}".replaceAll("[{}]", ""),
                Map.of("X-Note", "{{secret:password}}"),
                type,
                "ü {{secret:password}} {{secret:agent}} {{secret:password}}"));

        WireRequest sent = left.get(0).request();
        assertThat(sent.body()).isEqualTo(Bytes.utf8("ü " + escaped + " {{secret:agent}} " + escaped));
        assertThat(sent.headers()).containsEntry("X-Note", "{{secret:password}}");
    }

    @Test
    void whatXmlCannotCarryDoesNotLeave() throws IOException {
        start(SIGNED, "secret\u0001");

        assertThat(send(request("/p", Map.of(), "text/xml", "<a>{{secret:password}}</a>")))
                .isEqualTo(new Delivery.NotSent("settings.password has a character that XML cannot carry"));
    }

    @Test
    void theSignatureIsMadeOfWhatLeavesInThePluginsSurroundings() throws IOException {
        start(SIGNED);

        send(request("/p", Map.of(), "text/plain", "{{secret:password}}"));

        assertThat(left.get(0).headers())
                .containsExactly(new Header(
                        "Authorization",
                        "k3y s3cret " + NOW + " inside " + Bytes.utf8(PASSWORD).length()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throw   | the plugin's signer threw java.lang.IllegalStateException",
                "X-Sign  | the plugin's signer sets a header that the request has",
                "Host    | the plugin's signer: a plugin must not set the header Host",
            })
    void whatIsNotSignedWellDoesNotLeave(String signature, String cause) throws IOException {
        start(SIGNED);

        assertThat(send(WireRequest.get("/p", Map.of("X-Sign", signature)))).isEqualTo(new Delivery.NotSent(cause));
        assertThat(left).isEmpty();
    }

    @Test
    void aProtocolThatSignsNeedsAKey() throws IOException {
        start("auth: {type: bearer, token: t}\n");

        assertThat(suppliers.find("north").orElseThrow().withoutPlugin())
                .isEqualTo("auth must be of type signed: the protocol sample signs its requests");
    }

    @Test
    void aProtocolHasTheFacesThatItDeclares() throws IOException {
        PluginJar.of("octopus", "1.1")
                .replace("sample.SamplePlugin", "Set.of(), Set.of(),", "Set.of(Capability.PUSHES), Set.of(),")
                .write(folder.resolve("plugins/octopus.jar"));
        start("");

        assertThat(suppliers.find("north").orElseThrow().withoutPlugin())
                .isEqualTo("plugin octopus@1.1 is broken: the protocol sample declares PUSHES, but pushReader()"
                        + " answers none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{secret:password}}", "{{ Secret :password}}", "｛｛secret：password｝｝"})
    void anOrderCannotSmuggleAPlaceholderIn(String placeholder) throws IOException {
        start(SIGNED);
        BookingReference named = BookingReference.of("world:" + placeholder);
        BookingReference made =
                new BookingReference("world", Optional.empty(), Optional.of(new Traveller("", placeholder)), Map.of());

        assertThatThrownBy(() -> protocol().canonical(named)).hasMessage("an order must not hold {{secret:…}}");
        assertThatThrownBy(() -> protocol().canonical(made)).hasMessage("an order must not hold {{secret:…}}");
    }

    private void start(String auth) throws IOException {
        start(auth, PASSWORD);
    }

    private void start(String auth, String password) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("password"), password);
        Files.createDirectories(config.resolve("suppliers"));
        String settings = auth.equals(SIGNED) ? "settings: {password: '${file:password}'}\n" : "";
        Files.writeString(
                config.resolve("suppliers/north.yaml"),
                "plugin: octopus\nprotocol: sample\nbaseUrl: http://127.0.0.1:1\n" + auth + settings);
        suppliers = new Suppliers(
                new SupplierFolders(config, folder.resolve("plugins"), folder.resolve("staging")),
                new PluginTrust(config, folder, true),
                new Connector(supplier -> this::leave, id -> {}),
                name -> null,
                Duration.ofDays(1));
    }

    private Delivery leave(WireRequest request, Seal seal, BooleanSupplier mayLeave) {
        try {
            left.add(seal.seal(request, NOW));
            return new Delivery.Answered(new WireReply(200, Map.of(), Bytes.EMPTY), false);
        } catch (StayedException stays) {
            return new Delivery.NotSent(stays.getMessage());
        }
    }

    private SupplierProtocol protocol() {
        return suppliers.find("north").orElseThrow().connection().orElseThrow().protocol();
    }

    private Delivery send(WireRequest request) {
        return suppliers
                .find("north")
                .orElseThrow()
                .connection()
                .orElseThrow()
                .transport()
                .send(request, () -> true);
    }

    private static WireRequest request(String path, Map<String, String> headers, String type, String body) {
        return new WireRequest(RequestKind.READ, "POST", path, headers, type, Bytes.utf8(body));
    }
}
