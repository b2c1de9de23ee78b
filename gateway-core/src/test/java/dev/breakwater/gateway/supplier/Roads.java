package dev.breakwater.gateway.supplier;

import dev.breakwater.gateway.supplier.SupplierConfig.Auth;
import dev.breakwater.gateway.supplier.SupplierConfig.Resend;
import dev.breakwater.gateway.supplier.SupplierConfig.Retry;
import dev.breakwater.gateway.supplier.SupplierConfig.Timeouts;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel of its own with the template that is delivered, or another text in its place. */
final class Roads implements AutoCloseable {
    private static final Path DELIVERED = Path.of("..", "routes", "supplier-http.camel.yaml");

    private final CamelContext context = new DefaultCamelContext();
    private final SupplierRoutes routes;

    Roads(InstantSource clock) throws Exception {
        this(delivered(), clock);
    }

    Roads(String yaml, InstantSource clock) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("supplier-http.camel.yaml", yaml));
        context.start();
        routes = new SupplierRoutes(context, clock, ObservationRegistry.NOOP);
    }

    static String delivered() throws Exception {
        return Files.readString(DELIVERED);
    }

    SupplierRoutes routes() {
        return routes;
    }

    CamelContext context() {
        return context;
    }

    Way open(URI baseUrl) {
        return routes.open(config("glass-tower", baseUrl, new Auth.None()));
    }

    static SupplierConfig config(String id, URI baseUrl, Auth auth) {
        return config(id, baseUrl, auth, seconds(1, 2, 4), 20);
    }

    static Timeouts seconds(int connect, int response, int total) {
        return new Timeouts(Duration.ofSeconds(connect), Duration.ofSeconds(response), Duration.ofSeconds(total));
    }

    static SupplierConfig config(String id, URI baseUrl, Auth auth, Timeouts timeouts, int connections) {
        return new SupplierConfig(
                id,
                "Glass Tower Tickets",
                "attraction",
                Optional.empty(),
                "octo",
                baseUrl,
                auth,
                Optional.empty(),
                timeouts,
                new Protection(
                        connections, 1, Protection.Quota.NONE, Protection.Breaker.STANDARD, Protection.Busy.SUPPLIER),
                Currency.getInstance("EUR"),
                ZoneId.of("Europe/Paris"),
                Duration.ofSeconds(2),
                false,
                false,
                Resend.NEVER,
                2,
                List.of(),
                new Retry(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24)),
                Map.of());
    }

    @Override
    public void close() {
        routes.close();
        context.stop();
    }
}
