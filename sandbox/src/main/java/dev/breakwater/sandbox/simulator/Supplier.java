package dev.breakwater.sandbox.simulator;

/** The suppliers of the sandbox, as the gateway's configuration names them: one of each type. */
public enum Supplier {
    GLASS_TOWER("glass-tower", "OCTO", "EUR", "100.00"),
    ALPINE_RAIL("alpine-rail", "OSDM", "CHF", "100.00"),
    ZEPHYR_AIR("zephyr-air", "NDC", "EUR", "200.00"),
    LIGHTHOUSE("lighthouse", "Rapid", "EUR", "100.00"),
    SUNNY_TOURS("sunny-tours", "OTA", "EUR", "450.00");

    private final String id;
    private final String protocol;
    private final String currency;
    private final String bearable;

    Supplier(String id, String protocol, String currency, String bearable) {
        this.id = id;
        this.protocol = protocol;
        this.currency = currency;
        this.bearable = bearable;
    }

    public String id() {
        return id;
    }

    /** What it speaks, for people. */
    public String protocol() {
        return protocol;
    }

    /** ISO 4217. */
    public String currency() {
        return currency;
    }

    /** A penalty between the usual ones and those of {@link Behaviour#TERMS}, in its currency. */
    public String bearablePenalty() {
        return bearable;
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
