package dev.breakwater.gateway;

import dev.breakwater.gateway.dispatch.ClusterSettings;
import dev.breakwater.gateway.postgres.DatabaseSettings;
import dev.breakwater.gateway.supplier.PluginTrust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole gateway, as its users start it, on a free port of 127.0.0.1. */
public final class GatewayUnderTest implements AutoCloseable {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private final ConfigurableApplicationContext context;
    private final Path data;

    private GatewayUnderTest(ConfigurableApplicationContext context, Path data) {
        this.context = context;
        this.data = data;
    }

    /**
     * Starts it, with the plugins that the build made.
     *
     * @param config the folder of its configuration
     * @param data where it keeps its database
     */
    public static GatewayUnderTest start(Path config, Path data) {
        return start(config, data, HOME.resolve("target/dist/plugins"));
    }

    /** Starts it with the plugins of this folder. */
    public static GatewayUnderTest start(Path config, Path data, Path plugins) {
        GatewaySettings settings = new GatewaySettings(
                config,
                plugins,
                new PluginTrust(config, HOME.resolve("target/dist/built"), true),
                HOME.resolve("routes"),
                data,
                0,
                DatabaseSettings.at(new DatabaseSettings.Local(SharedBinaries.databaseIn(data))),
                ClusterSettings.ALONE,
                Optional.empty(),
                Duration.ofHours(4));
        SpringApplication application = new SpringApplication(Gateway.class);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of("server.port", 0));
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean("gatewaySettings", GatewaySettings.class, () -> settings);
            beans.registerBean(Spans.class, Spans::new);
        });
        return new GatewayUnderTest(application.run(), data);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        SharedBinaries.release(data);
    }
}
