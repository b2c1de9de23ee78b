package dev.breakwater.gateway.postgres;

/**
 * The database cannot be used. The message is written for the person who runs the gateway: what is wrong and what to do
 * about it. It never contains a password.
 */
public final class DatabaseProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseProblem(String message) {
        super(message);
    }

    DatabaseProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
