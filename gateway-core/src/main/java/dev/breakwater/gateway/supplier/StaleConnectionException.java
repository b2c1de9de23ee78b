package dev.breakwater.gateway.supplier;

import java.io.IOException;

/** A kept connection was closed by the supplier meanwhile: not a byte was written, another one has to be taken. */
final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException() {
        super("a kept connection was closed by the supplier");
    }
}
