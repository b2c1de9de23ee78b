package dev.breakwater.gateway.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireReply;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PluginsTest {
    private static final String CONSTRUCTOR = "public SamplePlugin() {}";
    private static final PluginTrust UNSIGNED = new PluginTrust(Path.of("none"), Path.of("none"), true);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2020-01-27T08:00:00Z");

    @TempDir
    private Path folder;

    private Path jars;
    private Plugins plugins;

    @BeforeEach
    void open() {
        jars = folder.resolve("plugins");
        plugins = new Plugins(jars, folder.resolve("staging"), UNSIGNED, PATIENCE);
    }

    @AfterEach
    void close() {
        plugins.close();
    }

    @Test
    void loadsAPluginAndItsOtherVersionsSideBySide() throws IOException {
        PluginJar.of("octopus", "1.10.0").write(jars.resolve("a.jar"));
        PluginJar.of("octopus", "1.9.0").write(jars.resolve("b.jar"));
        PluginJar.of("octopus", "1.10.0-rc1").manifest("Plugin-Requires", "1-2").write(jars.resolve("c.jar"));

        PluginSet set = plugins.scan();

        assertThat(set.quarantined()).isEmpty();
        assertThat(set.loaded())
                .extracting(handle -> handle.plugin().key())
                .containsExactly("octopus@1.9.0", "octopus@1.10.0-rc1", "octopus@1.10.0");
        assertThat(set.find("octopus", Optional.empty()).get(0).plugin().version())
                .isEqualTo("1.10.0");
        assertThat(set.find("octopus", Optional.of("1.9.0")).get(0).plugin().jar())
                .isEqualTo("b.jar");
        assertThat(set.find("octopus", Optional.of("2"))).isEmpty();
        assertThat(set.find("squid", Optional.empty())).isEmpty();
        assertThat(set.loaded().get(0).plugin().info().description()).isEqualTo("a sample");
    }

    static Stream<Arguments> sins() {
        return Stream.of(
                sin(
                        "no manifest",
                        "it has no META-INF/MANIFEST.MF",
                        jar -> jar.manifest("Plugin-Id", null)
                                .manifest("Plugin-Version", null)
                                .manifest("Plugin-Requires", null)),
                sin("no id", "its manifest has no Plugin-Id", jar -> jar.manifest("Plugin-Id", null)),
                sin("bad id", "its manifest's Plugin-Id is not", jar -> jar.manifest("Plugin-Id", "../Up")),
                sin("no version", "its manifest has no Plugin-Version", jar -> jar.manifest("Plugin-Version", null)),
                sin(
                        "bad version",
                        "its manifest's Plugin-Version is not",
                        jar -> jar.manifest("Plugin-Version", "notaversion")),
                sin("no range", "its manifest has no Plugin-Requires", jar -> jar.manifest("Plugin-Requires", null)),
                sin(
                        "bad range",
                        "its manifest's Plugin-Requires is not",
                        jar -> jar.manifest("Plugin-Requires", ">=1")),
                sin(
                        "future range",
                        "it requires version 2-3 of the plugin API, and this gateway has version 1",
                        jar -> jar.manifest("Plugin-Requires", "2-3")),
                sin("class path", "its manifest has a Class-Path", jar -> jar.manifest("Class-Path", "../gateway.jar")),
                sin(
                        "no service",
                        "it names no plugin class",
                        jar -> jar.withoutEntry("META-INF/services/dev.breakwater.plugin.SupplierPlugin")),
                sin("empty service", "it names no plugin class", jar -> jar.service("# nobody\n")),
                sin(
                        "two services",
                        "more than one plugin class",
                        jar -> jar.service("sample.SamplePlugin\nsample.SampleProtocol # too")),
                sin(
                        "service not in the jar",
                        "it names the plugin class sample.Other, which is not in the jar",
                        jar -> jar.service("sample.Other")),
                sin(
                        "service of the wrong type",
                        "sample.SampleProtocol not a subtype",
                        jar -> jar.service("sample.SampleProtocol")),
                sin(
                        "API inside",
                        "it holds dev.breakwater.plugin.Money",
                        jar -> jar.entry("dev/breakwater/plugin/Money.class", "x")),
                sin(
                        "gateway inside",
                        "it holds dev.breakwater.gateway.Main",
                        jar -> jar.entry("META-INF/versions/17/dev/breakwater/gateway/Main.class", "x")),
                sin(
                        "not a class",
                        "ClassFormatError",
                        jar -> jar.entry("sample/Junk.class", "x").service("sample.Junk")),
                sin(
                        "missing class",
                        "the class absent.Helper is missing",
                        jar -> jar.source(
                                        "absent.Helper",
                                        "package absent; public class Helper { public static void help() {} }")
                                .replace(
                                        "sample.SamplePlugin",
                                        CONSTRUCTOR,
                                        "public SamplePlugin() { absent.Helper.help(); }")
                                .withoutClass("absent.Helper")),
                sin(
                        "missing parent",
                        "the class absent.Parent is missing",
                        jar -> jar.source("absent.Parent", "package absent; public class Parent {}")
                                .replace(
                                        "sample.SamplePlugin",
                                        "class SamplePlugin",
                                        "class SamplePlugin extends absent.Parent")
                                .withoutClass("absent.Parent")),
                sin(
                        "throwing constructor",
                        "its constructor failed: java.lang.IllegalStateException: oh no",
                        jar -> jar.replace(
                                "sample.SamplePlugin",
                                CONSTRUCTOR,
                                "public SamplePlugin() { throw new IllegalStateException(\"oh no\"); }")),
                sin(
                        "private constructor",
                        "its constructor failed",
                        jar -> jar.replace("sample.SamplePlugin", CONSTRUCTOR, "private SamplePlugin() {}")),
                sin(
                        "throwing initialiser",
                        "its constructor failed: java.lang.IllegalStateException: oh no",
                        jar -> jar.replace(
                                "sample.SamplePlugin",
                                CONSTRUCTOR,
                                "static { if (true) throw new IllegalStateException(\"oh no\"); } " + CONSTRUCTOR)),
                sin(
                        "throwing info",
                        "info() failed: java.lang.StackOverflowError",
                        jar -> jar.replace(
                                "sample.SamplePlugin",
                                "return new PluginInfo(",
                                "if (true) return info(); return new PluginInfo(")),
                sin(
                        "no info",
                        "info() of sample.SamplePlugin answered null",
                        jar -> jar.replace(
                                "sample.SamplePlugin",
                                "return new PluginInfo(",
                                "if (true) return null; return new PluginInfo(")),
                sin(
                        "inconsistent info",
                        "info() of sample.SamplePlugin does not answer the same every time",
                        jar -> jar.replace("sample.SamplePlugin", "\"a sample\"", "\"a sample \" + System.nanoTime()")),
                sin(
                        "asks for the host's classes",
                        "the class org.slf4j.Logger is missing",
                        jar -> jar.source("org.slf4j.Logger", "package org.slf4j; public class Logger {}")
                                .replace(
                                        "sample.SamplePlugin",
                                        CONSTRUCTOR,
                                        "public SamplePlugin() { new org.slf4j.Logger(); }")
                                .withoutClass("org.slf4j.Logger")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sins")
    void quarantinesABadJarAndLoadsTheGoodOne(String name, String reason, PluginJar bad) throws IOException {
        bad.write(jars.resolve("bad.jar"));
        PluginJar.of("good", "1").write(jars.resolve("good.jar"));

        PluginSet set = plugins.scan();

        assertThat(set.loaded()).extracting(handle -> handle.plugin().id()).containsExactly("good");
        assertThat(set.quarantined()).singleElement().satisfies(jar -> {
            assertThat(jar.jar()).isEqualTo("bad.jar");
            assertThat(jar.reason()).contains(reason).doesNotContain("\n").hasSizeLessThan(500);
        });
    }

    @Test
    void namesEveryBrokenRuleOfAManifestAtOnce() throws IOException {
        PluginJar.of("Bad", "x").manifest("Plugin-Requires", "9").write(jars.resolve("bad.jar"));

        assertThat(plugins.scan().quarantined().get(0).reason())
                .contains("Plugin-Id is not", "Plugin-Version is not", "requires version 9");
    }

    @Test
    void quarantinesWhatIsNotAJar() throws IOException {
        Files.createDirectories(jars);
        Files.writeString(jars.resolve("empty.jar"), "");
        Files.writeString(jars.resolve("text.jar"), "not a zip");
        Files.createDirectory(jars.resolve("folder.jar"));
        Path whole = PluginJar.of("octopus", "1").write(folder.resolve("whole"));
        Files.write(jars.resolve("half.jar"), Arrays.copyOf(Files.readAllBytes(whole), 1_000));

        PluginSet set = plugins.scan();

        assertThat(set.loaded()).isEmpty();
        assertThat(set.quarantined())
                .extracting(QuarantinedPlugin::jar)
                .containsExactlyInAnyOrder("empty.jar", "text.jar", "folder.jar", "half.jar");
        assertThat(set.quarantined())
                .extracting(QuarantinedPlugin::reason)
                .allMatch(reason -> reason.startsWith("it "));
    }

    @Test
    void doesNotWaitForAConstructorThatNeverComesBack() throws IOException {
        PluginJar.of("octopus", "1")
                .replace(
                        "sample.SamplePlugin",
                        CONSTRUCTOR,
                        "public SamplePlugin() { while (!Thread.interrupted()) Thread.onSpinWait(); }")
                .write(jars.resolve("a.jar"));

        try (Plugins impatient = new Plugins(jars, folder.resolve("staging"), UNSIGNED, Duration.ofMillis(200))) {
            assertThat(impatient.scan().quarantined().get(0).reason())
                    .isEqualTo("its constructor did not come back within 200 ms");
        }
    }

    @Test
    void ignoresTheSameJarUnderASecondName() throws IOException {
        Path jar = PluginJar.of("octopus", "1").write(jars.resolve("a.jar"));
        Files.copy(jar, jars.resolve("b.jar"));

        PluginSet set = plugins.scan();

        assertThat(set.loaded()).hasSize(1);
        assertThat(set.quarantined()).isEmpty();
        assertThat(set.copies()).containsOnly(Map.entry("b.jar", "a.jar"));
    }

    @Test
    void quarantinesTwoContentsOfTheSameVersionUntilOneIsGone() throws IOException {
        PluginJar.of("octopus", "1").write(jars.resolve("a.jar"));
        PluginHandle first = plugins.scan().loaded().get(0);
        PluginJar.of("octopus", "1").entry("other", "x").write(jars.resolve("b.jar"));

        PluginSet clashing = plugins.scan();
        Files.delete(jars.resolve("b.jar"));
        PluginSet mended = plugins.scan();

        assertThat(clashing.loaded()).isEmpty();
        assertThat(clashing.quarantined())
                .containsExactly(
                        new QuarantinedPlugin(
                                "a.jar",
                                "octopus",
                                "it is octopus@1 like b.jar, but differs in content; remove all but one"),
                        new QuarantinedPlugin(
                                "b.jar",
                                "octopus",
                                "it is octopus@1 like a.jar, but differs in content; remove all but one"));
        assertThat(clashing.whyNot("octopus", Optional.empty())).contains("is quarantined");
        assertThat(mended.loaded()).containsExactly(first);
    }

    @Test
    void keepsALoadedPluginWhenItsJarMovesAndLoadsItAnewWhenItsContentChanges() throws IOException {
        PluginJar.of("octopus", "1").write(jars.resolve("a.jar"));
        PluginHandle first = plugins.scan().loaded().get(0);

        Files.move(jars.resolve("a.jar"), jars.resolve("b.jar"));
        assertThat(plugins.scan().loaded()).containsExactly(first);

        PluginJar.of("octopus", "1").entry("other", "x").write(jars.resolve("b.jar"));
        assertThat(plugins.scan().loaded()).hasSize(1).doesNotContain(first);
        assertThat(ask(open(first), "world")).isEqualTo("inside");
    }

    @Test
    void showsAPluginTheJdkAndThePluginApiAndItselfOnly() throws IOException {
        PluginJar.of("octopus", "1").write(jars.resolve("a.jar"));
        PluginJar.of("squid", "1")
                .source("squid.Ink", "package squid; public class Ink {}")
                .write(jars.resolve("b.jar"));
        SupplierProtocol protocol =
                open(plugins.scan().find("octopus", Optional.empty()).get(0));

        assertThat(ask(protocol, "class:java.util.List")).isEqualTo("found");
        assertThat(ask(protocol, "class:java.sql.Timestamp")).isEqualTo("found");
        assertThat(ask(protocol, "class:sample.SamplePlugin")).isEqualTo("found");
        assertThat(ask(protocol, "class:dev.breakwater.plugin.Money")).isEqualTo("found");
        for (String hidden : List.of(
                "org.springframework.context.ApplicationContext",
                "org.slf4j.Logger",
                "org.pf4j.spring.Nothing",
                "squid.Ink",
                "dev.breakwater.gateway.supplier.Suppliers",
                "dev.breakwater.plugin.hidden.Secret")) {
            assertThat(ask(protocol, "class:" + hidden)).as(hidden).isEqualTo("ClassNotFoundException");
        }
        assertThat(ask(protocol, "resource:META-INF/services/dev.breakwater.plugin.SupplierPlugin"))
                .contains(".jar!");
        assertThat(ask(protocol, "resource:org/slf4j/Logger.class")).isEqualTo("null");
        assertThat(ask(protocol, "loader")).isEqualTo("PluginClassLoader");
    }

    @Test
    void hidesPf4jItself() throws IOException {
        PluginJar.of("octopus", "1").write(jars.resolve("a.jar"));
        SupplierProtocol protocol = open(plugins.scan().loaded().get(0));

        assertThat(ask(protocol, "class:org.pf4j.PluginManager")).isEqualTo("ClassNotFoundException");
    }

    @Test
    void callsThePluginAndEveryStepWithItsOwnContextLoader() throws IOException {
        PluginJar.of("octopus", "1").write(jars.resolve("a.jar"));
        SupplierProtocol protocol = open(plugins.scan().loaded().get(0));
        ClassLoader outside = Thread.currentThread().getContextClassLoader();
        QuoteOrder order = new QuoteOrder(
                BookingReference.of("x"), List.of(), CancellationReason.OTHER, Optional.empty(), List.of(), "k", NOW);
        WireReply reply = new WireReply(200, Map.of(), Bytes.utf8("hello"));

        Step.Ask<QuoteResult> first = (Step.Ask<QuoteResult>) protocol.quote(order);
        Step.Ask<QuoteResult> second = (Step.Ask<QuoteResult>) first.then().apply(reply);
        Step.Answer<QuoteResult> answer =
                (Step.Answer<QuoteResult>) second.then().apply(reply);

        assertThat(second.request().path()).isEqualTo("/inside");
        assertThat(answer.value().word().code()).isEqualTo("inside");
        assertThat(answer.value().word().text()).isEqualTo("hello");
        assertThat(ask(protocol, "world")).isEqualTo("inside");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(outside);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', 1, true",
        "1, 1, true",
        "'1 2', 2, true",
        "1, '', false",
        "1, 2, false",
        "1, '1 2', false"
    })
    void takesNoOfferForMoreThanWasOrdered(String ordered, String offered, boolean taken) throws IOException {
        String items = Stream.of(offered.split(" "))
                .filter(id -> !id.isEmpty())
                .map("new ScopeItem(ScopeType.TICKET, \"%s\")"::formatted)
                .collect(Collectors.joining(", "));
        PluginJar.of("octopus", "1")
                .replace(
                        "sample.SampleProtocol",
                        "new QuoteResult.Unknown(new SupplierWord(world(), two.text()))",
                        "new QuoteResult.Quoted(List.of(new QuoteResult.QuotedUnit(Unit.whole(List.of(" + items
                                + ")), Terms.UNKNOWN)), Optional.empty(), false, SupplierWord.NONE)")
                .write(jars.resolve("a.jar"));
        List<ScopeItem> scope = Stream.of(ordered.split(" "))
                .filter(id -> !id.isEmpty())
                .map(id -> new ScopeItem(ScopeType.TICKET, id))
                .toList();
        QuoteOrder order = new QuoteOrder(
                BookingReference.of("x"), scope, CancellationReason.OTHER, Optional.empty(), List.of(), "k", NOW);
        WireReply reply = new WireReply(200, Map.of(), Bytes.utf8("hello"));
        Step.Ask<QuoteResult> first =
                (Step.Ask<QuoteResult>) open(plugins.scan().loaded().get(0)).quote(order);
        Step.Ask<QuoteResult> second = (Step.Ask<QuoteResult>) first.then().apply(reply);

        if (taken) {
            assertThat(second.then().apply(reply)).isInstanceOf(Step.Answer.class);
        } else {
            assertThatThrownBy(() -> second.then().apply(reply))
                    .hasMessage("octopus@1 offers to cancel more than was ordered");
        }
    }

    @Test
    void turnsErrorsAndNullsOfAPluginIntoExceptionsThatNameIt() throws IOException {
        PluginJar.of("octopus", "1").write(jars.resolve("a.jar"));
        SupplierProtocol protocol = open(plugins.scan().loaded().get(0));
        BookingReference booking = BookingReference.of("x");
        Unit unit = Unit.whole(List.of());

        assertThatThrownBy(() -> protocol.cancel(
                        new UnitOrder(booking, unit, CancellationReason.OTHER, Optional.empty(), "k", NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the plugin octopus@1 is broken: the class some.where.Else is missing");
        assertThatThrownBy(() -> protocol.lookup(new LookupOrder(booking, unit, Optional.empty(), NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the plugin octopus@1 answered null");
        assertThatThrownBy(() -> protocol.canonical(booking))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a reference");
    }

    @Test
    void closesAPluginThatNobodyUsesAnyMoreAndNotBefore() throws IOException {
        PluginJar.of("octopus", "1").write(jars.resolve("a.jar"));
        SupplierProtocol protocol = open(plugins.scan().loaded().get(0));
        Files.delete(jars.resolve("a.jar"));
        assertThat(plugins.scan().loaded()).isEmpty();

        System.gc();
        assertThat(ask(protocol, "class:sample.SamplePlugin")).isEqualTo("found");
        assertThat(stagedJars()).hasSize(1);

        WeakReference<ClassLoader> loader = loaderOf(protocol);
        protocol = null;
        await().atMost(PATIENCE).until(() -> {
            System.gc();
            return loader.refersTo(null) && stagedJars().isEmpty();
        });
    }

    @Test
    void removesWhatAKilledProcessLeftAndLeavesALivingOneAlone() throws IOException {
        Path staging = folder.resolve("staging");
        Path abandoned = Files.createDirectory(staging.resolve("run-abandoned"));
        Files.createFile(abandoned.resolve("lock"));
        Files.createFile(abandoned.resolve("1.jar"));
        PluginJar.of("octopus", "1").write(jars.resolve("a.jar"));
        plugins.scan();

        try (Plugins second = new Plugins(jars, staging, UNSIGNED, PATIENCE)) {
            assertThat(second.scan().loaded()).hasSize(1);
            assertThat(abandoned).doesNotExist();
            assertThat(stagedJars()).hasSize(2);
        }

        assertThat(stagedJars()).hasSize(1);
        plugins.close();
        assertThat(staging).isEmptyDirectory();
    }

    private interface Change {
        PluginJar to(PluginJar jar);
    }

    private static Arguments sin(String name, String reason, Change change) {
        return Arguments.of(name, reason, change.to(PluginJar.of("bad", "1.0.0")));
    }

    private List<Path> stagedJars() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("staging"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static String ask(SupplierProtocol protocol, String question) {
        return protocol.canonical(BookingReference.of(question)).value();
    }

    private static SupplierProtocol open(PluginHandle handle) {
        try {
            return handle.open(
                    new SupplierSettings("s", "sample", Currency.getInstance("EUR"), ZoneOffset.UTC, Map.of()),
                    handle.plugin().info().protocols().get(0));
        } catch (PluginException e) {
            throw new AssertionError(e);
        }
    }

    private static WeakReference<ClassLoader> loaderOf(SupplierProtocol protocol) {
        return new WeakReference<>(((GuardedProtocol) protocol).plugin().loader());
    }
}
