package dev.breakwater.sandbox.stage;

import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Simulators;

/** The suppliers of the sandbox as the gateway's configuration names them. */
public enum Supplier {
    GLASS_TOWER("glass-tower", "EUR"),
    ALPINE_RAIL("alpine-rail", "CHF");

    private final String id;
    private final String currency;

    Supplier(String id, String currency) {
        this.id = id;
        this.currency = currency;
    }

    public String id() {
        return id;
    }

    /** ISO 4217. */
    public String currency() {
        return currency;
    }

    /** What the supplier itself knows of requests and effects. */
    public EffectLog effects(Simulators simulators) {
        return switch (this) {
            case GLASS_TOWER -> simulators.octo().effects();
            case ALPINE_RAIL -> simulators.osdm().effects();
        };
    }

    /** @throws IllegalArgumentException if there is no such supplier */
    public static Supplier of(String id) {
        for (Supplier supplier : values()) {
            if (supplier.id.equals(id)) {
                return supplier;
            }
        }
        throw new IllegalArgumentException("There is no supplier " + id);
    }
}
