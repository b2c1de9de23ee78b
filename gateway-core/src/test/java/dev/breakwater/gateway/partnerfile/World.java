package dev.breakwater.gateway.partnerfile;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Quotes;
import dev.breakwater.gateway.dispatch.Cluster;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.dispatch.Watch;
import dev.breakwater.gateway.intake.Intake;
import dev.breakwater.gateway.postgres.Database;
import dev.breakwater.gateway.postgres.DatabaseSettings;
import dev.breakwater.gateway.postgres.GroupCommitSettings;
import dev.breakwater.gateway.postgres.LocalPostgres;
import dev.breakwater.gateway.supplier.SupplierFolders;
import dev.breakwater.gateway.supplier.SupplierRoutes;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Real suppliers' simulators, partners' servers, database, cluster and plugins, and one gateway without its doors. */
final class World {
    private static final Path ROUTES = Path.of("..", "routes");
    private static final Path PLUGINS = Path.of("..", "target", "dist", "plugins");
    private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Path folder;
    private final Sandbox sandbox;
    private final Database database;
    private final Journal journal;
    private final Intake intake;

    World(Path folder) throws Exception {
        this.folder = folder;
        this.sandbox = opened(Sandbox.start(SandboxSettings.onFreePorts(folder.resolve("sandbox"))));
        LocalPostgres postgres = opened(LocalPostgres.start(folder.resolve("postgres"), BINARIES));
        this.database = opened(Database.open(DatabaseSettings.at(
                new DatabaseSettings.External(postgres.jdbcUrl(), postgres.user(), postgres.password()))));
        HazelcastInstance hazelcast =
                Cluster.start("partner-files-" + ProcessHandle.current().pid());
        opened.push(hazelcast::shutdown);
        Watch watch = new Watch();
        this.journal = opened(new Journal(database.dataSource(), GroupCommitSettings.named("journal"), watch::changed));
        Quotes quotes = new Quotes(database.dataSource());
        SupplierRoutes routes = opened(new SupplierRoutes(camel("supplier-http"), InstantSource.system()));
        Suppliers suppliers = opened(new Suppliers(
                new SupplierFolders(sandbox.configFolder(), PLUGINS, folder.resolve("staging")),
                routes::open,
                routes::close,
                System::getenv));
        Dispatcher dispatcher = opened(Dispatcher.open("member/1", journal, quotes, suppliers, hazelcast));
        this.intake = new Intake(suppliers, journal, quotes, dispatcher, watch, hazelcast);
        dispatcher.start();
    }

    private <T extends AutoCloseable> T opened(T thing) {
        opened.push(thing);
        return thing;
    }

    /** A Camel of its own with these templates. */
    CamelContext camel(String... templates) throws Exception {
        CamelContext context = new DefaultCamelContext();
        for (String template : templates) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString(
                            template + ".camel.yaml", Files.readString(ROUTES.resolve(template + ".camel.yaml"))));
        }
        context.start();
        opened.push(context::stop);
        return context;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Journal journal() {
        return journal;
    }

    Database database() {
        return database;
    }

    Intake intake() {
        return intake;
    }

    /** The sandbox's partners, looked at more often. */
    Path config(String name) throws IOException {
        Path config = folder.resolve(name);
        try (Stream<Path> files = Files.walk(sandbox.configFolder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(sandbox.configFolder().relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        for (String partner : new String[] {"harbour-trips", "dragon-travel"}) {
            Path file = config.resolve("partners").resolve(partner + ".yaml");
            Files.writeString(file, Files.readString(file).replace("poll: 1s", "poll: 200ms"));
        }
        return config;
    }

    /** A member's door for files, not started. */
    PartnerFiles member(String node, Path config) throws Exception {
        return opened(new PartnerFiles(
                camel("partner-inbox", "partner-outbox"),
                new PartnerFiles.Settings(config, folder.resolve("spool-" + node), node),
                database.dataSource(),
                intake,
                journal,
                InstantSource.system()));
    }

    public void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
