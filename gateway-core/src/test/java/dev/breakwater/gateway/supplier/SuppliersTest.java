package dev.breakwater.gateway.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.breakwater.gateway.config.Problem;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SuppliersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final String NEEDED = "plugin: octopus\nprotocol: sample\nbaseUrl: http://127.0.0.1:1\n";

    @TempDir
    private Path folder;

    private final List<SupplierConfig> opened = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final AtomicBoolean exhausted = new AtomicBoolean();
    private Suppliers suppliers;

    /** A way that leads nowhere and knows its name. */
    private record NamedWay(String name) implements Way {
        @Override
        public Delivery send(WireRequest request, Seal seal, BooleanSupplier mayLeave) {
            return new Delivery.NotSent(name);
        }
    }

    @BeforeEach
    void putOneSupplierAndItsPlugin() throws IOException {
        PluginJar.of("octopus", "1.0").write(jar("octopus.jar"));
        write("north", NEEDED);
    }

    @AfterEach
    void close() {
        suppliers.close();
    }

    @Test
    void connectsASupplierWithItsPluginAndItsTransport() {
        start(NEVER);

        Supplier supplier = suppliers.find("north").orElseThrow();
        Supplier.Connection connection = supplier.connection().orElseThrow();
        assertThat(connection.pluginId()).isEqualTo("octopus");
        assertThat(connection.pluginVersion()).isEqualTo("1.0");
        assertThat(connection.info().name()).isEqualTo("sample");
        assertThat(connection.protocol().canonical(BookingReference.of("world")).value())
                .isEqualTo("inside");
        assertThat(connection.transport().send(WireRequest.get("/", Map.of()), () -> true))
                .isEqualTo(new Delivery.NotSent("north 1"));
        assertThat(supplier.withoutPlugin()).isEmpty();
        assertThat(suppliers.all()).containsExactly(supplier);
        assertThat(suppliers.problems()).isEmpty();
        assertThat(suppliers.plugins()).extracting(LoadedPlugin::key).containsExactly("octopus@1.0");
    }

    @Test
    void startsWithoutAnyFolder() throws IOException {
        suppliers = new Suppliers(
                new SupplierFolders(folder.resolve("x"), folder.resolve("y"), folder.resolve("z")),
                new PluginTrust(folder.resolve("config"), folder, true),
                new Connector(this::open, closed::add),
                name -> null,
                NEVER);

        assertThat(suppliers.all()).isEmpty();
        assertThat(suppliers.problems()).isEmpty();
    }

    @Test
    void reportsWhySuppliersAreWithoutPlugin() throws IOException {
        Files.writeString(jar("broken.jar"), "not a zip");
        PluginJar.of("squid", "1").manifest("Plugin-Requires", "7").write(jar("squid.jar"));
        write("missing", NEEDED.replace("octopus", "whale"));
        write("pinned", NEEDED.replace("octopus", "octopus@2.0"));
        write("quarantined", NEEDED.replace("octopus", "squid"));
        write("protocol", NEEDED.replace("sample", "other"));
        write("settings", NEEDED + "settings: {resellr: x}");
        write("refused", NEEDED + "settings: {reseller: wrong}");
        write("broken", NEEDED + "settings: {broken: 'oh no'}");
        write("unsigned", NEEDED + "auth: {type: signed, key: k, secret: s}");
        write("unreachable", NEEDED.replace("//127", "//127.0.0.1.invalid/127"));
        start(NEVER);

        assertThat(withoutPlugin("missing")).isEqualTo("plugin whale is not in the folder of plugins");
        assertThat(withoutPlugin("pinned"))
                .isEqualTo("plugin octopus@2.0 is not in the folder of plugins; there is 1.0");
        assertThat(withoutPlugin("quarantined"))
                .isEqualTo("plugin squid is quarantined (squid.jar: it requires version 7 of the plugin API, and this"
                        + " gateway has version 1)");
        assertThat(withoutPlugin("protocol"))
                .isEqualTo("protocol other is not spoken by octopus@1.0, which speaks sample");
        assertThat(withoutPlugin("settings"))
                .isEqualTo("settings.resellr is not a setting of the protocol sample, which has broken, reseller;"
                        + " did you mean reseller?");
        assertThat(withoutPlugin("refused"))
                .isEqualTo("settings reseller must be a code; settings reseller must be known");
        assertThat(withoutPlugin("broken"))
                .isEqualTo("plugin octopus@1.0 is broken: open() failed: java.lang.IllegalStateException: oh no");
        assertThat(withoutPlugin("unsigned"))
                .isEqualTo("auth is of type signed, but the protocol sample signs no requests");
        assertThat(withoutPlugin("unreachable")).startsWith("baseUrl cannot be connected to: ");
        assertThat(suppliers.problems())
                .contains(Problem.of("squid.jar", suppliers.quarantined().get(1).reason()))
                .contains(new Problem(
                        "suppliers/protocol.yaml",
                        "protocol",
                        2,
                        "other is not spoken by octopus@1.0, which speaks sample"))
                .hasSize(12);
        assertThat(suppliers.find("north").orElseThrow().connection()).isPresent();
    }

    @Test
    void reportsMissingSettings() throws IOException {
        PluginJar.of("squid", "1")
                .replace("sample.SamplePlugin", "\"reseller\", false", "\"reseller\", true")
                .write(jar("squid.jar"));
        write("south", NEEDED.replace("octopus", "squid"));
        start(NEVER);

        assertThat(withoutPlugin("south")).isEqualTo("settings.reseller is missing: who sells");
    }

    @Test
    void tellsEverythingThatIsWrongWithAFileAtOnce() throws IOException {
        PluginJar.of("squid", "1")
                .replace(
                        "sample.SamplePlugin",
                        "new Setting(\"broken\", false, \"throws\")",
                        "Setting.secret(\"password\", true, \"which stands in messages\")")
                .write(jar("squid.jar"));
        write("south", """
                plugin: squid
                protocol: sample
                curency: EUR
                baseUrl: http://127.0.0.1:1
                settings:
                  resellr: x
                  reseller: wrong
                  password: ${file:secrets/password}
                push: {secret: too-short}
                auth:
                  type: bearer
                  token: ${env:SOUTH_TOKEN}
                """);
        start(NEVER);

        assertThat(suppliers.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "suppliers/south.yaml:3: curency is not a known key; did you mean currency?",
                        "suppliers/south.yaml:5: settings reseller must be a code",
                        "suppliers/south.yaml:5: settings reseller must be known",
                        "suppliers/south.yaml:6: settings.resellr is not a setting of the protocol sample, which has"
                                + " password, reseller; did you mean reseller?",
                        "suppliers/south.yaml:8: settings.password refers to the file secrets/password, which is not"
                                + " there",
                        "suppliers/south.yaml:9: push.secret must be 20 to 200 letters, digits, dashes and underscores,"
                                + " because it stands in an address",
                        "suppliers/south.yaml:9: push is there, but the protocol sample has no messages that suppliers"
                                + " send",
                        "suppliers/south.yaml:12: auth.token refers to the environment variable SOUTH_TOKEN, which is"
                                + " not set");
        assertThat(suppliers.find("south")).isEmpty();
    }

    @Test
    void doesNotTellOfASettingTwiceWhoseValueCannotBeRead() throws IOException {
        PluginJar.of("squid", "1")
                .replace("sample.SamplePlugin", "\"reseller\", false", "\"reseller\", true")
                .write(jar("squid.jar"));
        write("south", NEEDED.replace("octopus", "squid") + "settings: {reseller: '${env:RESELLER}', broken: now}");
        start(NEVER);

        assertThat(suppliers.problems()).extracting(Problem::path).containsExactly("settings.reseller");
    }

    @Test
    void tellsWhatIsWrongWithTheFileAsItIsAndNotWithTheOneBefore() throws IOException {
        write("north", NEEDED + "settings: {reseller: wrong}");
        start(NEVER);
        write("north", NEEDED + "currency: Euro");
        suppliers.refresh();

        assertThat(suppliers.problems()).extracting(Problem::path).containsExactly("currency");
        assertThat(withoutPlugin("north")).startsWith("settings reseller");
    }

    @Test
    void takesUpChangesOfFilesByItself() throws IOException {
        start(OFTEN);
        AtomicInteger changes = new AtomicInteger();
        suppliers.onChange(() -> {
            throw new IllegalStateException("a bad listener");
        });
        suppliers.onChange(changes::incrementAndGet);

        write("south", NEEDED + "name: South");
        await().atMost(PATIENCE).until(() -> suppliers.find("south").isPresent());
        write("south", NEEDED + "name: Deep South");
        await().atMost(PATIENCE).until(() -> name("south").equals("Deep South"));
        Files.delete(file("south"));
        await().atMost(PATIENCE).until(() -> suppliers.find("south").isEmpty());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(changes).hasValue(3));
        assertThat(suppliers.find("north")).isPresent();
    }

    @Test
    void looksAgainAfterALookThatFailed() throws IOException {
        start(OFTEN);

        write("south", NEEDED.replace("127.0.0.1", "exhausted"));

        await().atMost(PATIENCE).until(() -> suppliers.find("south").isPresent());
        assertThat(exhausted).isTrue();
    }

    @Test
    void takesUpAChangedSecretByItself() throws IOException {
        write("north", NEEDED + "auth: {type: bearer, token: '${file:token}'}");
        start(OFTEN);
        assertThat(suppliers.find("north")).isEmpty();

        Files.writeString(folder.resolve("config/token"), "one\n");
        await().atMost(PATIENCE).until(() -> suppliers.find("north").isPresent());
        Files.writeString(folder.resolve("config/token"), "other\n");
        await().atMost(PATIENCE)
                .until(() -> suppliers
                        .find("north")
                        .orElseThrow()
                        .config()
                        .auth()
                        .equals(new SupplierConfig.Auth.Bearer("other")));
    }

    @Test
    void goesWithAndWithoutAPluginLive() throws IOException {
        start(OFTEN);
        Supplier.Connection before =
                suppliers.find("north").orElseThrow().connection().orElseThrow();

        Files.delete(jar("octopus.jar"));
        await().atMost(PATIENCE)
                .until(() -> suppliers.find("north").orElseThrow().connection().isEmpty());
        assertThat(withoutPlugin("north")).isEqualTo("plugin octopus is not in the folder of plugins");
        assertThat(before.protocol()
                        .canonical(BookingReference.of("class:sample.SamplePlugin"))
                        .value())
                .isEqualTo("found");

        PluginJar.of("octopus", "1.1").write(jar("octopus.jar"));
        await().atMost(PATIENCE)
                .until(() -> suppliers.find("north").orElseThrow().connection().isPresent());
        assertThat(connection("north").pluginVersion()).isEqualTo("1.1");
        assertThat(opened)
                .as("the transport of an unchanged configuration stays")
                .hasSize(1);
        assertThat(closed).isEmpty();
    }

    @Test
    void keepsTheLastGoodConfigurationWhileTheFileIsWrong() throws IOException {
        start(NEVER);
        Supplier good = suppliers.find("north").orElseThrow();

        write("north", NEEDED + "currency: Euro");
        suppliers.refresh();
        assertThat(suppliers.find("north")).containsSame(good);
        assertThat(suppliers.problems()).extracting(Problem::path).containsExactly("currency");

        write("north", NEEDED + "currency: USD");
        suppliers.refresh();
        assertThat(suppliers.find("north").orElseThrow().config().currency().getCurrencyCode())
                .isEqualTo("USD");
        assertThat(suppliers.problems()).isEmpty();
    }

    @Test
    void doesNotReplaceASupplierThatWorksByOneThatDoesNot() throws IOException {
        start(NEVER);
        Supplier good = suppliers.find("north").orElseThrow();

        write("north", NEEDED.replace("octopus", "whale"));
        suppliers.refresh();
        assertThat(suppliers.find("north")).containsSame(good);
        assertThat(suppliers.problems()).extracting(Problem::path).containsExactly("plugin");

        Files.delete(jar("octopus.jar"));
        suppliers.refresh();
        assertThat(withoutPlugin("north")).isEqualTo("plugin whale is not in the folder of plugins");
    }

    @Test
    void usesTheNewestVersionUnlessOneIsPinned() throws IOException {
        write("pinned", NEEDED.replace("octopus", "octopus@1.0"));
        start(NEVER);
        PluginJar.of("octopus", "1.2").write(jar("newer.jar"));
        suppliers.refresh();

        assertThat(connection("north").pluginVersion()).isEqualTo("1.2");
        assertThat(connection("pinned").pluginVersion()).isEqualTo("1.0");
    }

    @Test
    void usesTheNewestVersionThatWorksAndTellsWhatIsWrongWithANewerOne() throws IOException {
        start(NEVER);
        Supplier before = suppliers.find("north").orElseThrow();
        sick("1.2").write(jar("sick.jar"));
        suppliers.refresh();

        assertThat(suppliers.find("north")).containsSame(before);
        assertThat(suppliers.problems())
                .containsExactly(new Problem(
                        "suppliers/north.yaml",
                        "plugin",
                        1,
                        "octopus@1.2 is broken: canonical() fails for a sample booking:"
                                + " java.lang.IllegalStateException: sick"));

        suppliers.close();
        start(NEVER);
        assertThat(connection("north").pluginVersion()).isEqualTo("1.0");
        assertThat(suppliers.pluginStandings())
                .extracting(PluginStanding::suppliers)
                .containsExactly(List.of("north"), List.of());
    }

    @Test
    void staysWithAVersionWhoseJarWasReplacedByOneThatDoesNotWork() throws IOException {
        start(NEVER);
        Supplier before = suppliers.find("north").orElseThrow();

        sick("1.2").write(jar("octopus.jar"));
        suppliers.refresh();
        suppliers.refresh();

        assertThat(suppliers.find("north")).containsSame(before);
        assertThat(suppliers.pluginStandings())
                .extracting(standing -> standing.state() + " " + standing.suppliers())
                .containsExactly("LOADED []", "LEAVING [north]");
        PluginJar.of("octopus", "1.3").write(jar("octopus.jar"));
        suppliers.refresh();
        assertThat(connection("north").pluginVersion()).isEqualTo("1.3");
        assertThat(suppliers.problems()).isEmpty();
    }

    @Test
    void doesNotGoOnWithWhatIsQuarantinedNowBecauseNothingElseWorks() throws IOException {
        start(NEVER);
        PluginJar.of("octopus", "1.0").entry("other", "x").write(jar("clash.jar"));
        sick("1.2").write(jar("sick.jar"));
        suppliers.refresh();

        assertThat(withoutPlugin("north")).startsWith("plugin octopus@1.2 is broken");
    }

    @Test
    void goesWithoutPluginWhenTheOnlyJarIsReplacedByOneThatIsRefused() throws IOException {
        start(NEVER);

        PluginJar.of("octopus", "1.0").manifest("Plugin-Requires", "7").write(jar("octopus.jar"));
        suppliers.refresh();

        assertThat(withoutPlugin("north")).startsWith("plugin octopus is quarantined (octopus.jar: it requires");
        assertThat(suppliers.plugins()).isEmpty();
        assertThat(suppliers.problems()).extracting(Problem::file).contains("octopus.jar", "suppliers/north.yaml");
    }

    @Test
    void callsSolvedOnlyWhatIsNoProblemAnyMore() throws IOException {
        start(NEVER);
        Files.writeString(jar("second.jar"), "half of it");
        write("south", NEEDED + "currency: Euro");
        write("west", NEEDED.replace("octopus", "whale"));
        suppliers.refresh();
        Logger log = (Logger) LoggerFactory.getLogger(Suppliers.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        log.addAppender(told);
        log.setLevel(Level.INFO);

        Files.copy(jar("octopus.jar"), jar("second.jar"), StandardCopyOption.REPLACE_EXISTING);
        write("south", NEEDED);
        write("west", NEEDED.replace("octopus", "squid"));
        suppliers.refresh();
        log.setLevel(null);
        log.detachAppender(told);

        assertThat(told.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "second.jar is ignored: it is the same as octopus.jar",
                        "suppliers/west.yaml:1: plugin squid is not in the folder of plugins",
                        "Solved: suppliers/south.yaml:4: currency must be a currency of ISO 4217 such as EUR, not Euro",
                        "Supplier south speaks sample by octopus@1.0 to http://127.0.0.1:1",
                        "Supplier west is without plugin: plugin squid is not in the folder of plugins");
    }

    private static PluginJar sick(String version) {
        return PluginJar.of("octopus", version)
                .replace(
                        "sample.SampleProtocol",
                        "default -> throw new IllegalArgumentException(\"not a reference\")",
                        "default -> throw new IllegalStateException(\"sick\")");
    }

    @Test
    void leavesWhatHasNotChangedAsItIs() throws IOException {
        start(NEVER);
        AtomicInteger changes = new AtomicInteger();
        suppliers.onChange(changes::incrementAndGet);
        Supplier before = suppliers.find("north").orElseThrow();

        write("north", NEEDED + "# a remark\n");
        suppliers.refresh();

        assertThat(suppliers.find("north")).containsSame(before);
        assertThat(changes).hasValue(0);
    }

    @Test
    void changesTheWayToASupplierAndClosesItWhenTheSupplierIsGone() throws IOException {
        write("south", NEEDED);
        start(NEVER);
        write("south", NEEDED + "name: South");
        suppliers.refresh();
        assertThat(opened).extracting(SupplierConfig::name).containsExactly("north", "south", "South");
        assertThat(closed).isEmpty();

        Files.delete(file("south"));
        suppliers.refresh();
        assertThat(closed).containsExactly("south");

        suppliers.close();
        assertThat(closed).containsExactly("south", "north");
        assertThat(suppliers.all()).isEmpty();
    }

    @Test
    void keepsASupplierWhoseNewAddressCannotBeConnectedTo() throws IOException {
        start(NEVER);
        Supplier good = suppliers.find("north").orElseThrow();

        write("north", NEEDED.replace("//127", "//x.invalid/127"));
        suppliers.refresh();

        assertThat(suppliers.find("north")).containsSame(good);
        assertThat(suppliers.problems())
                .containsExactly(
                        new Problem("suppliers/north.yaml", "baseUrl", 3, "cannot be connected to: no such route"));
    }

    @Test
    void saysSoWhenAFileHasTheWrongExtension() throws IOException {
        Files.writeString(folder.resolve("config/suppliers/south.yml"), NEEDED);
        Files.writeString(folder.resolve("config/suppliers/.south.yaml.swp"), "x");
        Files.writeString(folder.resolve("config/suppliers/.south.yaml"), "x");
        start(NEVER);

        assertThat(suppliers.problems())
                .containsExactly(Problem.of("suppliers/south.yml", "is not read; name it .yaml"));
    }

    private void start(Duration interval) {
        suppliers = new Suppliers(
                new SupplierFolders(folder.resolve("config"), folder.resolve("plugins"), folder.resolve("staging")),
                new PluginTrust(folder.resolve("config"), folder, true),
                new Connector(this::open, closed::add),
                name -> null,
                interval);
    }

    private Way open(SupplierConfig config) {
        if (config.baseUrl().getHost().endsWith("invalid")) {
            throw new IllegalArgumentException("no such route");
        }
        if (config.baseUrl().getHost().equals("exhausted") && exhausted.compareAndSet(false, true)) {
            throw new OutOfMemoryError("for a moment");
        }
        opened.add(config);
        return new NamedWay(config.id() + " " + opened.size());
    }

    private String withoutPlugin(String id) {
        Supplier supplier = suppliers.find(id).orElseThrow();
        assertThat(supplier.connection()).isEmpty();
        return supplier.withoutPlugin();
    }

    private Supplier.Connection connection(String id) {
        return suppliers.find(id).orElseThrow().connection().orElseThrow();
    }

    private String name(String id) {
        return suppliers.find(id).orElseThrow().config().name();
    }

    private Path jar(String name) {
        return folder.resolve("plugins").resolve(name);
    }

    private Path file(String id) {
        return folder.resolve("config/suppliers/" + id + ".yaml");
    }

    private void write(String id, String content) throws IOException {
        Files.createDirectories(file(id).getParent());
        Files.writeString(file(id), content);
    }
}
