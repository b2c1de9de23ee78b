package dev.breakwater.sandbox.simulator;

import java.util.Objects;

/** Who a client says it is, and what proves it. */
public record ClientCredentials(String id, String secret) {

    public ClientCredentials {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(secret, "secret");
    }

    @Override
    public String toString() {
        return "ClientCredentials[id=" + id + "]";
    }
}
