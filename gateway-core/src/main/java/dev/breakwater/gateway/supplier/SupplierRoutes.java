package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.supplier.CamelTransport.Road;
import dev.breakwater.gateway.supplier.SupplierConfig.Auth;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.CamelContext;

/** The ways to the suppliers: one Camel route for each, made from the template {@code supplier-http}. */
public final class SupplierRoutes implements AutoCloseable {
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer;
    private final RouteTemplate template;
    private final Map<String, CamelTransport> transports = new HashMap<>();

    /**
     * @param context where {@code routes/supplier-http.camel.yaml} has been loaded
     * @param clock tells when access tokens expire
     * @param observations told of every exchange
     * @throws IllegalStateException if the template is missing, or has a step that could send a commit twice
     */
    public SupplierRoutes(CamelContext context, InstantSource clock, ObservationRegistry observations) {
        this.clock = requireNonNull(clock, "clock");
        timer = new ScheduledThreadPoolExecutor(1, SupplierRoutes::daemon);
        timer.setRemoveOnCancelPolicy(true);
        template = new RouteTemplate(context, timer, observations);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "supplier-deadlines");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Opens the way to a supplier, or changes it: then this waits for the calls under way, and the transport given out
     * earlier goes on with the new configuration.
     *
     * @throws IllegalArgumentException if the configuration cannot be used; an open way stays as it is
     * @throws IllegalStateException if what Camel made of the template could send a commit twice; the way is closed then
     */
    public synchronized Way open(SupplierConfig config) {
        Addresses.checkBase("baseUrl", config.baseUrl());
        if (config.auth() instanceof Auth.OAuth2 oauth) {
            Addresses.check("auth.tokenUrl", oauth.tokenUrl());
        }
        CamelTransport transport = transports.computeIfAbsent(config.id(), id -> new CamelTransport(clock));
        transport.change(old -> {
            old.ifPresent(Road::close);
            return Optional.of(build(config));
        });
        return transport;
    }

    /** Closes the way to a supplier when the calls under way have ended. What comes later is not sent. */
    public synchronized void close(String supplierId) {
        CamelTransport transport = transports.remove(supplierId);
        if (transport != null) {
            transport.change(old -> {
                old.ifPresent(Road::close);
                return Optional.empty();
            });
        }
    }

    /** Closes the ways to all suppliers. */
    @Override
    public synchronized void close() {
        List.copyOf(transports.keySet()).forEach(this::close);
        timer.shutdownNow();
    }

    private Road build(SupplierConfig config) {
        SupplierRoute route = template.open(
                config.id(),
                config.baseUrl(),
                config.timeouts(),
                config.protection().connections());
        if (config.auth() instanceof Auth.OAuth2 oauth) {
            SupplierRoute tokens =
                    template.open(config.id() + ".token", origin(oauth.tokenUrl()), config.timeouts(), 1);
            return new Road(route, new ClientCredentials(oauth, tokens, clock), Optional.of(tokens));
        }
        return new Road(route, fixed(config.auth()), Optional.empty());
    }

    private static URI origin(URI url) {
        return url.resolve("/");
    }

    private static Credentials fixed(Auth auth) {
        if (auth instanceof Auth.Bearer bearer) {
            return Credentials.Fixed.bearer(bearer.token());
        }
        if (auth instanceof Auth.HeaderKey key) {
            return new Credentials.Fixed(Optional.of(new Header(key.header(), key.value())));
        }
        if (auth instanceof Auth.Basic basic) {
            return Credentials.Fixed.basic(basic.username(), basic.password());
        }
        return Credentials.Fixed.none();
    }
}
