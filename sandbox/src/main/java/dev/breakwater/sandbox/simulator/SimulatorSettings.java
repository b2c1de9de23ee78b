package dev.breakwater.sandbox.simulator;

import java.time.InstantSource;
import java.util.Objects;

/**
 * What the simulators listen on, whom they let in, and how long they take.
 *
 * @param octoPort port of the attraction, 0 for any free one
 * @param osdmPort port of the railway, 0 for any free one
 * @param octoToken the API key that the attraction accepts as a bearer token
 * @param osdmClient the client that the railway's token endpoint knows
 */
public record SimulatorSettings(
        int octoPort,
        int osdmPort,
        String octoToken,
        ClientCredentials osdmClient,
        Timing timing,
        InstantSource clock) {

    public SimulatorSettings {
        Objects.requireNonNull(octoToken, "octoToken");
        Objects.requireNonNull(osdmClient, "osdmClient");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(clock, "clock");
    }

    /** Free ports, the token {@code octo-key}, the client {@code gateway} with {@code gateway-secret}, real time. */
    public static SimulatorSettings onFreePorts() {
        return new SimulatorSettings(
                0,
                0,
                "octo-key",
                new ClientCredentials("gateway", "gateway-secret"),
                Timing.standard(),
                InstantSource.system());
    }

    public SimulatorSettings withTiming(Timing other) {
        return new SimulatorSettings(octoPort, osdmPort, octoToken, osdmClient, other, clock);
    }

    public SimulatorSettings withClock(InstantSource other) {
        return new SimulatorSettings(octoPort, osdmPort, octoToken, osdmClient, timing, other);
    }

    @Override
    public String toString() {
        return "SimulatorSettings[octoPort=" + octoPort + ", osdmPort=" + osdmPort + "]";
    }
}
