package dev.breakwater.sandbox;

import dev.breakwater.sandbox.simulator.SimulatorSettings;
import dev.breakwater.sandbox.simulator.Simulators;
import dev.breakwater.sandbox.simulator.Supplier;

/**
 * The file in {@code suppliers/} by which a gateway knows a simulated supplier.
 *
 * @param port what the supplier listens on
 * @param road the port by which the gateway reaches it
 */
record SupplierFile(Supplier supplier, int port, int road, Pace pace) {

    private static final String ADDRESS = "http://127.0.0.1:";

    /** The name of the file in {@code secrets/} with what the supplier wants to see. */
    static String secretOf(Supplier supplier) {
        return switch (supplier) {
            case GLASS_TOWER -> "glass-tower-token";
            case ALPINE_RAIL -> "alpine-rail-client-secret";
            case ZEPHYR_AIR -> "zephyr-air-key";
            case LIGHTHOUSE -> "lighthouse-secret";
            case SUNNY_TOURS -> "sunny-tours-password";
        };
    }

    /** What fails, is busy or slow here is a booking, by its behaviour, and not the supplier. */
    String yaml() {
        return own() + """
                %spool: {connections: 20}
                quota: {perSecond: 100}
                breaker: {failureRate: 90, probeInterval: 1s}
                concurrency: {floor: 5}
                busy: order
                currency: %s
                """.formatted(pace.supplierLines(), supplier.currency());
    }

    private String own() {
        return switch (supplier) {
            case GLASS_TOWER -> glassTower();
            case ALPINE_RAIL -> alpineRail();
            case ZEPHYR_AIR -> zephyrAir();
            case LIGHTHOUSE -> lighthouse();
            case SUNNY_TOURS -> sunnyTours();
        };
    }

    private String glassTower() {
        return """
                name: Glass Tower Tickets
                plugin: attraction
                protocol: octo
                baseUrl: %s
                auth: {type: bearer, token: "%s"}
                timeZone: Europe/Paris
                %s""".formatted(at(road), secret(), pace.line("resend: after-proof"));
    }

    private String alpineRail() {
        return """
                name: Alpine Rail
                plugin: rail
                protocol: osdm
                baseUrl: %1$s
                auth:
                  type: oauth2
                  tokenUrl: %1$s%2$s
                  clientId: %3$s
                  clientSecret: %4$s
                timeZone: Europe/Zurich
                priceLocked: true
                settings: {requestor: breakwater-sandbox, refundSpecifications: true}
                %5$s""".formatted(
                        at(road),
                        Simulators.TOKEN_PATH,
                        SimulatorSettings.CLIENT,
                        secret(),
                        pace.line("idempotentCommit: true"));
    }

    private String zephyrAir() {
        return """
                name: Zephyr Air
                plugin: airline
                protocol: ndc
                baseUrl: %s
                auth: {type: header, name: Ocp-Apim-Subscription-Key, value: "%s"}
                priceLocked: true
                settings: {ownerCode: ZZ, sellerId: "00990011", sellerName: Harbour Trips}
                """.formatted(at(road), secret());
    }

    private String lighthouse() {
        return """
                name: Lighthouse Hotels
                plugin: hotel-chain
                protocol: rapid
                baseUrl: %s/v3
                auth: {type: signed, key: %s, secret: "%s"}
                timeZone: Europe/Paris
                settings:
                  linkBase: %s/v3
                  customerIp: 203.0.113.9
                  userAgent: HarbourTrips/1.0
                  email: bookings@harbour.example
                """.formatted(at(road), SimulatorSettings.CLIENT, secret(), at(port));
    }

    private String sunnyTours() {
        return """
                name: Sunny Tours
                plugin: tour-operator
                protocol: ota
                baseUrl: %s
                timeZone: Europe/Berlin
                settings:
                  requestorId: %s
                  messagePassword: %s
                  quoteVerb: Initiate
                  quoteVerbIsSafe: true
                  commitVerb: Commit
                  abortVerb: Ignore
                  envelope: soap
                  cancelPath: /ota/cancel
                  readPath: /ota/read
                  refunds: automatic
                """.formatted(at(road), SimulatorSettings.CLIENT, secret());
    }

    private static String at(int port) {
        return ADDRESS + port;
    }

    private String secret() {
        return "${file:secrets/" + secretOf(supplier) + "}";
    }
}
