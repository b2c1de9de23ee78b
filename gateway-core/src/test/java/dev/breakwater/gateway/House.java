package dev.breakwater.gateway;

import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Quotes;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.conversation.Conversation.Clocks;
import dev.breakwater.gateway.dispatch.Cluster;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.dispatch.Watch;
import dev.breakwater.gateway.intake.Intake;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.postgres.Database;
import dev.breakwater.gateway.postgres.DatabaseSettings;
import dev.breakwater.gateway.postgres.GroupCommitSettings;
import dev.breakwater.gateway.quote.QuoteDesk;
import dev.breakwater.gateway.supplier.PluginTrust;
import dev.breakwater.gateway.supplier.SupplierFolders;
import dev.breakwater.gateway.supplier.SupplierRoutes;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.SandboxSettings;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.simulator.Timing;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The whole house below its doors, with real parts: the sandbox's suppliers, the plugins' jars, PostgreSQL, a Hazelcast member
 * and Camel's routes.
 */
public final class House implements AutoCloseable {
    /** The built plugins' jars. */
    public static final Path PLUGINS = Path.of("..", "target", "dist", "plugins");

    private static final Timing FAST = Timing.standard()
            .withSlow(Duration.ofMillis(300))
            .withHold(Duration.ofSeconds(4))
            .withPending(Duration.ofMillis(1_500));

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path folder;
    private final Sandbox sandbox;
    private final Database database;
    private final HazelcastInstance hazelcast;
    private final CamelContext camel;
    private final SupplierRoutes routes;
    private final Suppliers suppliers;
    private final Watch watch = new Watch();
    private final Journal journal;
    private final Dispatcher dispatcher;
    private final Intake intake;
    private final QuoteDesk quotes;

    private House(Path folder, Path plugins) throws Exception {
        this.folder = folder;
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder.resolve("sandbox"))
                .withSuppliers(Set.of(Supplier.GLASS_TOWER, Supplier.ALPINE_RAIL))
                .withTiming(FAST));
        database = Database.open(DatabaseSettings.at(new DatabaseSettings.Local(SharedBinaries.databaseIn(folder))));
        hazelcast = Cluster.start("test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
        camel = new DefaultCamelContext();
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(
                        camel, "file:" + Path.of("..", "routes", "supplier-http.camel.yaml")));
        camel.start();
        routes = new SupplierRoutes(camel, Clocks.SYSTEM.wall(), ObservationRegistry.NOOP);
        suppliers = new Suppliers(
                new SupplierFolders(sandbox.configFolder(), plugins, folder.resolve("staging")),
                new PluginTrust(sandbox.configFolder(), folder, true),
                routes::open,
                routes::close,
                System::getenv);
        journal = new Journal(database.dataSource(), GroupCommitSettings.named("journal"), watch::changed);
        Quotes kept = new Quotes(database.dataSource());
        dispatcher = Dispatcher.open("test/1", journal, kept, suppliers, hazelcast, ObservationRegistry.NOOP);
        intake = new Intake(suppliers, journal, kept, dispatcher, watch, hazelcast);
        quotes = new QuoteDesk(suppliers, dispatcher, kept, Clocks.SYSTEM.wall());
        dispatcher.start(address -> false);
    }

    /** Builds it in an empty folder, with the plugins as built. */
    public static House in(Path folder) throws Exception {
        return new House(folder, PLUGINS);
    }

    /** Builds it in an empty folder, with the jars in this one, which may come and go. */
    public static House in(Path folder, Path plugins) throws Exception {
        return new House(folder, plugins);
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public Database database() {
        return database;
    }

    public HazelcastInstance hazelcast() {
        return hazelcast;
    }

    public CamelContext camel() {
        return camel;
    }

    public Suppliers suppliers() {
        return suppliers;
    }

    public Watch watch() {
        return watch;
    }

    public Journal journal() {
        return journal;
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public Intake intake() {
        return intake;
    }

    public QuoteDesk quotes() {
        return quotes;
    }

    /** An order that accepts any penalty, by the caller {@code web}. */
    public static Order order(String supplier, String reference) {
        return order(supplier, reference, new Order.Limit.AnyPenalty());
    }

    public static Order order(String supplier, String reference, Order.Limit guard) {
        return new Order(
                "web",
                "key-" + UUID.randomUUID(),
                supplier,
                BookingReference.of(reference),
                List.of(),
                CancellationReason.CUSTOMER_REQUEST,
                Optional.empty(),
                guard,
                Optional.empty(),
                Map.of(),
                List.of());
    }

    public static Order.Limit atMost(String amount, String currency) {
        return new Order.Limit.MaxPenalty(Money.of(amount, currency));
    }

    /** Orders it and waits until it comes to rest: final, or before a person. */
    public Cancellation settle(Order order) {
        UUID id = intake.accept(order, false).cancellation().id();
        return settle(id);
    }

    public Cancellation settle(UUID id) {
        return await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> journal.find(id).orElseThrow(),
                        found -> found.status().isFinal() || found.status() == Status.NEEDS_REVIEW);
    }

    @Override
    public void close() {
        dispatcher.close();
        journal.close();
        suppliers.close();
        routes.close();
        camel.stop();
        hazelcast.shutdown();
        database.close();
        SharedBinaries.release(folder);
        sandbox.close();
    }
}
