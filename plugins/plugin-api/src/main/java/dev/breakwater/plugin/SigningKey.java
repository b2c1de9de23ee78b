package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

/**
 * A key that requests are signed with. It does not print its secret.
 *
 * @param id what names the key to the supplier
 * @param secret what only we and the supplier know
 */
public record SigningKey(String id, String secret) {
    public SigningKey {
        requireNonNull(id, "id");
        requireNonNull(secret, "secret");
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + ", …]";
    }
}
