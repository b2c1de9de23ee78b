package dev.breakwater.sandbox.simulator;

import dev.breakwater.sandbox.server.ServerStack;
import java.util.Objects;

/** The simulated suppliers, up and listening on 127.0.0.1: one attraction (OCTO), one railway (OSDM). */
public final class Simulators implements AutoCloseable {

    /** Where on the railway's server its clients get their access tokens. */
    public static final String TOKEN_PATH = "/oauth/token";

    private final SimulatorSettings settings;
    private final SupplierSimulator octo;
    private final SupplierSimulator osdm;
    private final AccessTokens tokens;
    private final ServerStack running = new ServerStack();

    private Simulators(SimulatorSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.tokens = new AccessTokens(settings.osdmClient(), settings.timing(), settings.clock());
        EffectLog octoEffects = new EffectLog(settings.clock());
        EffectLog osdmEffects = new EffectLog(settings.clock());
        this.octo = new SupplierSimulator(
                settings.octoPort(),
                new OctoProtocol(settings.octoToken(), settings.timing(), settings.clock(), octoEffects),
                octoEffects,
                settings.timing());
        this.osdm = new SupplierSimulator(
                settings.osdmPort(),
                new OsdmProtocol(tokens, settings.timing(), settings.clock(), osdmEffects),
                osdmEffects,
                settings.timing());
    }

    /**
     * Starts both suppliers.
     *
     * @throws dev.breakwater.sandbox.server.ServerException when a port is taken; nothing is left running then
     */
    public static Simulators start(SimulatorSettings settings) {
        Simulators simulators = new Simulators(settings);
        try {
            simulators.running.start(
                    "the OCTO simulator", settings.octoPort(), simulators.octo::start, simulators.octo);
            simulators.running.start(
                    "the OSDM simulator", settings.osdmPort(), simulators.osdm::start, simulators.osdm);
            return simulators;
        } catch (RuntimeException failure) {
            simulators.close();
            throw failure;
        }
    }

    /** The attraction. */
    public SupplierSimulator octo() {
        return octo;
    }

    /** The railway. */
    public SupplierSimulator osdm() {
        return osdm;
    }

    /** Where the railway's clients get their access tokens. */
    public String tokenUrl() {
        return osdm.baseUrl() + TOKEN_PATH;
    }

    /** Makes the railway answer 401 to every token it has issued so far. */
    public void expireTokens() {
        tokens.expireAll();
    }

    public SimulatorSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        running.close();
    }
}
