package dev.breakwater.sandbox.simulator;

import java.time.InstantSource;

/** Tour operators on free ports, which know {@link OtaClient}. */
final class OtaSimulators {

    private OtaSimulators() {}

    static SupplierSimulator start(OtaVerbs verbs, Timing timing, InstantSource clock) {
        EffectLog effects = new EffectLog(clock);
        OtaProtocol protocol = new OtaProtocol(OtaClient.CREDENTIALS, verbs, timing, clock, effects);
        SupplierSimulator simulator = new SupplierSimulator(0, protocol, effects, timing);
        simulator.start();
        return simulator;
    }
}
