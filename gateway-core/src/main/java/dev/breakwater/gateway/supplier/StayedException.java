package dev.breakwater.gateway.supplier;

import java.io.IOException;

/** Thrown instead of sending: not a byte left. */
final class StayedException extends IOException {
    private static final long serialVersionUID = 1L;

    StayedException(String message) {
        super(message);
    }
}
