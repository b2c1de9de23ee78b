package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

/** One header that authenticates a request. Never prints its value. */
public record Header(String name, String value) {
    public Header {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return name + ": …";
    }
}
