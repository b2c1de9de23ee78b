package dev.breakwater.gateway.api;

import dev.breakwater.gateway.GatewayUnderTest;
import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.SandboxSettings;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** The gateway with simulated suppliers, one per process for all tests of the API that ask for it: it takes long to start. */
final class ApiWorld {
    /** A supplier whose first commits get lost. */
    static final String SHY = "shy-tower";

    /** A supplier that allows 864 exchanges a day: one every hundred seconds. */
    static final String METERED = "metered-tower";

    private static final AtomicInteger REFERENCES = new AtomicInteger();

    private final Path folder;
    private final Sandbox sandbox;
    private final ShySupplier shy;
    private final GatewayUnderTest gateway;

    /** Hands the world to tests that have it as a parameter. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ApiWorld.class;
        }

        @Override
        public ApiWorld resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Holder.WORLD;
        }
    }

    private static final class Holder {
        static final ApiWorld WORLD = new ApiWorld();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(WORLD::close, "close-api-world"));
        }
    }

    private ApiWorld() {
        try {
            folder = Files.createTempDirectory("breakwater-api");
            sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder.resolve("sandbox"))
                    .withSuppliers(Set.of(Supplier.GLASS_TOWER, Supplier.ALPINE_RAIL)));
            Files.writeString(sandbox.configFolder().resolve("suppliers/ghost-air.yaml"), """
                    name: Ghost Air
                    plugin: ghosts
                    protocol: knocking
                    baseUrl: http://127.0.0.1:9
                    """);
            Files.writeString(sandbox.configFolder().resolve("suppliers/" + METERED + ".yaml"), """
                    name: Metered Tower
                    plugin: attraction
                    protocol: octo
                    baseUrl: http://127.0.0.1:9
                    currency: EUR
                    timeZone: Europe/Paris
                    quota: {perDay: 864}
                    """);
            shy = ShySupplier.before(sandbox);
            Files.writeString(sandbox.configFolder().resolve("suppliers/" + SHY + ".yaml"), shy.configuration());
            gateway = GatewayUnderTest.start(sandbox.configFolder(), folder.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A reference that no other test uses, of this behaviour. */
    static String reference(String behaviour) {
        return behaviour + "-" + REFERENCES.incrementAndGet();
    }

    Client as(Caller caller) {
        try {
            return new Client(gateway.address(), sandbox.key(caller));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Client withKey(String key) {
        return new Client(gateway.address(), key);
    }

    GatewayUnderTest gateway() {
        return gateway;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    ShySupplier shy() {
        return shy;
    }

    private void close() {
        try {
            gateway.close();
            shy.close();
            sandbox.close();
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
