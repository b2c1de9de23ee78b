package dev.breakwater.sandbox;

import dev.breakwater.sandbox.partner.PartnerAccount;
import dev.breakwater.sandbox.partner.PartnerServers;
import dev.breakwater.sandbox.server.ServerStack;
import dev.breakwater.sandbox.simulator.SimulatorSettings;
import dev.breakwater.sandbox.simulator.Simulators;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A world for the gateway to work in: simulated suppliers, partners' file servers, and the configuration folder that
 * points a gateway at them. Everything listens on 127.0.0.1 only.
 */
public final class Sandbox implements AutoCloseable {

    private final Path folder;
    private final Secrets secrets;
    private final ServerStack running = new ServerStack();
    private final Simulators simulators;
    private final PartnerServers partners;

    private Sandbox(SandboxSettings settings) throws IOException {
        this.folder = settings.folder();
        this.secrets = new Secrets(configFolder().resolve("secrets"));
        try {
            this.simulators = startSimulators(settings);
            running.add(simulators);
            this.partners = startPartners(settings);
            running.add(partners);
            new Configuration(configFolder(), secrets, settings).write(simulators, partners);
        } catch (IOException | RuntimeException failure) {
            running.close();
            throw failure;
        }
    }

    /**
     * Starts everything and writes the configuration folder. Keys that the folder has from an earlier start are kept.
     *
     * @throws dev.breakwater.sandbox.server.ServerException when a port is taken; nothing is left running then
     * @throws IOException when the folder cannot be written
     */
    public static Sandbox start(SandboxSettings settings) throws IOException {
        return new Sandbox(Objects.requireNonNull(settings, "settings"));
    }

    /** The suppliers, their addresses and effect logs. */
    public Simulators simulators() {
        return simulators;
    }

    /** The partners' servers, their ports, accounts and folders: harbour-trips over FTP, dragon-travel over SFTP. */
    public PartnerServers partners() {
        return partners;
    }

    /** What {@code breakwater run --config} takes. */
    public Path configFolder() {
        return folder.resolve("config");
    }

    /** The plain key of a caller, for {@code Authorization: Bearer}. */
    public String key(Caller caller) throws IOException {
        return secrets.get(caller.keyFile());
    }

    @Override
    public void close() {
        running.close();
    }

    private Simulators startSimulators(SandboxSettings settings) throws IOException {
        Map<Supplier, String> secretsOfSuppliers = new EnumMap<>(Supplier.class);
        for (Supplier supplier : settings.suppliers()) {
            secretsOfSuppliers.put(supplier, secrets.get(SupplierFile.secretOf(supplier)));
        }
        return Simulators.start(new SimulatorSettings(
                settings.ports().suppliers(), secretsOfSuppliers, settings.timing(), settings.clock()));
    }

    private PartnerServers startPartners(SandboxSettings settings) throws IOException {
        Path homes = Files.createDirectories(folder.resolve("partners"));
        return PartnerServers.start(
                settings.ports().files(),
                new PartnerAccount("harbour", secrets.get(Configuration.FTP_PASSWORD), homes.resolve("harbour-trips")),
                new PartnerAccount("dragon", secrets.get(Configuration.SFTP_PASSWORD), homes.resolve("dragon-travel")),
                folder.resolve("sftp-host-key"));
    }
}
