package dev.breakwater.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole sandbox, and that the folder it writes leads to what it started. */
class SandboxTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void theSuppliersFileLeadsToTheAttractionWithItsKey() throws Exception {
        JsonNode supplier = yaml("suppliers/glass-tower.yaml");

        HttpRequest cancel = HttpRequest.newBuilder(
                        URI.create(supplier.path("baseUrl").asText() + "/bookings/OK-1/cancel"))
                .header("Authorization", "Bearer " + secret(supplier.at("/auth/token")))
                .header("Octo-Capabilities", "")
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(cancel, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);

        EffectLog.Entry entry =
                sandbox.simulators().of(Supplier.GLASS_TOWER).effects().of("OK-1");
        assertThat(List.of(entry.commitRequests(), entry.effects())).containsOnly(1);
    }

    @Test
    void theSuppliersFileLeadsToTheRailwaysTokens() throws Exception {
        JsonNode auth = yaml("suppliers/alpine-rail.yaml").path("auth");

        HttpRequest token = HttpRequest.newBuilder(
                        URI.create(auth.path("tokenUrl").asText()))
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + auth.path("clientId").asText() + "&client_secret=" + secret(auth.path("clientSecret"))))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(token, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void everySuppliersFileLeadsToItAndHasItsSecret(Supplier supplier) throws IOException {
        JsonNode file = yaml("suppliers/" + supplier.id() + ".yaml");
        String secret = secret(file.findParents("type").stream()
                .flatMap(auth -> Stream.of("token", "value", "secret", "clientSecret")
                        .map(auth::path)
                        .filter(JsonNode::isTextual))
                .findFirst()
                .orElseGet(() -> file.at("/settings/messagePassword")));

        assertThat(file.path("baseUrl").asText())
                .startsWith(sandbox.simulators().of(supplier).baseUrl());
        assertThat(file.path("protocol").asText()).isEqualToIgnoringCase(supplier.protocol());
        assertThat(sandbox.simulators().settings().secrets()).containsEntry(supplier, secret);
    }

    @Test
    void onlyTheChosenSuppliersAreThere() throws IOException {
        sandbox.close();
        Path other = folder.resolve("other");

        sandbox = Sandbox.start(SandboxSettings.onFreePorts(other).withSuppliers(Set.of(Supplier.LIGHTHOUSE)));

        try (Stream<Path> files = Files.list(other.resolve("config/suppliers"))) {
            assertThat(files).extracting(Path::getFileName).containsExactly(Path.of("lighthouse.yaml"));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.simulators().of(Supplier.GLASS_TOWER))
                .withMessageContaining("glass-tower is not simulated");
    }

    @Test
    void thePartnersFilesNameTheRunningServers() throws IOException {
        JsonNode ftp = yaml("partners/harbour-trips.yaml");
        JsonNode sftp = yaml("partners/dragon-travel.yaml");

        assertThat(ftp.path("port").asInt()).isEqualTo(sandbox.partners().ftp().port());
        assertThat(secret(ftp.path("password")))
                .isEqualTo(sandbox.partners().ftp().account().password());
        assertThat(sftp.path("port").asInt())
                .isEqualTo(sandbox.partners().sftp().port());
        assertThat(sftp.path("charset").asText()).isEqualTo("GB18030");
        assertThat(sftp.at("/columns/booking_reference").asText()).isEqualTo("订单号");
        assertThat(sandbox.configFolder().resolve(sftp.path("knownHosts").asText()))
                .content()
                .isEqualToIgnoringNewLines(sandbox.partners().knownHostsLine());
    }

    @Test
    void callersAreKnownByTheHashOfTheKeyThatIsHandedOut() throws Exception {
        JsonNode callers = yaml("callers.yaml").path("callers");

        assertThat(callers.findValuesAsText("id")).containsExactly("web", "harbour-trips", "dragon-travel", "ops");
        for (Caller caller : Caller.values()) {
            JsonNode known = callers.get(caller.ordinal());
            assertThat(known.path("role").asText()).isEqualTo(caller.role());
            assertThat(known.path("sha256").asText()).isEqualTo(sha256(sandbox.key(caller)));
        }
    }

    @Test
    void onlyTheOwnerCanReadSecrets() throws IOException {
        Path secrets = sandbox.configFolder().resolve("secrets");

        assertThat(permissions(secrets)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(secrets)) {
            assertThat(files)
                    .hasSize(12)
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        }
        assertThat(permissions(folder.resolve("sftp-host-key"))).isEqualTo("rw-------");
    }

    @Test
    void aSecondStartKeepsTheKeysAndFollowsTheNewPorts() throws IOException {
        String key = sandbox.key(Caller.WEB);
        sandbox.close();

        sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder).withPace(Pace.NORMAL));

        assertThat(sandbox.key(Caller.WEB)).isEqualTo(key);
        JsonNode supplier = yaml("suppliers/glass-tower.yaml");
        assertThat(supplier.path("baseUrl").asText())
                .isEqualTo(sandbox.simulators().of(Supplier.GLASS_TOWER).baseUrl());
        assertThat(supplier.path("lookups").get(3).asText()).isEqualTo("10m");
    }

    @Test
    void theQuickPaceSettlesDoubtWithinSeconds() throws IOException {
        JsonNode supplier = yaml("suppliers/alpine-rail.yaml");

        assertThat(supplier.path("lookups")).extracting(JsonNode::asText).containsExactly("1s", "2s", "4s", "8s");
        assertThat(supplier.at("/timeouts/response").asText()).isEqualTo("3s");
        assertThat(supplier.path("settlingTime").asText()).isEqualTo("500ms");
        assertThat(supplier.at("/settings/requestor").asText()).isNotEmpty();
    }

    @Test
    void onlyADrillMaySendACommitAgain() throws IOException {
        assertThat(yaml("suppliers/glass-tower.yaml").has("resend")).isFalse();
        assertThat(yaml("suppliers/alpine-rail.yaml").has("idempotentCommit")).isFalse();
        sandbox.close();

        sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder).withPace(Pace.DRILL));

        assertThat(yaml("suppliers/glass-tower.yaml").path("resend").asText()).isEqualTo("after-proof");
        assertThat(yaml("suppliers/alpine-rail.yaml").path("idempotentCommit").asBoolean())
                .isTrue();
    }

    @Test
    void theWelcomeNamesEveryAddressBehaviourAndKey() throws IOException {
        String welcome = new Welcome(sandbox).text();

        assertThat(welcome)
                .contains("127.0.0.1:" + sandbox.partners().ftp().port())
                .contains("127.0.0.1:" + sandbox.partners().sftp().port())
                .contains("./breakwater run --config " + sandbox.configFolder())
                .contains("LOSTAFTER-", "TERMS-", "GARBAGE-");
        for (Supplier supplier : Supplier.values()) {
            assertThat(welcome)
                    .contains(supplier.id(), sandbox.simulators().of(supplier).baseUrl());
        }
        for (Caller caller : Caller.values()) {
            assertThat(welcome).contains(sandbox.key(caller));
        }
    }

    private JsonNode yaml(String name) throws IOException {
        return YAML.readTree(Files.readString(sandbox.configFolder().resolve(name)));
    }

    private String secret(JsonNode reference) throws IOException {
        String path = reference.asText().replaceFirst("^\\$\\{file:(.*)}$", "$1");
        return Files.readString(sandbox.configFolder().resolve(path));
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String sha256(String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
