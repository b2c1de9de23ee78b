package dev.breakwater.gateway.postgres;

/** The operation certainly took no effect: the database could not be reached, or the gateway is closing. */
public final class NotCommitted extends CommitFailure {
    private static final long serialVersionUID = 1L;

    NotCommitted(String message, Throwable cause) {
        super(message, cause);
    }

    NotCommitted(String message) {
        super(message);
    }
}
