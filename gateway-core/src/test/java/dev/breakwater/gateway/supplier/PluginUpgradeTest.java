package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.breakwater.gateway.GatewayUnderTest;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Status;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New versions of a plugin under load, through the whole gateway: each is used, and none is missed or left behind. */
class PluginUpgradeTest {
    private static final int PER_SECOND = 200;
    /** Fewer than the gateway lets in at a time, however slow the machine is. */
    private static final int AT_A_TIME = 60;

    private static final int RELOADS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String KEY = "secret";
    private static final String KEY_HASH = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final AtomicInteger orders = new AtomicInteger();
    private final Queue<CompletableFuture<HttpResponse<String>>> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> commitsByVersion = new ConcurrentHashMap<>();
    private final AtomicInteger commits = new AtomicInteger();

    @Test
    void noRequestFailsAndNoLoaderLeaksWhileVersionsChange() throws Exception {
        HttpServer supplier = supplier();
        Path config = configure(supplier);
        plugin("1.0.0").write(jar("a"));
        ScheduledExecutorService load = Executors.newScheduledThreadPool(2);
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start(config, folder.resolve("data"), folder.resolve("plugins"))) {
            Suppliers suppliers = gateway.bean(Suppliers.class);
            List<WeakReference<ClassLoader>> left = new ArrayList<>();
            long begin = System.nanoTime();
            load.scheduleAtFixedRate(() -> order(gateway), 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
            for (int upgrade = 1; upgrade <= 4; upgrade++) {
                left.add(loaderOf(suppliers));
                int before = commits.get();
                await().atMost(PATIENCE).until(() -> commits.get() > before + PER_SECOND);
                plugin("1.0." + upgrade).write(jar(upgrade % 2 == 0 ? "a" : "b"));
                suppliers.refresh();
                assertThat(version(suppliers)).isEqualTo("1.0." + upgrade);
            }
            int before = commits.get();
            await().atMost(PATIENCE).until(() -> commits.get() > before + PER_SECOND);
            load.shutdown();
            assertThat(load.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("Four upgrades during %d orders, %.0f a second%n", orders.get(), orders.get() / seconds);
            Files.delete(jar("b"));
            suppliers.refresh();

            for (CompletableFuture<HttpResponse<String>> pending : answers) {
                HttpResponse<String> answer = pending.get(30, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            }
            await().atMost(PATIENCE).until(() -> cancelled(gateway) == orders.get());
            assertThat(commits).hasValue(orders.get());
            assertThat(commitsByVersion.keySet())
                    .containsExactlyInAnyOrder("1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.0.4");
            awaitGone(left);
        } finally {
            load.shutdownNow();
            supplier.stop(0);
        }
    }

    @Test
    void noLoaderOfFiftyReloadsIsLeft() throws IOException {
        Path config =
                Files.createDirectories(folder.resolve("config/suppliers")).getParent();
        Files.writeString(
                config.resolve("suppliers/north.yaml"),
                "plugin: teller\nprotocol: sample\nbaseUrl: http://127.0.0.1:1\n");
        List<WeakReference<ClassLoader>> left = new ArrayList<>();
        Path plugin = plugin("1.0.0").write(folder.resolve("plugin.jar"));
        Files.createDirectories(folder.resolve("plugins"));
        Files.copy(plugin, jar("a"));
        try (Suppliers suppliers = new Suppliers(
                new SupplierFolders(config, folder.resolve("plugins"), folder.resolve("staging")),
                new PluginTrust(config, folder, true),
                new Connector(supplier -> (request, seal, mayLeave) -> null, id -> {}),
                name -> null,
                Duration.ofDays(1))) {
            for (int reload = 1; reload <= RELOADS; reload++) {
                left.add(loaderOf(suppliers));
                Files.write(jar("a"), changed(plugin, reload));
                suppliers.refresh();
            }

            awaitGone(left);
            assertThat(suppliers.pluginStandings())
                    .extracting(PluginStanding::state)
                    .containsExactly(PluginStanding.State.LOADED);
        }
    }

    /** The same jar with another content. */
    private static byte[] changed(Path jar, int number) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.writeString(zip.getPath("number"), "number " + number);
        }
        return Files.readAllBytes(jar);
    }

    private static void awaitGone(List<WeakReference<ClassLoader>> loaders) {
        assertThat(loaders).doesNotHaveDuplicates();
        await().atMost(PATIENCE).until(() -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.refersTo(null));
        });
    }

    private static WeakReference<ClassLoader> loaderOf(Suppliers suppliers) {
        return new WeakReference<>(
                ((GuardedProtocol) connection(suppliers).protocol()).plugin().loader());
    }

    private static String version(Suppliers suppliers) {
        return connection(suppliers).pluginVersion();
    }

    private static Supplier.Connection connection(Suppliers suppliers) {
        return suppliers.find("north").orElseThrow().connection().orElseThrow();
    }

    private void order(GatewayUnderTest gateway) {
        if (!places.tryAcquire()) {
            return;
        }
        int number = orders.incrementAndGet();
        HttpRequest request = HttpRequest.newBuilder(gateway.address().resolve("/v1/cancellations"))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "order-" + number)
                .POST(BodyPublishers.ofString("""
                        {"supplier": "north", "booking": {"reference": "B%d"}, "reason": "EPIDEMIC",
                         "acceptAnyPenalty": true}""".formatted(number)))
                .build();
        answers.add(
                http.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> places.release()));
    }

    private static long cancelled(GatewayUnderTest gateway) {
        return gateway.bean(Journal.class)
                .list(new Journal.Filter(
                        Optional.empty(),
                        Optional.of(Status.CANCELLED),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        100_000))
                .size();
    }

    /** Its commits name the version that made them. */
    private HttpServer supplier() throws IOException {
        HttpServer supplier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        supplier.setExecutor(Executors.newCachedThreadPool());
        supplier.createContext("/", exchange -> {
            String version = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            commitsByVersion
                    .computeIfAbsent(version, name -> new AtomicInteger())
                    .incrementAndGet();
            commits.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        supplier.start();
        return supplier;
    }

    private Path configure(HttpServer supplier) throws IOException {
        Path config =
                Files.createDirectories(folder.resolve("config/suppliers")).getParent();
        Files.writeString(
                config.resolve("callers.yaml"), "callers: [{id: web, role: caller, sha256: " + KEY_HASH + "}]\n");
        Files.writeString(config.resolve("suppliers/north.yaml"), """
                plugin: teller
                protocol: sample
                baseUrl: http://127.0.0.1:%d
                """.formatted(
                        supplier.getAddress().getPort()));
        return config;
    }

    private Path jar(String name) {
        return folder.resolve("plugins/" + name + ".jar");
    }

    private static PluginJar plugin(String version) {
        return PluginJar.of("teller", version).source("sample.SampleProtocol", """
                package sample;

                import dev.breakwater.plugin.*;
                import java.util.*;

                final class SampleProtocol implements SupplierProtocol {
                    @Override
                    public Step<QuoteResult> quote(QuoteOrder order) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Step<CancelResult> cancel(UnitOrder order) {
                        WireRequest commit = new WireRequest(RequestKind.COMMIT, "POST",
                                "/" + order.booking().reference(), Map.of(), "text/plain", Bytes.utf8("%s"));
                        return Step.ask(commit, reply -> Step.answer(
                                new CancelResult.Cancelled(Refund.UNKNOWN, Set.of(), SupplierWord.NONE)));
                    }

                    @Override
                    public Step<LookupResult> lookup(LookupOrder order) {
                        return Step.answer(new LookupResult.Active(SupplierWord.NONE));
                    }

                    @Override
                    public BookingKey canonical(BookingReference reference) {
                        return new BookingKey(reference.reference());
                    }
                }
                """.formatted(version));
    }
}
