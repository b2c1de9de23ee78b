package dev.breakwater.sandbox.simulator;

import java.util.Objects;

/** What an OAuth2 client shows at the token endpoint. */
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
