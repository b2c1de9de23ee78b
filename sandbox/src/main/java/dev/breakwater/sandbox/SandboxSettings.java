package dev.breakwater.sandbox;

import dev.breakwater.sandbox.partner.PartnerServers;
import dev.breakwater.sandbox.simulator.Timing;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * Where a sandbox lives and how it behaves.
 *
 * @param folder everything it writes: configuration, keys, the partners' files
 * @param ports what it listens on
 * @param timing how long the simulated suppliers take
 * @param pace how patient the written configuration tells the gateway to be
 * @param clock the simulated suppliers' clock
 * @param roads the port of 127.0.0.1 by which the gateway reaches a supplier's port; asked once for each
 */
public record SandboxSettings(
        Path folder, Ports ports, Timing timing, Pace pace, InstantSource clock, IntUnaryOperator roads) {

    /**
     * What the sandbox listens on; 0 is any free port.
     *
     * @param octo the simulated attraction
     * @param osdm the simulated railway and its token endpoint
     * @param files the partners' file servers
     */
    public record Ports(int octo, int osdm, PartnerServers.Ports files) {

        public Ports {
            Objects.requireNonNull(files, "files");
        }

        /** 18081 and 18082 for the suppliers, 12121 for FTP (data 12130-12139), 12122 for SFTP. */
        public static Ports fixed() {
            return new Ports(18_081, 18_082, new PartnerServers.Ports(12_121, "12130-12139", 12_122));
        }

        /** Free ports, for tests. */
        public static Ports free() {
            return new Ports(0, 0, PartnerServers.Ports.free());
        }
    }

    public SandboxSettings {
        folder = folder.toAbsolutePath().normalize();
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(roads, "roads");
    }

    /** The fixed ports, standard timing, quick pace, real time. */
    public static SandboxSettings onFixedPorts(Path folder) {
        return new SandboxSettings(
                folder,
                Ports.fixed(),
                Timing.standard(),
                Pace.QUICK,
                InstantSource.system(),
                IntUnaryOperator.identity());
    }

    /** Free ports, standard timing, quick pace, real time. */
    public static SandboxSettings onFreePorts(Path folder) {
        return new SandboxSettings(
                folder,
                Ports.free(),
                Timing.standard(),
                Pace.QUICK,
                InstantSource.system(),
                IntUnaryOperator.identity());
    }

    public SandboxSettings withTiming(Timing other) {
        return new SandboxSettings(folder, ports, other, pace, clock, roads);
    }

    public SandboxSettings withPace(Pace other) {
        return new SandboxSettings(folder, ports, timing, other, clock, roads);
    }

    public SandboxSettings withClock(InstantSource other) {
        return new SandboxSettings(folder, ports, timing, pace, other, roads);
    }

    public SandboxSettings withRoads(IntUnaryOperator other) {
        return new SandboxSettings(folder, ports, timing, pace, clock, other);
    }
}
