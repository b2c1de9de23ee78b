package dev.breakwater.sandbox;

import dev.breakwater.sandbox.partner.PartnerServers;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.simulator.Timing;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Where a sandbox lives and how it behaves.
 *
 * @param folder everything it writes: configuration, keys, the partners' files
 * @param suppliers which are simulated
 * @param ports what it listens on
 * @param timing how long the simulated suppliers take
 * @param pace how patient the written configuration tells the gateway to be
 * @param clock the simulated suppliers' clock
 * @param roads the port of 127.0.0.1 by which the gateway reaches a supplier's port; asked once for each
 */
public record SandboxSettings(
        Path folder,
        Set<Supplier> suppliers,
        Ports ports,
        Timing timing,
        Pace pace,
        InstantSource clock,
        IntUnaryOperator roads) {

    /**
     * What the sandbox listens on; 0 is any free port.
     *
     * @param suppliers the first of the simulated suppliers; the others listen on the ports that follow
     * @param files the partners' file servers
     */
    public record Ports(int suppliers, PartnerServers.Ports files) {

        public Ports {
            Objects.requireNonNull(files, "files");
        }

        /** 18081 to 18085 for the suppliers, 12121 for FTP (data 12130-12139), 12122 for SFTP. */
        public static Ports fixed() {
            return new Ports(18_081, new PartnerServers.Ports(12_121, "12130-12139", 12_122));
        }

        /** Free ports, for tests. */
        public static Ports free() {
            return new Ports(0, PartnerServers.Ports.free());
        }
    }

    public SandboxSettings {
        folder = folder.toAbsolutePath().normalize();
        suppliers = Set.copyOf(suppliers);
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(roads, "roads");
    }

    /** All suppliers, the fixed ports, standard timing, quick pace, real time. */
    public static SandboxSettings onFixedPorts(Path folder) {
        return on(Ports.fixed(), folder);
    }

    /** All suppliers, free ports, standard timing, quick pace, real time. */
    public static SandboxSettings onFreePorts(Path folder) {
        return on(Ports.free(), folder);
    }

    private static SandboxSettings on(Ports ports, Path folder) {
        return new SandboxSettings(
                folder,
                EnumSet.allOf(Supplier.class),
                ports,
                Timing.standard(),
                Pace.QUICK,
                InstantSource.system(),
                IntUnaryOperator.identity());
    }

    public SandboxSettings withSuppliers(Set<Supplier> others) {
        return new SandboxSettings(folder, others, ports, timing, pace, clock, roads);
    }

    public SandboxSettings withTiming(Timing other) {
        return new SandboxSettings(folder, suppliers, ports, other, pace, clock, roads);
    }

    public SandboxSettings withPace(Pace other) {
        return new SandboxSettings(folder, suppliers, ports, timing, other, clock, roads);
    }

    public SandboxSettings withClock(InstantSource other) {
        return new SandboxSettings(folder, suppliers, ports, timing, pace, other, roads);
    }

    public SandboxSettings withRoads(IntUnaryOperator other) {
        return new SandboxSettings(folder, suppliers, ports, timing, pace, clock, other);
    }
}
