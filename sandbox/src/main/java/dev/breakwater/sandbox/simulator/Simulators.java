package dev.breakwater.sandbox.simulator;

import dev.breakwater.sandbox.server.ServerStack;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The simulated suppliers, up and listening on 127.0.0.1. */
public final class Simulators implements AutoCloseable {

    /** Where on the railway's server its clients get their access tokens. */
    public static final String TOKEN_PATH = "/oauth/token";

    private final SimulatorSettings settings;
    private final Map<Supplier, SupplierSimulator> suppliers = new EnumMap<>(Supplier.class);
    private final ServerStack running = new ServerStack();

    private Simulators(SimulatorSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Starts the suppliers.
     *
     * @throws dev.breakwater.sandbox.server.ServerException when a port is taken; nothing is left running then
     */
    public static Simulators start(SimulatorSettings settings) {
        Simulators simulators = new Simulators(settings);
        try {
            settings.suppliers().forEach(simulators::start);
            return simulators;
        } catch (RuntimeException failure) {
            simulators.close();
            throw failure;
        }
    }

    private void start(Supplier supplier) {
        EffectLog effects = new EffectLog(settings.clock());
        int port = settings.port(supplier);
        SupplierSimulator simulator =
                new SupplierSimulator(port, protocol(supplier, effects), effects, settings.timing());
        running.start("the " + supplier.protocol() + " simulator", port, simulator::start, simulator);
        suppliers.put(supplier, simulator);
    }

    private Protocol protocol(Supplier supplier, EffectLog effects) {
        ClientCredentials client = settings.client(supplier);
        Timing timing = settings.timing();
        InstantSource clock = settings.clock();
        return switch (supplier) {
            case GLASS_TOWER -> new OctoProtocol(client.secret(), timing, clock, effects);
            case ALPINE_RAIL -> new OsdmProtocol(new AccessTokens(client, timing, clock), timing, clock, effects);
            case ZEPHYR_AIR -> new NdcProtocol(client.secret(), timing, clock, effects);
            case LIGHTHOUSE -> new RapidProtocol(client, timing, clock, effects);
            case SUNNY_TOURS -> new OtaProtocol(client, OtaVerbs.INITIATE_QUOTES, timing, clock, effects);
        };
    }

    /** @throws IllegalArgumentException if it was not started */
    public SupplierSimulator of(Supplier supplier) {
        SupplierSimulator simulator = suppliers.get(supplier);
        if (simulator == null) {
            throw new IllegalArgumentException(supplier.id() + " is not simulated here");
        }
        return simulator;
    }

    public SimulatorSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        running.close();
    }
}
