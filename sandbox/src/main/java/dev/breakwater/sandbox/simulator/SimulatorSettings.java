package dev.breakwater.sandbox.simulator;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which suppliers are simulated, what they listen on, whom they let in, and how long they take.
 *
 * @param firstPort that of the first {@link Supplier}, the others have those that follow; 0 for any free ones
 * @param secrets of each supplier that is simulated: what the gateway has to show it, an API key, a password, or the secret
 *     of a client that calls itself {@link #CLIENT}
 */
public record SimulatorSettings(int firstPort, Map<Supplier, String> secrets, Timing timing, InstantSource clock) {

    /** What the gateway calls itself where a secret alone does not tell. */
    public static final String CLIENT = "breakwater";

    public SimulatorSettings {
        secrets = Map.copyOf(secrets);
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(clock, "clock");
    }

    /** These suppliers on free ports, the secret {@code ID-secret} for each, real time. */
    public static SimulatorSettings onFreePorts(Supplier... suppliers) {
        return new SimulatorSettings(
                0,
                Arrays.stream(suppliers)
                        .collect(Collectors.toMap(Function.identity(), supplier -> supplier.id() + "-secret")),
                Timing.standard(),
                InstantSource.system());
    }

    public SimulatorSettings withTiming(Timing other) {
        return new SimulatorSettings(firstPort, secrets, other, clock);
    }

    public SimulatorSettings withClock(InstantSource other) {
        return new SimulatorSettings(firstPort, secrets, timing, other);
    }

    /** The simulated suppliers, in their order. */
    public Set<Supplier> suppliers() {
        return new TreeSet<>(secrets.keySet());
    }

    /** What a simulated supplier listens on, 0 for any free port. */
    int port(Supplier supplier) {
        return firstPort == 0 ? 0 : firstPort + supplier.ordinal();
    }

    /** Whom a simulated supplier lets in. */
    ClientCredentials client(Supplier supplier) {
        return new ClientCredentials(CLIENT, secrets.get(supplier));
    }

    @Override
    public String toString() {
        return "SimulatorSettings[firstPort=" + firstPort + ", suppliers=" + suppliers() + "]";
    }
}
