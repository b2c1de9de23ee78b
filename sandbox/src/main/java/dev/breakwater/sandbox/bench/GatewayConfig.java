package dev.breakwater.sandbox.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A gateway's configuration: suppliers, a caller and an operator.
 *
 * @param callerKey the caller's
 * @param operatorKey the operator's
 */
record GatewayConfig(Path folder, String callerKey, String operatorKey) {
    static GatewayConfig in(Path folder) throws IOException {
        GatewayConfig config = new GatewayConfig(
                folder, UUID.randomUUID().toString(), UUID.randomUUID().toString());
        Files.createDirectories(folder.resolve("suppliers"));
        Files.writeString(folder.resolve("callers.yaml"), """
                callers:
                  - id: bench
                    role: caller
                    sha256: %s
                  - id: bench-operator
                    role: operator
                    sha256: %s
                """.formatted(
                        sha256(config.callerKey()), sha256(config.operatorKey())));
        return config;
    }

    /** Adds a supplier that may be asked so many things at once. */
    GatewayConfig supplier(String id, SupplierStub stub, int connections) throws IOException {
        return supplier(id, stub.baseUrl(), connections);
    }

    /** Adds a supplier that may be asked so many things at once. */
    GatewayConfig supplier(String id, String baseUrl, int connections) throws IOException {
        Files.writeString(folder.resolve("suppliers").resolve(id + ".yaml"), """
                name: Benchmark
                plugin: attraction
                protocol: octo
                baseUrl: %s
                pool: {connections: %d}
                currency: EUR
                timeZone: Europe/Paris
                """.formatted(baseUrl, connections));
        return this;
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
